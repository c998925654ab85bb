"""What is known of a route: who may use it, with which ids, and whether it shows the canary."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.isolation.world import PERIOD, World

Arguments = Callable[[World], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Route:
    """One route. ``who`` is somebody of the cast, or None for a resident."""

    who: str | None = None
    arguments: Arguments = lambda world: {}
    method: str = "get"
    shows: bool = False
    expects: frozenset[int] = frozenset({200})


def pk_of(name: str) -> Arguments:
    """The key of one of the world's objects."""
    return lambda world: {"pk": getattr(world, name).pk}


def of_roster(name: str) -> Arguments:
    """The key of something of the roster."""
    return lambda world: {"pk": getattr(world.roster, name).pk}


def of_shelter(name: str) -> Arguments:
    """The key of something of the shelter."""
    return lambda world: {"pk": getattr(world.shelter, name).pk}


def of_work(name: str) -> Arguments:
    """The key of a task or of something of the playbooks."""
    return lambda world: {"pk": getattr(world.work, name).pk}


def colleague(world: World) -> dict[str, Any]:
    """The key of somebody of the staff."""
    return {"pk": world.cast.colleague.pk}


def partner(world: World) -> dict[str, Any]:
    """The key of the partner's organisation."""
    return {"pk": world.cast.partner.pk}


def both_records(world: World) -> dict[str, Any]:
    """The partner's record and another one of the city."""
    return {"pk": world.cast.partner.pk, "other": world.cast.other_partner.pk}


def period(world: World) -> dict[str, Any]:
    """The service, and the days for which it has other hours."""
    return {"pk": world.service.pk, "period": PERIOD}


def changes(who: str, arguments: Arguments) -> Route:
    """A route that only takes POST: what is sent is empty, so that it answers with a refusal
    or a redirect, never with "not found".
    """
    return Route(who, arguments, method="post", expects=frozenset({200, 302, 400, 409, 422}))
