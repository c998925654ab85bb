"""Whole days on Poland's clock, and the days that they are compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.partners.opening import WARSAW

A_DAY = timedelta(days=1)
LONGEST = 366
"""Days."""
MONTHS = 24
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included. A day of it may last 23 or 25 hours."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """Midnight at its beginning."""
        return datetime.combine(self.first, time(0), WARSAW)

    @property
    def ends(self) -> datetime:
        """Midnight after it: the first moment that does not belong to it."""
        return datetime.combine(self.last + A_DAY, time(0), WARSAW)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def is_month(self) -> bool:
        """Whether it is one whole month of the calendar."""
        return self == month_of(self.first)

    @property
    def months(self) -> int:
        """Of how many whole months of the calendar it is made; 0 where of other days."""
        if self.first.day != 1 or (self.last + A_DAY).day != 1:
            return 0
        years = self.last.year - self.first.year
        return years * 12 + self.last.month - self.first.month + 1

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year of the calendar."""
        return self.months == 12 and self.first.month == 1

    def before(self) -> "Period":
        """As many months before whole months (the quarter before a quarter); else as many days
        right before.
        """
        yesterday = self.first - A_DAY
        if not self.months:
            return Period(self.first - timedelta(days=self.days), yesterday)
        number = self.first.year * 12 + self.first.month - 1 - self.months
        return Period(date(number // 12, number % 12 + 1, 1), yesterday)

    def a_year_before(self) -> "Period":
        """The same days of the year before; the 29th of February becomes the 28th."""
        if self.is_month:
            return month_of(_year_before(self.first))
        return Period(_year_before(self.first), _year_before(self.last))


def _year_before(day: date) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year - 1, day=last)


def month_of(day: date) -> Period:
    """The month of the calendar that this day is in."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - A_DAY)


def last_days(number: int, today: date) -> Period:
    """So many days, today included."""
    return Period(today - timedelta(days=number - 1), today)


def finished_months(today: date) -> Iterator[Period]:
    """The last two years' months that are over, the latest first."""
    month = month_of(today)
    for _number in range(MONTHS):
        month = month.before()
        yield month


def key_of(month: Period) -> str:
    """``2026-11``."""
    return f"{month.first:%Y-%m}"


def finished_month(key: str, today: date) -> Period | None:
    """The month of this name, if it is one of ``finished_months``."""
    if not _MONTH.fullmatch(key):
        return None
    return next((month for month in finished_months(today) if key_of(month) == key), None)
