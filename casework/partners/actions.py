"""All writes of this room: bodies, their places, services, numbers and contacts.

Forms that add a row carry its id, made before sending: the same form sent twice adds one row.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar, Unpack
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone

from casework.partners import workflow
from casework.partners.choices import AgreementState, ServiceStatus
from casework.partners.facts import (
    ContactFacts,
    Interval,
    LocationFacts,
    Offer,
    OrganisationFacts,
    PhoneFacts,
    ServiceFacts,
)
from casework.partners.keys import free_key
from casework.partners.models import Contact, Location, Organisation, Phone, Schedule, Service
from casework.partners.models.organisation import SourcedModel
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record
from tenants.profile.models import CityProfile

Fact = TypeVar("Fact", bound=SourcedModel)


@action
def create_organisation(
    *, submission: UUID, by: User, **facts: Unpack[OrganisationFacts]
) -> Organisation:
    """Add a body with the group of its people; sent again, gives the first result."""
    _one_at_a_time()
    found = Organisation.objects.filter(pk=submission).first()
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

    Raises ``StaleObject``.
    """
    organisation = lock(Organisation, pk, version)
    if facts.get("description", organisation.description) != organisation.description:
        organisation.description_is_sample = False
    _write(organisation, facts)
    record("partner.changed", by=by, on=organisation)
    return organisation


@action
def change_agreement(
    *, pk: UUID, version: int, state: AgreementState, day: date | None, by: User
) -> Organisation:
    """Move the agreement on. ``day`` is kept where the table asks for it.

    Raises ``StaleObject``, ``workflow.NotAllowed`` and ``workflow.DateMissing``.
    """
    organisation = lock(Organisation, pk, version)
    before = organisation.agreement_state
    workflow.check(before, state, day)
    organisation.agreement_state = state
    organisation.agreement_date = day
    organisation.save()
    record("partner.agreement_changed", by=by, on=organisation, before=before, after=state.value)
    return organisation


@action
def confirm_fresh(*, organisation: Organisation, by: User) -> None:
    """Somebody checked today that the body's record and its active services are right.

    The versions stay: a form that somebody has open is not disturbed.
    """
    today = timezone.localdate()
    Organisation.objects.filter(pk=organisation.pk).update(verified_on=today)
    organisation.services.filter(status=ServiceStatus.ACTIVE).update(verified_on=today)
    record("partner.checked", by=by, on=organisation)


@action
def add_location(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[LocationFacts]
) -> Location:
    """Add a place; sent again, gives the first result."""
    return _add(Location, organisation, submission, by, facts, key_from=facts["name"])


@action
def change_location(
    *, pk: UUID, version: int, by: User, **facts: Unpack[LocationFacts]
) -> Location:
    """Change a place; raises ``StaleObject``."""
    return _change(Location, pk, version, by, facts)


@action
def add_service(
    *,
    organisation: Organisation,
    submission: UUID,
    offer: Offer,
    by: User,
    **facts: Unpack[ServiceFacts],
) -> Service:
    """Add a service with its needs, places and hours; sent again, gives the first result."""
    name = facts["name"].in_language("pl")
    today = {**facts, "verified_on": timezone.localdate()}
    service = _add(Service, organisation, submission, by, today, key_from=name)
    if not service.needs.exists():  # a service that was there before has some
        _write_offer(service, offer)
    return service


@action
def change_service(
    *, pk: UUID, version: int, offer: Offer, by: User, **facts: Unpack[ServiceFacts]
) -> Service:
    """Change a service; hours for a set period stay as they are. Raises ``StaleObject``."""
    service = _change(Service, pk, version, by, facts)
    _write_offer(service, offer)
    return service


@action
def add_phone(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[PhoneFacts]
) -> Phone:
    """Add a number; sent again, gives the first result."""
    return _add(Phone, organisation, submission, by, facts)


@action
def change_phone(*, pk: UUID, version: int, by: User, **facts: Unpack[PhoneFacts]) -> Phone:
    """Change a number; raises ``StaleObject``."""
    return _change(Phone, pk, version, by, facts)


@action
def add_contact(
    *, organisation: Organisation, submission: UUID, by: User, **facts: Unpack[ContactFacts]
) -> Contact:
    """Add somebody to speak to; sent again, gives the first result."""
    return _add(Contact, organisation, submission, by, facts)


@action
def change_contact(*, pk: UUID, version: int, by: User, **facts: Unpack[ContactFacts]) -> Contact:
    """Change a contact; raises ``StaleObject``."""
    return _change(Contact, pk, version, by, facts)


@action
def remove(*, fact: Phone | Contact, by: User) -> None:
    """Take a number or a contact away: what is wrong here sends somebody to a wrong place."""
    record(f"{_noun(fact)}.removed", by=by, on=fact, subject=_body(fact))
    fact.delete()


def _one_at_a_time() -> None:
    """Of two people, or of two clicks, that add something at once, the second waits and then
    sees what the first one added.
    """
    CityProfile.objects.select_for_update().get()


def _add(
    model: type[Fact],
    organisation: Organisation,
    submission: UUID,
    by: User,
    facts: Mapping[str, Any],
    *,
    key_from: str = "",
) -> Fact:
    _one_at_a_time()
    rows: Any = model._default_manager
    found: Fact | None = rows.filter(pk=submission).first()
    if found is not None:
        record("submission.repeated", by=by, on=found, subject=_body(found))
        return found
    key = {"key": free_key(model, key_from)} if key_from else {}
    fact: Fact = rows.create(pk=submission, organisation=organisation, **key, **facts)
    record(f"{_noun(fact)}.added", by=by, on=fact, subject=organisation)
    return fact


def _change(model: type[Fact], pk: UUID, version: int, by: User, facts: Mapping[str, Any]) -> Fact:
    fact = lock(model, pk, version)
    _write(fact, facts)
    record(f"{_noun(fact)}.changed", by=by, on=fact, subject=_body(fact))
    return fact


def _write(fact: SourcedModel, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        setattr(fact, name, value)
    fact.save()


def _noun(fact: SourcedModel) -> str:
    return str(fact._meta.model_name)


def _body(fact: SourcedModel) -> Organisation:
    body: Organisation = fact.organisation  # type: ignore[attr-defined]
    return body


def _write_offer(service: Service, offer: Offer) -> None:
    service.needs.set(offer["needs"])
    service.locations.set(offer["locations"])
    regular = service.schedules.filter(valid_from=None, valid_to=None)
    regular.delete()
    days_by_interval: dict[Interval, list[str]] = {}
    for day, intervals in offer["hours"].items():
        for interval in intervals:
            days_by_interval.setdefault(interval, []).append(day)
    for (opens, closes), days in days_by_interval.items():
        Schedule.objects.create(service=service, by_day=days, opens_at=opens, closes_at=closes)
