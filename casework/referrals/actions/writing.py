"""Writing: drafts, and what is written and sent at once."""

from collections.abc import Mapping
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case, CaseNeed, Consent
from casework.cases.refusal import NotAllowed
from casework.partners.models import Organisation, Service
from casework.referrals.actions.answers import send
from casework.referrals.choices import Kind, LegalBasis, State
from casework.referrals.models import Referral
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class Letter(TypedDict, total=False):
    """What the sender says to the receiver, what is shared, and on which basis."""

    message: str
    legal_basis: LegalBasis | str
    consent: Consent | None
    share_summary: bool
    share_person: bool
    by_link: bool
    despite_conflict: str


@action
def save_draft(
    *,
    submission: UUID,
    kind: Kind,
    case: Case,
    receiver: Organisation,
    group: Group,
    by: User | None,
    case_need: CaseNeed | None = None,
    service: Service | None = None,
    is_sample: bool = False,
    **letter: Unpack[Letter],
) -> Referral:
    """Write one that only ``group``, on whose behalf it is written, can see.

    A repeat with the same ``submission`` gives the first one: while it is a draft it says what
    the repeat says, since the form was written on after "back"; what was sent stays as it was.
    """
    case = locked_case(case)
    sender = group.organisation if kind == Kind.REFERRAL else case.lead
    _refuse_itself(sender, receiver)
    facts = {"receiver": receiver, "service": service, "case_need": case_need, **letter}
    _date_consent(facts)
    own = Referral.objects.filter(case=case, kind=kind, created_by=by)
    first = sent_before(own, submission, by=by)
    if first is not None:
        return _rewritten(first, facts, by=by)
    refuse_closed(case)
    draft = Referral.objects.create(
        submission=submission,
        kind=kind,
        case=case,
        sender=sender,
        created_by=by,
        is_sample=is_sample,
        **facts,
    )
    grant(group, draft, Permission.REFERRAL_VIEW)
    record("referral.drafted", by=by, on=draft, subject=case, kind=str(kind))
    return draft


def _rewritten(draft: Referral, facts: dict[str, Any], *, by: User | None) -> Referral:
    if draft.state != State.DRAFT or says(draft, facts):
        return draft
    return change_draft(referral=draft, version=draft.version, by=by, **facts)


def says(referral: Referral, facts: Mapping[str, Any]) -> bool:
    """Whether the referral says exactly this."""
    return all(getattr(referral, name) == value for name, value in facts.items())


@action
def change_draft(*, referral: Referral, version: int, by: User | None, **facts: Any) -> Referral:
    """Change what a draft says; ``facts`` are its fields, as the form gives them."""
    changed = lock(Referral, referral.pk, version)
    if changed.state != State.DRAFT:
        raise NotAllowed(_("It was sent already and cannot be changed any more."))
    _date_consent(facts)
    for name, value in facts.items():
        setattr(changed, name, value)
    _refuse_itself(changed.sender, changed.receiver)
    changed.save(update_fields=[*facts, "version"])
    record("referral.changed", by=by, on=changed, subject=changed.case)
    return changed


def _date_consent(facts: dict[str, Any]) -> None:
    """The day stands in the row too, as in those from before consents were kept.

    What rests on a consent that is not there (still to be recorded, or gone) has no basis yet.
    """
    if "consent" in facts:
        consent = facts["consent"]
        facts["consent_given_on"] = consent.given_on if consent else None
        if consent is None and facts.get("legal_basis") == LegalBasis.CONSENT:
            facts["legal_basis"] = ""


def _refuse_itself(sender: Organisation, receiver: Organisation) -> None:
    if sender == receiver:
        raise NotAllowed(_("Choose another body: this one would send it to itself."))


@action
def draft_and_send(*, submission: UUID, by: User | None, **facts: Any) -> Referral:
    """Write and send at once; a repeat gives the first one and sends nothing again."""
    draft = save_draft(submission=submission, by=by, **facts)
    return (
        send(referral=draft, version=draft.version, by=by) if draft.state == State.DRAFT else draft
    )
