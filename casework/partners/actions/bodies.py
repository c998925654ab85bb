"""Writes about bodies: who they are, their agreement, the day of checking."""

from datetime import date
from typing import Unpack
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.partners import leaving, notices, workflow
from casework.partners.actions.rows import NotPossible, one_at_a_time, write
from casework.partners.choices import AgreementState, ServiceStatus
from casework.partners.facts import OrganisationFacts
from casework.partners.keys import free_key
from casework.partners.models import Organisation
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def create_organisation(
    *, submission: UUID, by: User, **facts: Unpack[OrganisationFacts]
) -> Organisation:
    """Add a body with the group of its people; sent again, gives the first result."""
    one_at_a_time()
    found = Organisation.every.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found)
        return found
    key = free_key(Organisation, facts["name"])
    group = Group.objects.create(name=key)
    organisation = Organisation.objects.create(
        pk=submission, key=key, group=group, verified_on=timezone.localdate(), **facts
    )
    record("partner.added", by=by, on=organisation)
    return organisation


@action
def change_organisation(
    *, pk: UUID, version: int, by: User, **facts: Unpack[OrganisationFacts]
) -> Organisation:
    """Change a body's facts; a description that somebody rewrote is no longer an example.

    Raises ``StaleObject`` and ``NotPossible``.
    """
    one_at_a_time()
    organisation = lock(Organisation, pk, version)
    _check_parent(pk, facts.get("parent"))
    if facts.get("description", organisation.description) != organisation.description:
        organisation.description_is_sample = False
    write(organisation, facts)
    record("partner.changed", by=by, on=organisation)
    return organisation


@action
def change_agreement(
    *,
    pk: UUID,
    version: int,
    state: AgreementState,
    day: date | None,
    by: User,
    document: str = "",
) -> Organisation:
    """Move the agreement on. ``day`` is kept where the table asks for it, ``document`` is the
    number under which it was signed. What is open with a body that leaves or is suspended ends.

    Raises ``StaleObject``, ``workflow.NotAllowed`` and ``workflow.DateMissing``.
    """
    organisation = lock(Organisation, pk, version)
    before = organisation.agreement_state
    workflow.check(before, state, day)
    organisation.agreement_state = state
    organisation.agreement_date = day
    organisation.agreement_document = document or organisation.agreement_document
    organisation.save()
    record("partner.agreement_changed", by=by, on=organisation, before=before, after=state.value)
    if state in leaving.GONE:
        ended = leaving.end_work_of(organisation, by=by)
        record("partner.work_ended", by=by, on=organisation, ended=ended)
    return organisation


@action
def confirm_fresh(*, organisation: Organisation, by: User) -> None:
    """Somebody checked today that the body's record and its active services are right.

    The versions stay: a form that somebody has open is not disturbed.
    """
    today = timezone.localdate()
    Organisation.objects.filter(pk=organisation.pk).update(verified_on=today)
    organisation.services.filter(status=ServiceStatus.ACTIVE).update(verified_on=today)
    notices.confirmed(organisation)
    record("partner.checked", by=by, on=organisation)


def _check_parent(pk: UUID, parent: Organisation | None) -> None:
    """No body is a part of its own part."""
    parents = dict(Organisation.objects.values_list("pk", "parent"))
    above: UUID | None = parent.pk if parent else None
    seen: set[UUID] = set()
    while above is not None and above not in seen:
        if above == pk:
            message = _("This one is itself a part of the organisation you are changing.")
            raise NotPossible("parent", message)
        seen.add(above)
        above = parents.get(above)
