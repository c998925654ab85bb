"""The queues: how many tasks wait in each, since when, and whether any worker takes from it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.conf import settings

from tenants.fence.lines import RING, server
from tenants.fence.turns import QUEUE as CITIES
from tenants.fence.turns import read

SENT = "ostoja_sent"  # header of a message: when (seconds since 1970)
SERVED = "queues:served:"
LATELY = 60  # seconds; a worker says it three times in them


@dataclass(frozen=True, slots=True)
class Queue:
    """``oldest`` is a moment (seconds since 1970), None where nobody waits or it is not known."""

    name: str
    waiting: int
    oldest: float | None
    is_served: bool

    @property
    def is_forsaken(self) -> bool:
        """Whether tasks wait and no worker takes them."""
        return self.waiting > 0 and not self.is_served


def names() -> list[str]:
    """Every queue that tasks are sent to."""
    routes = settings.CELERY_TASK_ROUTES.values()
    return sorted({*settings.CELERY_TASK_QUEUES, *(route["queue"] for route in routes)})


def say_served(served: Iterable[str]) -> None:
    """A worker takes from these queues; it says so again while it lives."""
    with server().pipeline(transaction=False) as asked:
        for name in served:
            asked.set(SERVED + name, 1, ex=LATELY)
        asked.execute()


def look() -> list[Queue]:
    """All queues, in two round trips; raises as Redis does."""
    with server().pipeline(transaction=False) as asked:
        asked.lrange(RING, 0, -1)
        for name in names():
            asked.exists(SERVED + name)
            asked.llen(name)
            asked.lindex(name, -1)
        ring, *found = asked.execute()
    lines = _lines(cast("list[bytes]", ring))
    return [
        _queue(name, bool(found[at]), found[at + 1], found[at + 2], lines)
        for name, at in zip(names(), range(0, len(found), 3), strict=True)
    ]


def _queue(
    name: str, is_served: bool, waiting: int, message: bytes | None, lines: tuple[int, list[bytes]]
) -> Queue:
    """In the queue of the cities wait tickets, for tasks that wait in the cities' lines."""
    if name != CITIES:
        return Queue(name, waiting, _sent(message), is_served)
    number, turns = lines
    return Queue(name, number, min(filter(None, map(_sent_turn, turns)), default=None), is_served)


def _lines(ring: list[bytes]) -> tuple[int, list[bytes]]:
    """How many wait in the cities' lines, and the first of each."""
    with server().pipeline(transaction=False) as asked:
        for line in ring:
            asked.llen(line)
            asked.lindex(line, 0)
        found = asked.execute() if ring else []
    return sum(found[::2]), [turn for turn in found[1::2] if turn]


def _sent(message: bytes | None) -> float | None:
    found = json.loads(message)["headers"].get(SENT) if message else None
    return float(found) if found else None


def _sent_turn(turn: bytes) -> float | None:
    return read(turn).sent or None
