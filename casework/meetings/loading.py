"""Loads the meetings of a city's demonstration data.

Days count from the day of loading. A second loading finds each row by its submission, which
comes from the key in the document, and leaves it as people have changed it.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from casework.meetings.actions import recall_outcome
from casework.meetings.choices import NOTED_KINDS, OutcomeState, Presence
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.meetings.selectors import to_recall
from casework.moments import moment_of
from casework.partners.models import Location, Organisation
from casework.partners.selectors import bodies_by_key

Row = Mapping[str, Any]
SATURDAY = 5
A_WEEK = datetime.timedelta(days=7)


def load_meetings(rows: Iterable[Row]) -> None:
    """Add the meetings that are not there yet, with who was invited, who came and what came
    of them.
    """
    organisations = bodies_by_key()
    for row in rows:
        meeting, is_new = Meeting.objects.get_or_create(
            submission=_id_of(row["key"]), defaults=_facts(row, organisations)
        )
        if is_new:
            _add_attendances(meeting, row, organisations)
            _add_outcomes(meeting, row, organisations)
    for outcome in to_recall():
        recall_outcome(outcome=outcome)


def _facts(row: Row, organisations: Mapping[str, Organisation]) -> dict[str, Any]:
    day = _working_day(row["days_from_now"])
    return {
        "kind": row["kind"],
        "series": row.get("series", ""),
        "title": row["title"],
        "starts_at": moment_of(day, datetime.time.fromisoformat(row["starts"])),
        "ends_at": moment_of(day, datetime.time.fromisoformat(row["ends"])),
        "host": organisations[row["host"]],
        "place": Location.objects.get(key=row["location"]),
        "topic": "\n".join(row["agenda"]),
        "is_sample": row["sample"],
        "source": row.get("source", ""),
        "source_date": row.get("source_date", ""),
    }


def _add_attendances(meeting: Meeting, row: Row, organisations: Mapping[str, Organisation]) -> None:
    came = {one["organisation"]: one.get("people") for one in row["attendance"]}
    invited = set(row.get("invited", ()))
    for key in {**came, **dict.fromkeys(invited)}:
        Attendance.objects.create(
            meeting=meeting,
            organisation=organisations[key],
            invited=key in invited,
            presence=Presence.CAME if key in came else Presence.EXPECTED,
            people=came.get(key),
        )


def _add_outcomes(meeting: Meeting, row: Row, organisations: Mapping[str, Organisation]) -> None:
    for position, outcome in enumerate(row.get("outcomes", ()), start=1):
        Outcome.objects.create(
            submission=_id_of(f"{row['key']}/{position}"),
            meeting=meeting,
            kind=outcome["kind"],
            text=outcome["text"],
            owner=organisations[outcome["owner"]] if "owner" in outcome else None,
            due_on=_day(outcome.get("due_days_from_now")),
            review_on=_day(outcome.get("review_days_from_now")),
            created_at=meeting.starts_at + datetime.timedelta(minutes=position),
            **_state(outcome, meeting),
        )


def _state(outcome: Row, meeting: Meeting) -> dict[str, Any]:
    if outcome["kind"] in NOTED_KINDS:
        return {"state": OutcomeState.NOTED, "closed_at": meeting.starts_at}
    if outcome["state"] == OutcomeState.OPEN:
        return {"state": OutcomeState.OPEN}
    closed_at = min(meeting.starts_at + A_WEEK, timezone.now())
    return {"state": outcome["state"], "closed_at": closed_at}


def _id_of(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"ostoja:meetings/{key}")


def _day(from_now: int | None) -> datetime.date | None:
    if from_now is None:
        return None
    return timezone.localdate() + datetime.timedelta(days=from_now)


def _working_day(from_now: int) -> datetime.date:
    """The day, or the Monday after it: bodies do not meet at weekends."""
    day = timezone.localdate() + datetime.timedelta(days=from_now)
    return day + datetime.timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
