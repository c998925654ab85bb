"""Numbers from inside the cities: the one place where the console enters them.

A count gives a number and the oldest moment, never a row. Rooms register theirs.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db import DatabaseError

from tenants.console.facts import Text
from tenants.fence import entered
from tenants.models import City, Stage

logger = logging.getLogger(__name__)
KEPT = 60  # seconds; hundreds of cities are not asked for each look at the page


@dataclass(frozen=True, slots=True)
class Counted:
    """How many wait in one city, and since when the first of them does (UTC)."""

    number: int
    oldest: datetime | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that is counted; ``count`` runs in a city."""

    name: str
    label: Text
    count: Callable[[], Counted]


@dataclass(frozen=True, slots=True)
class Total:
    """All cities together. In ``slug`` the oldest waits; those ``silent`` could not be asked."""

    label: Text
    number: int
    oldest: datetime | None
    slug: str
    silent: tuple[str, ...]


_counts: dict[str, Count] = {}


def register_count(name: str, label: Text, count: Callable[[], Counted]) -> None:
    """Called when an app starts."""
    _counts[name] = Count(name, label, count)


def totals() -> list[Total]:
    """Every count over all cities that work, at most a minute old."""
    return [_total(one) for one in _counts.values()]


def _total(one: Count) -> Total:
    key = f"console.{one.name}"
    known = cache.get(key)
    if known is None:
        known = _asked(one)
        cache.set(key, known, KEPT)
    number, oldest, slug, silent = known
    return Total(one.label, number, oldest, slug, silent)


def _asked(one: Count) -> tuple[int, datetime | None, str, tuple[str, ...]]:
    number = 0
    silent: list[str] = []
    first: tuple[datetime, str] | None = None
    for slug in list(City.objects.exclude(stage=Stage.SUSPENDED).values_list("slug", flat=True)):
        try:
            with entered(slug):
                found = one.count()
        except DatabaseError as error:
            logger.warning("%s does not count its %s: %s", slug, one.name, type(error).__name__)
            silent.append(slug)
            continue
        number += found.number
        if found.oldest and (first is None or found.oldest < first[0]):
            first = (found.oldest, slug)
    oldest, where = first or (None, "")
    return number, oldest, where, tuple(silent)
