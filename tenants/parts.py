"""What a city is furnished from: rooms register the part of a document that they load.

A document is a blueprint or a city's own data, as parsed from TOML. Each loader can be run
again: it adds what is missing and keeps what people changed.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ostoja.audit import action, record
from tenants.documents.shapes import Shape

HERE = Path(__file__).parent
Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a document, and the function that loads it into the present city."""

    section: str
    load: Callable[[Any], object]
    order: int
    shape: Shape | None = None
    export: Callable[[], Any] | None = None


_parts: dict[str, Part] = {}


def register(
    section: str,
    load: Callable[[Any], object],
    *,
    order: int,
    shape: Shape | None = None,
    export: Callable[[], Any] | None = None,
) -> None:
    """Called by a room when the app starts; parts are loaded by rising ``order``.

    A section that a blueprint may hold has a ``shape``, and ``export`` gives it as the present
    city has it, without anything about people. The others are data of one city.
    """
    _parts[section] = Part(section, load, order, shape, export)


def sections() -> list[str]:
    """The names of all sections that some room loads."""
    return sorted(_parts)


def shapes() -> dict[str, Shape]:
    """What the sections of a blueprint may hold."""
    return {part.section: part.shape for part in _in_order() if part.shape}


def exported() -> dict[str, Any]:
    """What the present city would give a blueprint; a section that is empty is left out."""
    found = {part.section: part.export() for part in _in_order() if part.export}
    return {section: value for section, value in found.items() if value}


def _in_order() -> list[Part]:
    return sorted(_parts.values(), key=lambda part: part.order)


def blueprint_names() -> list[str]:
    """The blueprints there are."""
    return sorted(path.stem for path in (HERE / "blueprints").glob("*.toml"))


def read_blueprint(name: str) -> Document:
    """One blueprint's document, laid over what every city begins with. Its long lists may stand
    in files of a folder that is called like it.

    Raises ``FileNotFoundError`` if there is none of that name.
    """
    document = _read(HERE / "blueprints" / f"{name}.toml")
    for path in sorted((HERE / "blueprints" / name).glob("*.toml")):
        for section, rows in _read(path).items():
            document[section] = [*document.get(section, []), *rows]
    return laid_over_every_city(document)


def laid_over_every_city(document: Document) -> Document:
    """The document, over what every city begins with."""
    below: dict[str, Any] = {}
    for path in sorted((HERE / "blueprints" / "every_city").glob("*.toml")):
        below = _laid_over(below, _read(path))
    return _laid_over(below, document)


def _laid_over(below: Document, above: Document) -> dict[str, Any]:
    """Tables are joined at every depth; of everything else the upper one holds."""
    return {**below, **{key: _joined(below.get(key), value) for key, value in above.items()}}


def _joined(below: Any, above: Any) -> Any:
    is_pair = isinstance(below, Mapping) and isinstance(above, Mapping)
    return _laid_over(below, above) if is_pair else above


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def read_seed(slug: str) -> Document:
    """A city's own data: the files of its folder as one document, lists joined."""
    folder = HERE / "seeds" / slug
    document: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        content = _read(path)
        if path.name == "city.toml":
            document["profile"] = content
        for section, value in content.items():
            known = document.get(section, [])
            document[section] = [*known, *value] if isinstance(value, list) else value
    for position, row in enumerate(document.get("phone_numbers", [])):
        row.setdefault("position", position)
    return document


def seeded_cities() -> list[str]:
    """The slugs of the cities whose data come with the platform."""
    return sorted(path.name for path in (HERE / "seeds").iterdir() if path.is_dir())


@action
def furnish(*, document: Document, source: str, by: Any = None) -> None:
    """Load every section of the document that a room has registered."""
    from tenants.profile.models import CityProfile

    for part in _in_order():
        if part.section in document:
            part.load(document[part.section])
    record("city.furnished", by=by, on=CityProfile.objects.get(), source=source)
