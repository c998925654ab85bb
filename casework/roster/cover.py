"""When a place must have somebody, when it has, and the gaps between the two."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from casework.partners.choices import Day
from casework.roster.models import DutyPlace, Shift
from casework.roster.public_holidays import is_public_holiday
from casework.roster.spans import Span, local_span, staffed, without

DAYS = tuple(Day.values)
A_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """A time at which too few people are on duty at a place (UTC)."""

    place: DutyPlace
    starts: datetime.datetime
    ends: datetime.datetime

    @property
    def day(self) -> datetime.date:
        """The day on which it begins, on Poland's calendar."""
        return timezone.localdate(self.starts)


def stated(place: DutyPlace, window: Span) -> list[Span]:
    """When somebody must be there, within the window; reads ``hours``: prefetch them."""
    if place.always:
        return [window]
    first = timezone.localdate(window.starts) - A_DAY
    days = (timezone.localdate(window.ends) - first).days + 1
    spans = [
        local_span(day, row.starts, row.ends)
        for day in (first + datetime.timedelta(days=number) for number in range(days))
        if place.on_holidays or not is_public_holiday(day)
        for row in place.hours.all()
        if DAYS[day.weekday()] in row.by_day
    ]
    return within(spans, window)


def manned(place: DutyPlace, shifts: Iterable[Shift], people: int = 0) -> list[Span]:
    """When so many people (enough, unless it is said) are on duty there; shifts of nobody and
    of other places do not count.
    """
    own = (one for one in shifts if one.place_id == place.pk and one.person_id)
    return staffed((Span(one.starts_at, one.ends_at) for one in own), people or place.people)


def gaps_of(place: DutyPlace, shifts: Iterable[Shift], window: Span) -> list[Gap]:
    """The gaps within the window, in order of time."""
    left = without(stated(place, window), manned(place, shifts))
    return [Gap(place, one.starts, one.ends) for one in left]


def within(spans: Iterable[Span], window: Span) -> list[Span]:
    """The spans, cut where the window ends; in order of time, those that touch are one."""
    outside = [
        Span(datetime.datetime.min.replace(tzinfo=datetime.UTC), window.starts),
        Span(window.ends, datetime.datetime.max.replace(tzinfo=datetime.UTC)),
    ]
    return without(spans, outside)
