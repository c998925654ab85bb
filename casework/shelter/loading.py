"""Loads houses with their beds, and the stays of the demonstration.

Days count from the day of loading. A second loading leaves everything as people have changed it.
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from casework.cases.models import Case
from casework.partners.selectors import bodies_by_key
from casework.referrals.loading import NAMESPACE
from casework.shelter.actions import admit, put_on_list
from casework.shelter.choices import ATTRIBUTES
from casework.shelter.models import Bed, Facility, Room, Stay, Waiting
from ostoja.accounts.models import User

Row = Mapping[str, Any]


def load_facilities(rows: Iterable[Row]) -> None:
    """Add the houses that are missing, with their beds."""
    for row in rows:
        organisation = bodies_by_key()[row["organisation"]]
        facility, is_new = Facility.objects.get_or_create(
            key=row["key"],
            defaults={
                "organisation": organisation,
                "kind": row["kind"],
                "name": row["name"],
                "address": row.get("address", ""),
                "address_is_secret": row.get("address_is_secret", False),
                "limit_months": row.get("limit_months"),
                "limit_rule": row.get("limit_rule", ""),
                "source": row.get("source", ""),
                "is_sample": row.get("sample", False),
            },
        )
        if is_new:
            for bed in row.get("beds", ()):
                _load_bed(facility, bed)


def _load_bed(facility: Facility, row: Row) -> None:
    room, _is_new = Room.objects.get_or_create(facility=facility, name=row["room"])
    like = {name: row.get(name.removeprefix("is_"), False) for name in ATTRIBUTES}
    bed = Bed.objects.create(
        facility=facility, room=room, name=row["name"], is_sample=row.get("sample", False), **like
    )
    # The house was there long before it was written down here.
    made = timezone.now() - datetime.timedelta(days=row.get("there_since_days", 0))
    Bed.objects.filter(pk=bed.pk).update(created_at=made)


def load_stays(rows: Iterable[Row]) -> None:
    """Admit those who are not there yet, through the same action as people."""
    for row in rows:
        submission = uuid5(NAMESPACE, f"stay/{row['case']}")
        if not Stay.objects.filter(submission=submission).exists():
            _load_stay(row, submission)


def _load_stay(row: Row, submission: UUID) -> None:
    facility = Facility.objects.get(key=row["facility"])
    beds = {bed.name: bed for bed in facility.beds.all()}
    until = row.get("certificate_days_from_now")
    admit(
        submission=submission,
        case=_case(row),
        facility=facility,
        beds=[beds[name] for name in row["beds"]],
        people=len(row["beds"]),
        basis=row["basis"],
        started_on=_day(row["days_from_now"]),
        planned_end_on=_day(row["until_days_from_now"]),
        certificate_until=None if until is None else _day(until),
        by=_person(row),
        is_sample=row.get("sample", False),
    )


def load_waiting(rows: Iterable[Row]) -> None:
    """Put on the waiting list who is not on it yet."""
    for row in rows:
        submission = uuid5(NAMESPACE, f"waiting/{row['case']}")
        if not Waiting.objects.filter(submission=submission).exists():
            waiting = put_on_list(
                submission=submission,
                case=_case(row),
                facility=Facility.objects.filter(key=row.get("facility", "")).first(),
                urgency=row["urgency"],
                people=row.get("people", 1),
                by=_person(row),
                is_sample=row.get("sample", False),
                **{name: row.get(name.removeprefix("is_"), False) for name in ATTRIBUTES},
            )
            since = timezone.now() + datetime.timedelta(days=row["days_from_now"])
            Waiting.objects.filter(pk=waiting.pk).update(since=since)


def _case(row: Row) -> Case:
    return Case.objects.get(submission=uuid5(NAMESPACE, f"case/{row['case']}"))


def _person(row: Row) -> User:
    return User.objects.get(email=row["by"])


def _day(from_now: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=from_now)
