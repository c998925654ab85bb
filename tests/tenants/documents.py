"""The blueprints and seeds as the tests read them, without Django."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TENANTS = Path(__file__).parents[2] / "tenants"
CITIES = {
    "gdansk": ("2261", "msik"),
    "gdynia": ("2262", "coalition"),
    "slupsk": ("2263", "planning"),
}
LANGUAGES = {"pl", "en", "de", "uk"}
Row = dict[str, Any]


def read(path: Path) -> Row:
    """One file, parsed."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def blueprint(name: str) -> Row:
    """One blueprint."""
    return read(TENANTS / "blueprints" / f"{name}.toml")


def seed(city: str) -> Row:
    """All files of a city's folder; what several files list is put together."""
    document: Row = {}
    for path in sorted((TENANTS / "seeds" / city).glob("*.toml")):
        for name, content in read(path).items():
            assert isinstance(content, list) or name not in document, f"{path}: {name} again"
            known = document.get(name, [])
            document[name] = [*known, *content] if isinstance(content, list) else content
    return document


BLUEPRINTS = {name: blueprint(name) for name in ("msik", "coalition", "planning")}
SEEDS = {city: seed(city) for city in CITIES}
ORGANISATIONS = [(city, row) for city, data in SEEDS.items() for row in data["organisations"]]


def parts(city: str, kind: str) -> list[Row]:
    """The locations, services or phones of all organisations of a city."""
    return [part for row in SEEDS[city]["organisations"] for part in row.get(kind, [])]


def keys(rows: list[Row]) -> set[str]:
    """The keys of rows, which must not repeat."""
    found = [row["key"] for row in rows]
    assert len(found) == len(set(found)), f"a key repeats: {sorted(found)}"
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in found)
    return set(found)


def bodies(city: str) -> dict[str, Row]:
    """A city's organisations by key."""
    return {row["key"]: row for row in SEEDS[city]["organisations"]}


def nodes(value: Any) -> Iterator[Any]:
    """Every value in a document, at any depth, itself included."""
    yield value
    inner = value.values() if isinstance(value, dict) else value
    for part in inner if isinstance(value, dict | list) else ():
        yield from nodes(part)


def tables(document: Any) -> list[Row]:
    """Every table in a document."""
    return [node for node in nodes(document) if isinstance(node, dict)]


def strings(document: Any) -> list[str]:
    """Every text in a document."""
    return [node for node in nodes(document) if isinstance(node, str)]
