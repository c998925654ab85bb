"""Declaring an incident, and changing what is known of it."""

import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from casework.incidents import marks, notices, refusals
from casework.incidents.actions.locking import incident_as_read, refuse_closed
from casework.incidents.actions.logging import note
from casework.incidents.choices import NUMBERS, EntryKind, IncidentState
from casework.incidents.models import Incident
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.audit import action, record

CLOCKS_DIFFER = datetime.timedelta(minutes=5)
LONGEST_AGO = datetime.timedelta(days=366)
MOST_COUNTED = 1_000_000


class IncidentFacts(TypedDict):
    """What is written about an incident; ``began_at`` carries its zone."""

    kind: str
    name: str
    place: str
    began_at: datetime.datetime
    leader: User


class Numbers(TypedDict):
    """What was counted on the spot; each of the others is a part of the affected."""

    affected: int
    injured: int
    evacuated: int
    sheltered: int
    missing: int


@action
def declare(
    *, submission: UUID, by: User | None, is_sample: bool = False, **facts: Unpack[IncidentFacts]
) -> Incident:
    """An incident begins; those who log incidents are told at once.

    The same submission sent again gives the first result. Raises ``IncidentRefused``.
    """
    _check(facts)
    given = {**facts, "created_by": by, "is_sample": is_sample}
    incident, is_new = Incident.objects.get_or_create(submission=submission, defaults=given)
    if not is_new:
        record("submission.repeated", by=by, on=incident)
        return incident
    note(incident, EntryKind.STATE, {"to": IncidentState.DECLARED.value}, by=by)
    record("incident.declared", by=by, on=incident)
    notices.declared(incident, by)
    marks.forget()
    return incident


@action
def change_incident(
    *, incident: Incident, version: int, by: User | None, **facts: Unpack[IncidentFacts]
) -> Incident:
    """Change what is written about it. Raises ``StaleObject``, ``IncidentRefused``."""
    found = incident_as_read(incident.pk, version)
    refuse_closed(found)
    _check(facts, same_leader=found.leader == facts["leader"])
    for name, value in facts.items():
        setattr(found, name, value)
    found.save()
    record("incident.changed", by=by, on=found)
    return found


@action
def change_numbers(
    *, incident: Incident, version: int, by: User | None, **numbers: Unpack[Numbers]
) -> Incident:
    """What was counted by now, for the log too. Raises ``StaleObject``, ``IncidentRefused``."""
    found = incident_as_read(incident.pk, version)
    refuse_closed(found)
    check_numbers(numbers)
    told = {name: numbers[name] for name in NUMBERS}  # type: ignore[literal-required]
    for name, number in told.items():
        setattr(found, name, number)
    found.counted_at = timezone.now()
    found.save()
    note(found, EntryKind.NUMBERS, told, by=by)
    record("incident.counted", by=by, on=found)
    return found


def check_numbers(numbers: Numbers) -> None:
    """Nobody counts less than none, and no part is more than all."""
    for name in NUMBERS:
        number: int = numbers[name]  # type: ignore[literal-required]
        if not 0 <= number <= MOST_COUNTED:
            raise refusals.negative(name)
        if number > numbers["affected"]:
            raise refusals.more_than_affected(name)


def may_lead(user: User) -> bool:
    """Whether somebody may be named as the one who leads."""
    return user.is_active and holds(user, Permission.INCIDENT_LEAD)


def _check(facts: IncidentFacts, *, same_leader: bool = False) -> None:
    now = timezone.now()
    if facts["began_at"] > now + CLOCKS_DIFFER:
        raise refusals.in_the_future("began_at")
    if facts["began_at"] < now - LONGEST_AGO:
        raise refusals.too_long_ago()
    if not same_leader and not may_lead(facts["leader"]):
        raise refusals.cannot_lead()
