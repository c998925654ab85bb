"""What a person consents to, and takes back."""

from collections.abc import Collection
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import consents
from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.choices import ConsentData
from casework.cases.models import Case, Consent
from casework.cases.refusal import NotAllowed
from casework.partners.models import Organisation
from ostoja.accounts.models import User
from ostoja.audit import action, record


class ConsentFacts(TypedDict):
    """What is recorded of a consent."""

    purpose: str
    data: list[str]
    given_on: date
    given_by: str
    way: str
    expires_on: date | None


@action
def record_consent(
    *,
    submission: UUID,
    case: Case,
    receivers: Collection[Organisation],
    by: User | None,
    **facts: Unpack[ConsentFacts],
) -> Consent:
    """Record that the person consented; a repeat with the same ``submission`` adds nothing."""
    case = locked_case(case)
    first = sent_before(Consent.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    _refuse_wrong(receivers, **facts)
    consent = Consent.objects.create(submission=submission, case=case, recorded_by=by, **facts)
    consent.receivers.set(receivers)
    record("consent.recorded", by=by, on=consent, subject=case, way=str(facts["way"]))
    return consent


def _refuse_wrong(receivers: Collection[Organisation], **facts: Unpack[ConsentFacts]) -> None:
    if not receivers:
        raise NotAllowed(_("Choose at least one receiver."))
    if not set(facts["data"]) <= set(ConsentData.values) or not facts["data"]:
        raise NotAllowed(_("Choose what they may learn."))
    if facts["given_on"] > timezone.localdate():
        raise NotAllowed(_("The day of the consent cannot be in the future."))
    last = facts["expires_on"]
    if last is not None and last < facts["given_on"]:
        raise NotAllowed(_("It cannot end before it was given."))


@action
def withdraw_consent(*, consent: Consent, by: User | None) -> Consent:
    """The person takes it back (GDPR art. 7(3)): what rests on it ends at once, nothing else.

    The case is locked first, as everybody does who takes a step of a referral: whoever accepts
    at the same moment comes before it, and loses what they got, or after it, and is told.
    """
    locked_case(consent.case)
    row = Consent.objects.select_for_update(of=("self",)).select_related("case").get(pk=consent.pk)
    if row.withdrawn_at is not None:
        record("submission.repeated", by=by, on=row, subject=row.case)
        return row
    row.withdrawn_at, row.withdrawn_by = timezone.now(), by
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    consents.end_what_rests_on(row, by=by)
    record("consent.withdrawn", by=by, on=row, subject=row.case)
    return row
