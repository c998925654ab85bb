"""Figures for Prometheus: numbers by city and by queue, nothing of anybody.

They are the platform's, not the process's: whichever web server is asked says the same.
"""

import time
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.http import HttpResponse
from redis.exceptions import RedisError

from tenants.console import failures
from tenants.fence import queues

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[str, int]


def metrics() -> HttpResponse:
    """Three round trips to Redis, none to the database; without Redis only that it is away,
    and whether a virus scanner is set.
    """
    try:
        found = [*_of_requests(), *_of_queues(time.time())]
    except (RedisError, OSError):
        found = []
    has_scanner = settings.VIRUS_SCANNER is not None
    lines = [
        *_alone("ostoja_redis_up", bool(found)),
        *_alone("ostoja_virus_scanner_set", has_scanner),
        *found,
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type=CONTENT_TYPE)


def _alone(name: str, is_so: bool) -> list[str]:
    return [f"# TYPE {name} gauge", f"{name} {int(is_so)}"]


def _of_requests() -> Iterator[str]:
    rates = sorted(failures.counted_ever().items())
    came = [(_label("city", whose), rate.came) for whose, rate in rates]
    failed = [(_label("city", whose), rate.failed) for whose, rate in rates]
    yield from _family("ostoja_requests_total", "counter", came)
    yield from _family("ostoja_failed_requests_total", "counter", failed)


def _of_queues(now: float) -> Iterator[str]:
    found = [(_label("queue", queue.name), queue) for queue in queues.look()]
    waiting = [(label, queue.waiting) for label, queue in found]
    ages = [(label, round(max(0, now - (queue.oldest or now)))) for label, queue in found]
    served = [(label, int(queue.is_served)) for label, queue in found]
    yield from _family("ostoja_queue_waiting", "gauge", waiting)
    yield from _family("ostoja_queue_oldest_seconds", "gauge", ages)
    yield from _family("ostoja_queue_served", "gauge", served)


def _family(name: str, kind: str, samples: Iterable[Sample]) -> Iterator[str]:
    yield f"# TYPE {name} {kind}"
    yield from (f"{name}{{{label}}} {number}" for label, number in samples)


def _label(name: str, value: str) -> str:
    """A city's slug and a queue's name hold no character that would need to be escaped."""
    return f'{name}="{value}"'
