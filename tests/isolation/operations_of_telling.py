"""The API's operations of what people are to be told."""

from typing import Any

from tests.isolation.operation import CONFLICT, INVALID, OK, Ids, Operation, reads
from tests.isolation.world import World


def of_telling(world: World) -> dict[str, Any]:
    """Its key."""
    return {"pk": world.work.telling.pk}


def step(body: Ids, *, versioned: bool = True) -> Operation:
    """Something done with it; whether its state allows it does not matter here."""
    return Operation(
        "consultant",
        of_telling,
        of=(lambda world: world.work.telling) if versioned else None,
        body=body,
        expects=frozenset({OK, CONFLICT, INVALID}),
    )


TELLING = {
    "tellings_list": reads("consultant", shows=False),
    "tellings_one_retrieve": reads("consultant", of_telling),
    "tellings_tell_tell": step(lambda world: {"text": world.canary}),
    "tellings_contact_contact": step(lambda world: {"way": "call", "result": "not_reached"}),
    "tellings_not_told_not_told": step(lambda world: {"why_not": "no_longer"}),
    "tellings_notice_notice": step(lambda world: {"way": "text"}, versioned=False),
}
