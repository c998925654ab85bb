"""How much a service has in hand: the rooms that send work to services count it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Load:
    """What is open with a service, and when it was asked last (None: never)."""

    open: int = 0
    asked_at: datetime | None = None


Services = Collection[UUID] | QuerySet[Any]
"""Ids, or the question that gives them: of hundreds the database needs no list."""
Count = Callable[[Services], Mapping[UUID, Load]]
"""Gives the load of those of the services that have any, in one query."""

_counts: list[Count] = []


def register(count: Count) -> None:
    """Called by a room when the app starts."""
    _counts.append(count)


def load_of(services: Services) -> Mapping[UUID, Load]:
    """The load of each service; of those that have none it may be left out."""
    found: dict[UUID, Load] = {}
    for count in _counts:
        for service, load in count(services).items():
            found[service] = _together(found.get(service, Load()), load)
    return found


def _together(one: Load, other: Load) -> Load:
    asked = [at for at in (one.asked_at, other.asked_at) if at is not None]
    return Load(one.open + other.open, max(asked, default=None))
