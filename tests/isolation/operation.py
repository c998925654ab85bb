"""What a row of the API's matrix says, and the usual kinds of rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.isolation.world import World

Ids = Callable[[World], dict[str, Any]]
OK, MADE, GONE, CONFLICT, INVALID = 200, 201, 204, 409, 422


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. ``who`` is somebody of the cast; ``of`` is what ``If-Match`` names."""

    who: str
    ids: Ids = lambda world: {}
    shows: bool = False
    body: Ids = lambda world: {}
    of: Callable[[World], Any] | None = None
    expects: frozenset[int] = frozenset({OK})


def pk(name: str) -> Ids:
    """The key of one of the world's objects."""
    return lambda world: {"pk": getattr(world, name).pk}


def reads(who: str, ids: Ids = lambda world: {}, *, shows: bool = True) -> Operation:
    """An operation that only reads."""
    return Operation(who, ids, shows)


def step(who: str, name: str, *statuses: int, **more: Any) -> Operation:
    """Something done with an object; whether its state allows it does not matter here."""
    of = more.pop("of", lambda world: getattr(world, name))
    return Operation(who, pk(name), of=of, expects=frozenset(statuses or (OK, CONFLICT)), **more)


def adds(who: str, body: Ids, ids: Ids = lambda world: {}, **more: Any) -> Operation:
    """Something added."""
    return Operation(who, ids, body=body, expects=frozenset({MADE}), **more)


def partner(world: World) -> dict[str, Any]:
    """The key of the partner's organisation."""
    return {"pk": world.cast.partner.pk}


def of_partner(world: World) -> dict[str, Any]:
    """Named in the body of what is known about the partner."""
    return {"organisation": str(world.cast.partner.pk)}


def of_case(world: World) -> dict[str, Any]:
    """Below the case."""
    return {"case_pk": world.case.pk}


def of_need(world: World) -> dict[str, Any]:
    """Below a need of the case."""
    return {"case_pk": world.case.pk, "pk": world.case_need.pk}


def colleague(world: World) -> dict[str, Any]:
    """Somebody of the staff."""
    return {"pk": world.cast.colleague.pk}
