"""How many requests failed on our side, minute by minute, counted in Redis and soon forgotten."""

import logging
import time
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from tenants.fence import entered_platform

logger = logging.getLogger(__name__)
FAILED = 500  # 503 is said on purpose: of a suspended city, of an upgrade
MINUTES = 60
KEPT = 2 * 60 * 60  # seconds


class FailuresMiddleware:
    """Costs nothing until something fails; without Redis nothing is counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == FAILED:
            note_failure()
        return response


def note_failure(now: float | None = None) -> None:
    """One more in this minute. Never in the way of the answer."""
    key = _key(int((now or time.time()) // 60))
    try:
        with entered_platform():
            cache.add(key, 0, KEPT)
            cache.incr(key)
    except Exception:
        logger.exception("A failed request was not counted")


def in_the_last_hour(now: float | None = None) -> int:
    """How many failed in the last sixty minutes. Raises what Redis raises when it is away."""
    minute = int((now or time.time()) // 60)
    with entered_platform():
        found = cache.get_many([_key(minute - past) for past in range(MINUTES)])
    return sum(found.values())


def _key(minute: int) -> str:
    return f"failures.{minute}"
