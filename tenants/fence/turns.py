"""Cities take turns: each has a line of its own for its tasks, and one ticket is one turn.

A task that is sent goes to the end of its city's line, and an anonymous ticket into the queue
``cities``. Whichever worker draws a ticket serves the next city of the ring, not the next task:
a city that sends five thousand waits for itself. And it runs only so many at once: its long tasks
leave a process to the others. Lines, ring and places are Redis's, and like all of it only a hint.
"""

import json
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from celery import current_app, shared_task
from celery.exceptions import Reject
from django.conf import settings
from kombu.exceptions import OperationalError
from redis.exceptions import ConnectionError as RedisDoesNotAnswer
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisIsLate

from tenants.fence import lines
from tenants.fence.place import Place, entered_place

QUEUE = "cities"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """One task of one city; ``expires`` and ``sent`` are moments (seconds since 1970).

    An ``expires`` of 0 is never.
    """

    schema: str
    task: str
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    expires: float = 0
    sent: float = 0

    def written(self) -> str:
        """As it stands in the line."""
        facts = [self.schema, self.task, self.args, self.kwargs, self.expires, self.sent]
        return json.dumps(facts)


def read(written: bytes) -> Turn:
    """What stands in a line."""
    return Turn(*json.loads(written))


def at_once() -> int:
    """How many tasks of one city run at the same time: as set, or one process is left to others."""
    processes = int(current_app.conf.worker_concurrency or 1)
    return int(settings.CITY_TASKS_AT_ONCE) or max(1, processes - 1)


def stand_in_line(turn: Turn, **options: Any) -> Any:
    """Put the task at the end of its city's line and give its ticket; raises as Redis does."""
    lines.stand(turn.schema, turn.written())
    return draw.apply_async(queue=QUEUE, **options)


@shared_task(bind=True, acks_late=True, reject_on_worker_lost=True)  # type: ignore[untyped-decorator] # no city yet
def draw(self: Any) -> Any:
    """Run the task whose turn it is; nothing if that waited for too long."""
    ticket = str(self.request.id)
    drawn = _drawn(ticket)
    if drawn.given_up:
        turn = read(drawn.given_up)
        logger.error("%s in %s has ended its worker again: given up", turn.task, turn.schema)
    _send(drawn.more)
    if drawn.turn is None:
        return None
    try:
        return _run(read(drawn.turn))
    finally:
        _give_back(ticket)


def _drawn(ticket: str) -> lines.Drawn:
    """If Redis was too late with its answer, the same ticket comes again and gets the same task."""
    try:
        return lines.draw(ticket, at_once())
    except (RedisDoesNotAnswer, RedisIsLate) as error:
        raise Reject(str(error), requeue=True) from error


def _give_back(ticket: str) -> None:
    """What became of the task is not hidden by Redis being away: then its place runs out."""
    try:
        more = lines.give_back(ticket, at_once())
    except RedisError:
        logger.warning("Redis does not answer; the place of a task that ended runs out by itself")
        return
    _send(more)


def _send(more: bool) -> None:
    """Another ticket. If it is lost, the next that is drawn says so again."""
    if not more:
        return
    try:
        draw.apply_async(queue=QUEUE)
    except (OperationalError, RedisError, OSError):
        logger.warning("The queue does not answer; the next ticket makes up for this one")


def _run(turn: Turn) -> Any:
    if 0 < turn.expires < time.time():
        return None
    try:
        with entered_place(Place(turn.schema)):
            return current_app.tasks[turn.task].run(*turn.args, **turn.kwargs)
    except Exception as error:
        error.add_note(f"{turn.task} in {turn.schema}")
        raise
