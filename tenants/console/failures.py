"""How many requests came and how many of them failed on our side, by city; soon forgotten.

Each process adds up for some seconds and then hands its numbers to Redis. Nothing is kept of a
request but whose host it was for and whether it failed.
"""

import atexit
import logging
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import cast

from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from tenants.fence.lines import server

logger = logging.getLogger(__name__)
PREFIX = "requests"
FAILED = 500  # 503 is said on purpose: of a suspended city, of an upgrade
OPERATORS, NOBODY = "operator", ""
EVERY = 10  # seconds
Numbers = Counter[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests came, and how many of them failed."""

    came: int = 0
    failed: int = 0

    @property
    def share(self) -> float:
        """Of those that came; 0 if none did."""
        return self.failed / self.came if self.came else 0.0

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.came + other.came, self.failed + other.failed)


@dataclass(frozen=True, slots=True)
class Span:
    """A time that is counted in steps; ``step`` in seconds."""

    step: int
    steps: int

    def keys(self, now: float) -> list[str]:
        """The present step and those before it."""
        return [self.key(now - self.step * past) for past in range(self.steps)]

    def key(self, moment: float) -> str:
        """Of the step to which the moment belongs."""
        return f"{PREFIX}:{self.step}:{int(moment // self.step)}"


HOUR = Span(step=300, steps=12)
DAY = Span(step=3600, steps=24)


class FailuresMiddleware:
    """Costs a millionth of a second; what is asked of no city or operator counts if it failed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        whose, failed = _whose(request), response.status_code == FAILED
        if failed or whose != NOBODY:
            tally.note(whose, failed=failed)
        return response


def _whose(request: HttpRequest) -> str:
    """``CityMiddleware`` marks the request; what it never saw belongs to nobody."""
    if not hasattr(request, "city"):
        return NOBODY
    return str(request.city.slug) if request.city else OPERATORS


class Tally:
    """The numbers of this process that Redis does not have yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers: Numbers = Counter()
        self._since = time.monotonic()

    def note(self, whose: str, *, failed: bool) -> None:
        """One more; a failure is handed over at once."""
        with self._lock:
            self._numbers[whose, failed] += 1
            is_time = failed or time.monotonic() - self._since >= EVERY
        if is_time:
            self.hand_over()

    def hand_over(self) -> None:
        """All numbers, to Redis; without it they are kept. Never in the way of an answer."""
        with self._lock:
            numbers, self._numbers, self._since = self._numbers, Counter(), time.monotonic()
        try:
            add(numbers)
        except (RedisError, OSError):
            logger.warning("Redis does not answer; requests are counted later")
            with self._lock:
                self._numbers += numbers


tally = Tally()
atexit.register(tally.hand_over)


def add(numbers: Numbers, now: float | None = None) -> None:
    """Into the present steps and the numbers since Redis began; raises as Redis does."""
    now = now or time.time()
    if not numbers:
        return
    with server().pipeline() as asked:
        for key in (f"{PREFIX}:all", HOUR.key(now), DAY.key(now)):
            for (whose, failed), number in numbers.items():
                asked.hincrby(key, f"{whose}{'!' * failed}", number)
        for span in (HOUR, DAY):
            asked.expire(span.key(now), span.step * (span.steps + 1))
        asked.execute()


def counted(span: Span, now: float | None = None) -> dict[str, Rate]:
    """By whose host, in the time that ends now; raises as Redis does."""
    with server().pipeline(transaction=False) as asked:
        for key in span.keys(now or time.time()):
            asked.hgetall(key)
        return _rates(asked.execute())


def counted_ever() -> dict[str, Rate]:
    """By whose host, since Redis began; raises as Redis does."""
    return _rates([cast("Mapping[bytes, bytes]", server().hgetall(f"{PREFIX}:all"))])


def _rates(found: Iterable[Mapping[bytes, bytes]]) -> dict[str, Rate]:
    rates: defaultdict[str, Rate] = defaultdict(Rate)
    for numbers in found:
        for field, number in numbers.items():
            whose, failed, _ = field.decode().partition("!")
            rates[whose] += Rate(int(number), int(number) if failed else 0)
    return dict(rates)
