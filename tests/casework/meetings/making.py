"""Makes meetings, places and outcomes, and what a browser sends."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.meetings.choices import NOTED_KINDS, OutcomeState
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.partners.models import Location, Organisation


def make_place(organisation: Organisation, key: str = "room", **facts: Any) -> Location:
    """A place to visit."""
    address = {"street": "ul. Próbna 1", "postal_code": "81-000", "town": "Gdynia"}
    return Location.objects.create(
        organisation=organisation, key=key, name=f"Sala {key}", **{**address, **facts}
    )


def make_meeting(host: Organisation, *, in_days: int = 0, **facts: Any) -> Meeting:
    """A meeting at noon, so many days from today."""
    given = {"host": host, "starts_at": noon(in_days), "submission": uuid4(), **facts}
    return Meeting.objects.create(**given)


def make_outcome(meeting: Meeting, **facts: Any) -> Outcome:
    """An open decision unless the facts say otherwise."""
    given = {"kind": "decision", "text": "Zaczynamy punktualnie.", "submission": uuid4(), **facts}
    if given["kind"] in NOTED_KINDS:
        given["state"] = OutcomeState.NOTED
    if given.get("state", OutcomeState.OPEN) != OutcomeState.OPEN:
        given.setdefault("closed_at", timezone.now())
    return Outcome.objects.create(meeting=meeting, **given)


def make_action(meeting: Meeting, owner: Organisation, in_days: int = 7, **facts: Any) -> Outcome:
    """An open action that is due in so many days."""
    given = {"text": "Przygotować listę.", **facts}
    return make_outcome(meeting, kind="action", owner=owner, due_on=today(in_days), **given)


def attend(meeting: Meeting, organisation: Organisation, people: int | None = None) -> Attendance:
    """The organisation came."""
    return Attendance.objects.create(meeting=meeting, organisation=organisation, people=people)


def invite(meeting: Meeting, *organisations: Organisation, presence: str = "expected") -> None:
    """The organisations are invited; nothing more is known, unless it is said."""
    for organisation in organisations:
        Attendance.objects.create(
            meeting=meeting, organisation=organisation, invited=True, presence=presence
        )


def noon(in_days: int = 0) -> datetime:
    """Noon in Poland, so many days from today."""
    start = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return start + timedelta(days=in_days)


def today(in_days: int = 0) -> date:
    """A day in Poland, so many days from today."""
    return timezone.localdate() + timedelta(days=in_days)


def parts(name: str, day: date) -> dict[str, str]:
    """A day as its three fields are sent."""
    return {f"{name}_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}


def typed_meeting(
    organisation: Organisation, *, on: date | None = None, **changes: Any
) -> dict[str, Any]:
    """What a browser sends for a meeting of today, from ten to noon."""
    given = {"kind": "coalition", "starts": "10:00", "ends": "12:00", "host": str(organisation.pk)}
    return {**given, **parts("day", on or today()), "submission": str(uuid4()), **changes}


def typed_outcome(**changes: Any) -> dict[str, Any]:
    """What a browser sends for a decision."""
    given = {"kind": "decision", "text": "Zaczynamy punktualnie.", "submission": str(uuid4())}
    return {**given, **changes}


def typed_action(owner: Organisation, in_days: int = 7, **changes: Any) -> dict[str, Any]:
    """What a browser sends for an action that is due in so many days."""
    due = parts("due_on", today(in_days))
    return typed_outcome(kind="action", owner=str(owner.pk), **due, **changes)
