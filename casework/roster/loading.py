"""Loads places of duty, and the duties of the demonstration.

Days count from the day of loading. A second loading leaves everything as people have changed it.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from casework.roster.actions import plan_from_patterns
from casework.roster.actions.places import Line
from casework.roster.models import CoverHours, DutyPlace, Shift, ShiftPattern
from ostoja.accounts.models import User
from tenants.profile.loading import languages_of
from tenants.profile.models import PhoneNumber

Row = Mapping[str, Any]
FLAGS = ("always", "on_holidays", "answers_chat", "approves_swaps")


def load_place(row: Row, hours: Sequence[Line], repeats: Sequence[Line]) -> None:
    """Add the place if it is missing."""
    place, is_new = DutyPlace.objects.get_or_create(
        key=row["key"],
        defaults={
            "name": languages_of(row["name"]),
            "role": row["role"],
            "people": row.get("people", 1),
            "is_sample": row.get("sample", False),
            **{name: row.get(name, False) for name in FLAGS},
        },
    )
    # Numbers are data of the city, which come after those of its blueprint.
    if not place.phones.exists():
        place.phones.set(PhoneNumber.objects.filter(number__in=row.get("phones", ())))
    if is_new:
        for model, lines in ((CoverHours, hours), (ShiftPattern, repeats)):
            for line in lines:
                model._default_manager.create(
                    place=place, by_day=list(line.by_day), starts=line.starts, ends=line.ends
                )


def load_duties(rows: Iterable[Row]) -> None:
    """Make the duties of each place that has none yet, with people in turn."""
    for row in rows:
        place = DutyPlace.objects.prefetch_related("patterns").get(key=row["place"])
        if not Shift.objects.filter(place=place).exists():
            _load(place, row)


def _load(place: DutyPlace, row: Row) -> None:
    people = {one.email: one for one in User.objects.filter(email__in=row["turn"])}
    first, last = (_day(row[name]) for name in ("first_days_from_now", "last_days_from_now"))
    plan_from_patterns(
        submission=uuid5(NAMESPACE_URL, f"ostoja:duties/{place.key}"),
        place=place,
        first=first,
        last=last,
        turn=[people[email] for email in row["turn"] if email in people],
        by=None,
        is_sample=row.get("sample", False),
    )


def _day(from_now: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=from_now)
