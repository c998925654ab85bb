"""What pages show of the present city: brand, languages, telephone numbers.

Cities lie above the design system, so they register the function that reads these facts.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest

from tenants.fence.place import PLATFORM_SCHEMA, current_place
from tenants.fence.place import slug_of as slug_of_schema

REMEMBERED = 30.0  # seconds until every process shows what an administrator has changed


@dataclass(frozen=True)
class CityFacts:
    """`brand` is the text of an `ostoja.ui.brand.Brand`.

    `phone_numbers`: mappings or objects with number, display, label, purpose and hours, their
    texts plain or by language. Empty `languages` mean all, and so does `modules` None.
    `notices` are what funders want to be read, by language. `exit_site` is where the quick exit
    leads; empty for the installation's own. `marks` are the names of those that are true here.
    """

    brand: str = ""
    languages: Sequence[str] = ()
    modules: Sequence[str] | None = None
    phone_numbers: Sequence[Any] = field(default_factory=list)
    notices: Sequence[Any] = field(default_factory=list)
    exit_site: str = ""
    marks: frozenset[str] = frozenset()

    def has(self, module: str) -> bool:
        """Whether this part of the platform is switched on here; "" is what every city has."""
        return not module or self.modules is None or module in self.modules


Reader = Callable[[], CityFacts]
Mark = Callable[[], Exists]
"""Whether there is a row of some kind: it is asked along with the facts, and costs no query."""

UNKNOWN = CityFacts()

_readers: list[Reader] = []
_marks: dict[str, Mark] = {}
_known: dict[str, tuple[float, CityFacts]] = {}


def register(reader: Reader) -> None:
    """Set the function that reads the facts of the city in which the request runs."""
    _readers[:] = [reader]


def register_mark(name: str, condition: Mark) -> None:
    """Called by a room when the app starts: what its pages ask so often that it must cost nothing.

    It is as old as the facts; who changes it says so with ``forget``.
    """
    _marks[name] = condition


def every_mark() -> dict[str, Exists]:
    """The conditions by name, for whoever reads the facts."""
    return {name: condition() for name, condition in _marks.items()}


def facts_of(request: HttpRequest) -> CityFacts:
    """The facts of the request's city, read at most once in `REMEMBERED` seconds."""
    return _facts_in(slug_of(request))


def _facts_in(slug: str) -> CityFacts:
    until, facts = _known.get(slug, (0.0, UNKNOWN))
    if not slug or not _readers or time.monotonic() < until:
        return facts
    facts = _readers[0]()
    _known[slug] = (time.monotonic() + REMEMBERED, facts)
    return facts


def facts_here() -> CityFacts:
    """The facts of the city that was entered, for what runs without a request."""
    place = current_place()
    if place is None or place.schema == PLATFORM_SCHEMA:
        return UNKNOWN
    return _facts_in(slug_of_schema(place.schema))


def remembered_facts_of(request: HttpRequest) -> CityFacts:
    """The facts as last read, however old: for pages that must not ask the database."""
    return _known.get(slug_of(request), (0.0, UNKNOWN))[1]


def forget(slug: str | None = None) -> None:
    """After an administrator has changed the facts of this city; of all cities for None."""
    if slug is None:
        _known.clear()
    else:
        _known.pop(slug, None)


def slug_of(request: HttpRequest) -> str:
    """The city's slug; empty on hosts that are no city's."""
    return getattr(getattr(request, "city", None), "slug", "")
