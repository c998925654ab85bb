"""Where the running code is: in one city, in the platform's own schema, or nowhere.

A context variable holds the place, so it follows a request through ``sync_to_async`` and
asyncio tasks, and a new thread starts nowhere instead of in somebody else's city.
"""

import re
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

PLATFORM_SCHEMA = "public"
SCHEMA_PREFIX = "city_"
SLUG_PATTERN = r"[a-z](?:[a-z0-9]|-(?!-)){0,28}[a-z0-9]"
_SLUG = re.compile(SLUG_PATTERN)
_SCHEMA = re.compile(r"city_[a-z][a-z0-9_]{1,29}")


class FenceError(RuntimeError):
    """Code did something that could have mixed two cities."""


class NotEntered(FenceError):
    """A query, cache key or task was attempted outside every city."""


class WrongCity(FenceError):
    """An object of one city was about to be used in another."""


class Power(StrEnum):
    """Which of a schema's two database roles is taken."""

    RUNTIME = "run"  # requests and tasks: reads and writes rows, only adds to the audit
    OWNER = "own"  # migrations, retention, restore


@dataclass(frozen=True, slots=True)
class Place:
    """One schema, entered with one power."""

    schema: str
    power: Power = Power.RUNTIME


_entry: ContextVar["Entered | None"] = ContextVar("place", default=None)


def schema_of(slug: str) -> str:
    """The schema of the city with this slug; raises ``FenceError`` for a malformed slug."""
    if not _SLUG.fullmatch(slug):
        raise FenceError(f"{slug!r} is not a city's slug")
    return SCHEMA_PREFIX + slug.replace("-", "_")


def slug_of(schema: str) -> str:
    """The slug of the city that lives in this schema."""
    if not _SCHEMA.fullmatch(schema):
        raise FenceError(f"{schema!r} is not a city's schema")
    return schema.removeprefix(SCHEMA_PREFIX).replace("_", "-")


def current_place() -> Place | None:
    """The place, or ``None`` when the code is nowhere."""
    entry = _entry.get()
    return entry.place if entry else None


def current_schema() -> str:
    """The schema that was entered; raises ``NotEntered`` when there is none."""
    place = current_place()
    if place is None:
        raise NotEntered("No city was entered. Use tenants.fence.entered(slug) around this code.")
    return place.schema


def current_city() -> str:
    """The slug of the city that was entered; raises ``NotEntered`` in the platform's schema."""
    schema = current_schema()
    if schema == PLATFORM_SCHEMA:
        raise NotEntered("This code needs a city and runs in the platform's own schema.")
    return slug_of(schema)


class Entered:
    """The block of code that runs in a place; each is itself alone, even in the same place.

    A generator that yields inside it leaves its place to whoever consumes it. The first of the
    two to leave out of order fails with ``FenceError``, instead of going on in the wrong city.
    """

    __slots__ = ("before", "place", "used")

    def __init__(self, place: Place | None) -> None:
        self.place = place
        self.before: Entered | None = None
        self.used = False

    def __enter__(self) -> None:
        if self.used:
            raise FenceError("A place is entered once: call entered() for each block.")
        self.used = True
        self.before = _entry.get()
        _entry.set(self)

    def __exit__(self, *_failure: object) -> None:
        present = _entry.get()
        if present is self or self in _from(present):
            _entry.set(self.before)
        if present is not self:
            raise FenceError("Places were not left in the order in which they were entered.")


def entered(slug: str, power: Power = Power.RUNTIME) -> Entered:
    """Run the block in a city. The only way in; it always leaves again."""
    return Entered(_city(slug, power))


def entered_platform(power: Power = Power.RUNTIME) -> Entered:
    """Run the block in the platform's own schema (cities, domains, operators)."""
    return Entered(Place(PLATFORM_SCHEMA, power))


def entered_place(place: Place | None) -> Entered:
    """Run the block in a place that was noted before (callbacks, tasks), or nowhere."""
    return Entered(place)


@lru_cache(maxsize=4096)
def _city(slug: str, power: Power) -> Place:
    return Place(schema_of(slug), power)


def _from(entry: Entered | None) -> Iterator[Entered]:
    while entry is not None:
        yield entry
        entry = entry.before
