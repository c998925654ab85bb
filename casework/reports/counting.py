"""Counting rows in several periods at once: one question to the database for each table."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from casework.intake.figures.periods import Period

Counts = dict[Any, list[int]]
"""For each key a number for each of the periods."""


def moments_in(field: str, period: Period) -> Q:
    """Moments of this field that lie in the period."""
    return Q(**{f"{field}__gte": period.begins, f"{field}__lt": period.ends})


def days_in(field: str, period: Period) -> Q:
    """Days of this field that lie in the period."""
    return Q(**{f"{field}__gte": period.first, f"{field}__lte": period.last})


def spanning(periods: Iterable[Period]) -> Period:
    """From the first day of all to the last: what the database must look at."""
    listed = list(periods)
    return Period(min(one.first for one in listed), max(one.last for one in listed))


def counted(
    rows: QuerySet[Any],
    key: str | Combinable,
    field: str,
    periods: Sequence[Period],
    *,
    of: str = "pk",
    distinct: bool = False,
    days: bool = False,
) -> Counts:
    """How many rows have their moment (or day) in each period, by this key."""
    each = {
        name: Count(of, filter=within, distinct=distinct)
        for name, within in _filters(field, periods, days)
    }
    whole = (days_in if days else moments_in)(field, spanning(periods))
    return _asked(rows.filter(whole), key, each)


def summed(
    rows: QuerySet[Any], key: str, number: str, field: str, periods: Sequence[Period]
) -> Counts:
    """The same where each row stands for several; its field is a day."""
    each = {
        name: Sum(number, filter=within, default=0)
        for name, within in _filters(field, periods, True)
    }
    return _asked(rows.filter(days_in(field, spanning(periods))), key, each)


def _filters(field: str, periods: Sequence[Period], days: bool) -> Iterable[tuple[str, Q]]:
    within = days_in if days else moments_in
    return [(f"in_{at}", within(field, period)) for at, period in enumerate(periods)]


def _asked(rows: QuerySet[Any], key: str | Combinable, each: dict[str, Any]) -> Counts:
    found: Iterable[Any] = rows.order_by().values_list(key).annotate(**each)
    return {name: list(numbers) for name, *numbers in found}
