"""A blueprint is read and found whole, or refused with lines and reasons."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tenants import parts
from tenants.documents.lines import Lines
from tenants.documents.shapes import (
    Day,
    Fault,
    Field,
    Flag,
    Named,
    OneOf,
    Rows,
    SeveralOf,
    Shape,
    Table,
    Text,
    Translated,
    unknown,
)
from tenants.models import Stage
from tenants.new_cities.languages import known_languages, problem_of_languages
from tenants.new_cities.modules import MODULES, problem_of_modules
from tenants.parts import Document
from tenants.teryt import unit_of

LARGEST = 1024 * 1024  # bytes
MOST_SAID = 20
_PLACE = re.compile(r" \(at line (\d+), column \d+\)$| \(at end of document\)$")
_APPS = Table(
    {
        "key": Field(Text(50), required=True),
        "name": Field(Text(100), required=True),
        "audience": Field(Text(30)),
        "purpose": Field(Translated()),
        "checked_on": Field(Day()),
        "source": Field(Text(200)),
        "source_date": Field(Text(10)),
    }
)


def head() -> Mapping[str, Field]:
    """What stands in a blueprint besides the sections that rooms load."""
    stages = [one for one in Stage.values if one != Stage.SUSPENDED]
    return {
        "name": Field(Text(30, r"[a-z]([a-z0-9-]*[a-z0-9])?"), required=True, compared=False),
        "title": Field(Translated(200), required=True),
        "title_for": Field(Named(Translated(200), ("county", "gmina")), compared=False),
        "stage": Field(OneOf(stages), required=True, compared=False),
        "languages": Field(SeveralOf(known_languages()), required=True),
        "modules": Field(SeveralOf(MODULES), required=True),
        # Nothing of what every city begins with is added: the blueprint says all there is.
        "whole": Field(Flag(), compared=False),
        "apps": Field(Rows(_APPS), compared=False),
    }


def shapes() -> dict[str, Shape]:
    """Everything that a blueprint may hold, by its name on top of the file."""
    return {**{name: field.shape for name, field in head().items()}, **parts.shapes()}


@dataclass(frozen=True, slots=True)
class Line:
    """What is wrong, and where; lines count from 1."""

    number: int
    reason: str


class BrokenBlueprint(ValueError):
    """The blueprint is refused; as text it says every line and reason."""

    def __init__(self, lines: list[Line]) -> None:
        super().__init__("broken")
        self.lines = lines

    @property
    def said(self) -> list[str]:
        """Each line with its reason; of very many the first ones."""
        return [
            _("line %(line)s: %(reason)s") % {"line": line.number, "reason": line.reason}
            for line in self.lines[:MOST_SAID]
        ]

    def __str__(self) -> str:
        return " ".join(self.said)


def decoded(content: bytes) -> str:
    """The text of a file. Raises ``BrokenBlueprint``."""
    if len(content) > LARGEST:
        raise BrokenBlueprint([Line(1, _("The file is larger than 1 MB."))])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BrokenBlueprint([Line(line, _("The file is not written in UTF-8."))]) from None


def read_text(text: str) -> Document:
    """A blueprint of an operator's own, laid over what every city begins with unless it is
    whole. Raises ``BrokenBlueprint``.
    """
    document = _parsed(text)
    found = sorted(faults_in(document), key=lambda fault: str(fault.path))
    if found:
        lines = Lines(text)
        said = {Line(lines.of(fault.path), fault.reason) for fault in found}
        raise BrokenBlueprint(sorted(said, key=lambda line: (line.number, line.reason)))
    return document if document.get("whole") else parts.laid_over_every_city(document)


def _parsed(text: str) -> dict[str, Any]:
    if len(text) > LARGEST:
        raise BrokenBlueprint([Line(1, _("The file is larger than 1 MB."))])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        reason = _("This is not TOML: %(reason)s.") % {"reason": _PLACE.sub("", str(error))}
    except RecursionError:
        line, reason = 1, _("Tables lie too deep in each other.")
    raise BrokenBlueprint([Line(line, reason)])


def faults_in(document: Document) -> Iterator[Fault]:
    """Everything that is wrong with a blueprint."""
    if not document:
        yield Fault((), _("Nothing stands in the blueprint."))
        return
    known = shapes()
    for name, value in document.items():
        if name in known:
            yield from known[name].faults(value, (name,))
        elif name in parts.sections():
            said = _("“%(name)s” are data of one city and not for a blueprint.")
            yield Fault((name,), said % {"name": name})
        else:
            yield unknown(name, (name,), known)
    for name, field in head().items():
        if field.required and name not in document:
            yield Fault((), _("“%(name)s” is missing.") % {"name": name})
    yield from _faults_between(document)


def _faults_between(document: Document) -> Iterator[Fault]:
    """What is wrong although each section is right."""
    for name, known, problem_of in (
        ("languages", known_languages(), problem_of_languages),
        ("modules", MODULES, problem_of_modules),
    ):
        chosen = document.get(name)
        if isinstance(chosen, list) and all(one in known for one in chosen):
            problem = problem_of(chosen)
            if problem:
                yield Fault((name,), problem)
    if document.get("name") in parts.blueprint_names():
        said = _("“%(name)s” comes with the platform. Give your blueprint another name.")
        yield Fault(("name",), said % {"name": document["name"]})


def title_of(blueprint: Document, teryt: str) -> Mapping[str, str]:
    """What the system is called: a county's is not municipal. Without a code it is a city's."""
    titles: Mapping[str, Mapping[str, str]] = blueprint.get("title_for", {})
    return titles.get(unit_of(teryt) or "", blueprint["title"])
