"""Months, quarters and years by name, and the months that they are made of."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.intake.figures.periods import A_DAY, Period, month_of

MONTHS, QUARTERS, YEARS = 24, 8, 4
"""How many of each are offered."""
_NAMES = re.compile(r"(20\d\d)(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?", re.ASCII)


def named(name: str) -> Period | None:
    """``2026-11``, ``2026-Q4`` or ``2026``; None for all else."""
    found = _NAMES.fullmatch(name)
    if found is None:
        return None
    year, month, quarter = (int(one) if one else None for one in found.groups())
    first = month or (quarter * 3 - 2 if quarter else 1)
    number = 1 if month else 3 if quarter else 12
    return of_months(date(year or 0, first, 1), number)


def of_months(first: date, number: int) -> Period:
    """So many months of the calendar from the one that this day begins."""
    last = first
    for _each in range(number):
        last = month_of(last).last + A_DAY
    return Period(first, last - A_DAY)


def name_of(period: Period) -> str:
    """The name of a month, quarter or year; of other days the first and the last."""
    months = period.months
    if months == 1:
        return f"{period.first:%Y-%m}"
    if months == 3 and period.first.month % 3 == 1:
        return f"{period.first:%Y}-Q{period.first.month // 3 + 1}"
    if months == 12 and period.first.month == 1:
        return f"{period.first:%Y}"
    return f"{period.first:%Y-%m-%d}–{period.last:%Y-%m-%d}"


def in_words(period: Period) -> str:
    """“listopad 2026”, “IV kwartał 2026”, “rok 2026”, or the days."""
    name = name_of(period)
    if period.months == 1:
        return date_format(period.first, "F Y")
    if "Q" in name:
        numeral = ("I", "II", "III", "IV")[int(name[-1]) - 1]
        return _("quarter %(quarter)s of %(year)s") % {"quarter": numeral, "year": name[:4]}
    if len(name) == 4:
        return _("the year %(year)s") % {"year": name}
    days = (date_format(day, "j.m.Y") for day in (period.first, period.last))
    return "–".join(days)


def months_in(period: Period) -> list[Period]:
    """The months of the calendar that a period of whole months has."""
    found, first = [], period.first
    while first <= period.last:
        found.append(month_of(first))
        first = found[-1].last + A_DAY
    return found


def offered(today: date, *, is_over: bool) -> Iterator[Period]:
    """Months, quarters and years, each with the latest first; ``is_over``: without those that
    this day is in.
    """
    for months, number in ((1, MONTHS), (3, QUARTERS), (12, YEARS)):
        begins = today.replace(day=1, month=(today.month - 1) // months * months + 1)
        period = of_months(begins, months)
        for _each in range(number + 1):
            if not (is_over and period.last >= today):
                yield period
            period = period.before()


def finished(name: str, today: date) -> Period | None:
    """The month, quarter or year of this name, where it is over and still offered."""
    return next((one for one in offered(today, is_over=True) if name_of(one) == name), None)


def last_month(today: date) -> Period:
    """The month before this one."""
    return month_of(today.replace(day=1) - timedelta(days=1))
