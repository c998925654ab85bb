"""How a city differs from a blueprint, by section and entry."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tenants.documents.blueprints import head, title_of
from tenants.documents.exporting import city_document
from tenants.documents.shapes import Table
from tenants.fence import entered
from tenants.models import City
from tenants.parts import Document, shapes

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """``entry`` is the way to it inside the section; ``before`` is the blueprint's."""

    section: str
    entry: str
    change: str
    before: Any = None
    after: Any = None


def differences_of(city: City, blueprint: Document) -> list[Difference]:
    """What this city has otherwise than the blueprint, as one made from it is called."""
    wanted = {**blueprint, "title": title_of(blueprint, city.teryt or "")}
    with entered(city.slug):
        return differences(wanted, city_document(city.slug))


def differences(blueprint: Document, city: Document) -> list[Difference]:
    """What the city (as it would be exported) has otherwise than the blueprint."""
    fields = {name: field.shape for name, field in head().items() if field.compared} | shapes()
    one, other = normal(blueprint), normal(city)
    return [
        found
        for section in fields
        for found in _between(section, (), one.get(section), other.get(section))
    ]


def normal(document: Document) -> dict[str, Any]:
    """The document in the form in which equal is equal."""
    found: dict[str, Any] = Table(head()).normal(document) or {}
    sections = {name: shape.normal(document.get(name)) for name, shape in shapes().items()}
    return found | {name: value for name, value in sections.items() if value is not None}


def _between(section: str, way: tuple[str, ...], one: Any, other: Any) -> Iterator[Difference]:
    if one == other:
        return
    if (
        isinstance(one or {}, Mapping)
        and isinstance(other or {}, Mapping)
        and not (way and (one is None or other is None))
    ):
        before, after = one or {}, other or {}
        for name in {**before, **after}:
            yield from _between(section, (*way, name), before.get(name), after.get(name))
        return
    change = ADDED if one is None else REMOVED if other is None else CHANGED
    yield Difference(section, ".".join(way), change, one, other)
