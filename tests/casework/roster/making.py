"""Makes places of duty and shifts; hours are those of Poland's clock."""

import datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.moments import WARSAW
from casework.partners.choices import Day
from casework.roster.choices import DutyRole
from casework.roster.models import Absence, CoverHours, DutyPlace, Shift, ShiftPattern
from ostoja.accounts.models import User

EVERY_DAY = list(Day.values)
WEEKDAYS = EVERY_DAY[:5]
FRIDAY = datetime.date(2030, 6, 14)
"""Far from any holiday and any change of clocks."""


def make_place(key: str = "centre", **facts: Any) -> DutyPlace:
    """The centre's chat and telephone, round the clock, unless the facts say otherwise."""
    given = {
        "name": {"pl": f"Dyżur {key}", "en": f"Duty {key}"},
        "role": DutyRole.CONSULTANT,
        "always": True,
        "answers_chat": True,
        **facts,
    }
    return DutyPlace.objects.create(key=key, **given)


def hour(text: str) -> datetime.time:
    """“8:00” as a time of day."""
    return datetime.time.fromisoformat(text.zfill(5))


def make_hours(place: DutyPlace, starts: str, ends: str, *days: str) -> CoverHours:
    """Stated hours, on weekdays unless days are named."""
    return CoverHours.objects.create(
        place=place, by_day=list(days) or WEEKDAYS, starts=hour(starts), ends=hour(ends)
    )


def make_pattern(place: DutyPlace, starts: str, ends: str, *days: str) -> ShiftPattern:
    """A shift that repeats every day unless days are named."""
    return ShiftPattern.objects.create(
        place=place, by_day=list(days) or EVERY_DAY, starts=hour(starts), ends=hour(ends)
    )


def clock(day: datetime.date, text: str, fold: int = 0) -> datetime.datetime:
    """An hour of a day, in UTC."""
    local = datetime.datetime.combine(day, hour(text), WARSAW).replace(fold=fold)
    return local.astimezone(datetime.UTC)


def make_shift(
    place: DutyPlace,
    person: User | None,
    starts: datetime.datetime | None = None,
    hours: float = 12,
    **facts: Any,
) -> Shift:
    """A duty of twelve hours that began an hour ago."""
    begins = starts or timezone.now() - datetime.timedelta(hours=1)
    return Shift.objects.create(
        submission=uuid4(),
        place=place,
        person=person,
        starts_at=begins,
        ends_at=begins + datetime.timedelta(hours=hours),
        **facts,
    )


def make_absence(person: User, first: datetime.date, days: int = 1) -> Absence:
    """So many days from the first."""
    last = first + datetime.timedelta(days=days - 1)
    return Absence.objects.create(submission=uuid4(), person=person, first_on=first, last_on=last)
