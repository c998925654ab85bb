"""The present city as a blueprint for others, without anything about people.

Rooms give what they register, which is facts of the platform and the body alone. Words that a
city wrote itself may still name somebody: an entry that holds an e-mail address, a telephone
number that is none of the city's own, or a name of somebody who works there is left out, and said.
So is what belongs to the place, such as the number of its crisis centre: residents of another city
must not be sent there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomli_w

from ostoja.accounts.models import Invitation, User
from tenants import parts
from tenants.documents.blueprints import BrokenBlueprint, Line, faults_in
from tenants.documents.shapes import Named, Rows, Shape, Table
from tenants.fence import current_city, entered_platform
from tenants.models import City, Stage
from tenants.parts import Document
from tenants.profile.blueprint import PHONE_NUMBERS
from tenants.profile.models import PhoneNumber
from tenants.profile.selectors import profile

EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
NUMBER = re.compile(r"(?<![\d/])\+?\d(?:[\s().-]{0,2}\d){8,}(?!\d)")
SHORTEST_NAME = 5
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Exported:
    """The document, and the entries left out, since they name people or belong to the place."""

    document: Document
    left_out: list[str]


class People:
    """Who works in the present city, and the numbers that help in every city."""

    def __init__(self) -> None:
        accounts = User.objects.values_list("full_name", "email")
        invited = Invitation.objects.values_list("full_name", "email")
        words = {word.casefold() for row in (*accounts, *invited) for word in row}
        self.words = [word for word in words if len(word) >= SHORTEST_NAME]
        numbers = PhoneNumber.objects.values_list("number", "display")
        everywhere = [row for row in numbers if not PHONE_NUMBERS.is_local({"number": row[0]})]
        self.official = {_digits(one) for row in everywhere for one in row}

    def are_in(self, value: Any) -> bool:
        """Whether a text, at any depth, names somebody."""
        if isinstance(value, Mapping):
            return any(map(self.are_in, value.values()))
        if isinstance(value, list | tuple):
            return any(map(self.are_in, value))
        return isinstance(value, str) and self._is_named_in(value)

    def _is_named_in(self, text: str) -> bool:
        folded = text.casefold()
        return bool(
            EMAIL.search(text)
            or any(word in folded for word in self.words)
            or {_digits(found) for found in NUMBER.findall(text)} - self.official
        )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)[-DIGITS:]


def city_document(name: str) -> dict[str, Any]:
    """The present city as a blueprint would say it, for comparing: in its own words whole."""
    return {**_head(name), **parts.exported()}


def exported(name: str) -> Exported:
    """The present city as a blueprint of this name. Raises ``BrokenBlueprint`` where it cannot be
    one, because its name is wrong or the city's own title names somebody.
    """
    people, left_out = People(), list[str]()
    document = city_document(name)
    for section in parts.shapes().keys() & document.keys():
        kept = _without(people, parts.shapes()[section], document[section], section, left_out)
        document[section] = kept
        if not kept:
            del document[section]
    if people.are_in(document["title"]):
        left_out.append("title")
    faults = [Line(1, fault.reason) for fault in faults_in(document)]
    if faults or "title" in left_out:
        raise BrokenBlueprint(faults or [Line(1, "The city's title names somebody.")])
    return Exported(document, sorted(left_out))


def _head(name: str) -> dict[str, Any]:
    about, slug = profile(), current_city()
    with entered_platform():
        city = City.objects.get(slug=slug)
    is_planned = Stage.PLANNING in {city.stage, city.stage_before}
    return {
        "name": name,
        "title": dict(about.system_name),
        # What runs here must be prepared anew elsewhere.
        "stage": (Stage.PLANNING if is_planned else Stage.PREPARING).value,
        "languages": list(about.languages),
        "modules": list(about.modules),
        "whole": True,
    }


def _without(people: People, shape: Shape, value: Any, way: str, left_out: list[str]) -> Any:
    """The value without the entries in which people are named."""
    if isinstance(shape, Rows):
        kept = [row for row in value if not (people.are_in(_told(row)) or shape.is_local(row))]
        gone = (row for row in value if row not in kept)
        left_out += [f"{way}.{row[shape.key]}" for row in gone]
        return kept
    if not isinstance(shape, Table | Named):
        return value
    for name in [name for name, inner in value.items() if people.are_in(inner)]:
        inner = shape.fields[name].shape if isinstance(shape, Table) else shape.each
        if isinstance(inner, Table | Named) and isinstance(shape, Table):
            value = {**value, name: _without(people, inner, value[name], f"{way}.{name}", left_out)}
        else:
            value = {key: kept for key, kept in value.items() if key != name}
            left_out.append(f"{way}.{name}")
    return value


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of official numbers is not a number that somebody slipped into a text."""
    return {name: value for name, value in row.items() if name not in {"number", "display"}}


def written(document: Document) -> str:
    """The document as the text of a file, long texts over several lines."""
    return tomli_w.dumps(_plain(document), multiline_strings=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items() if inner is not None}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
