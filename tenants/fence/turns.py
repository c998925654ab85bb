"""Cities take turns: each has a line of its own for its tasks, and one ticket is one turn.

A task that is sent goes to the end of its city's line, and an anonymous ticket into the queue
``cities``. Whichever worker draws a ticket serves the next city of the ring, not the next task:
a city that sends five thousand waits for itself. Lines and ring are Redis's, and like all of it
only a hint.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import redis
from celery import current_app, shared_task
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

from tenants.fence.place import Place, entered_place

QUEUE = "cities"
RING, LINE, TAKEN = "turns:ring", "turns:line:", "turns:taken"
PATIENCE = 2  # seconds for Redis: who sends has a person waiting
# A city is in the ring exactly while somebody waits in its line.
_STAND = """
if redis.call('rpush', KEYS[2], ARGV[1]) == 1 then redis.call('rpush', KEYS[1], KEYS[2]) end
"""
# A ticket that comes again, since its worker died, gets what it got before.
_DRAW = """
local before = redis.call('hget', KEYS[2], ARGV[1])
if before then return before end
local line = redis.call('lpop', KEYS[1])
if not line then return false end
local found = redis.call('lpop', line)
if redis.call('llen', line) > 0 then redis.call('rpush', KEYS[1], line) end
if found then redis.call('hset', KEYS[2], ARGV[1], found) end
return found
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """One task of one city; ``expires`` is a moment (seconds since 1970), 0 for never."""

    schema: str
    task: str
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    expires: float = 0

    def written(self) -> str:
        """As it stands in the line."""
        return json.dumps([self.schema, self.task, self.args, self.kwargs, self.expires])


def stand_in_line(turn: Turn, **options: Any) -> Any:
    """Put the task at the end of its city's line and give its ticket; raises as Redis does."""
    _redis().eval(_STAND, 2, RING, LINE + turn.schema, turn.written())
    return draw.apply_async(queue=QUEUE, **options)


@shared_task(bind=True, acks_late=True)  # type: ignore[untyped-decorator] # no city yet
def draw(self: Any) -> Any:
    """Run the task whose turn it is; nothing if that waited for too long."""
    ticket = str(self.request.id)
    found = cast("bytes | None", _redis().eval(_DRAW, 2, RING, TAKEN, ticket))
    try:
        return _run(Turn(*json.loads(found))) if found else None
    finally:
        _redis().hdel(TAKEN, ticket)


def _run(turn: Turn) -> Any:
    if 0 < turn.expires < time.time():
        return None
    try:
        with entered_place(Place(turn.schema)):
            return current_app.tasks[turn.task].run(*turn.args, **turn.kwargs)
    except Exception as error:
        error.add_note(f"{turn.task} in {turn.schema}")
        raise


@lru_cache(maxsize=1)
def _redis() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=PATIENCE,
        socket_timeout=PATIENCE,
        retry=Retry(NoBackoff(), 0),
    )
