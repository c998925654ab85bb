"""What a section of a blueprint may hold. Rooms say it beside the function that loads theirs.

A shape finds what is wrong with a value, and gives its normal form, in which what is not said and
what is empty are alike: two normal forms are equal where two cities would be.
"""

import datetime
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from tenants.documents.lines import Path

LONGEST_TEXT = 20_000
ABOUT = ("source", "source_date")
"""Where a text was read, and when, which may stand beside its languages."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and with what."""

    path: Path
    reason: str


class Shape(ABC):
    """What a value may be."""

    @abstractmethod
    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        """What is wrong with it."""

    def normal(self, value: Any) -> Any:
        """For comparing; what is empty is None."""
        return value or None


@dataclass(frozen=True)
class Text(Shape):
    """A text, which may not be empty unless it is left out."""

    longest: int = LONGEST_TEXT
    pattern: str = ""

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(path, _("“%(name)s” must be a text.") % {"name": name_of(path)})
        elif not value.strip() or "\x00" in value:
            yield Fault(path, _("“%(name)s” must not be empty.") % {"name": name_of(path)})
        elif len(value) > self.longest:
            yield Fault(
                path,
                _("“%(name)s” is longer than %(most)s characters.")
                % {"name": name_of(path), "most": self.longest},
            )
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Fault(
                path,
                _("“%(name)s” cannot be “%(value)s”.")
                % {"name": name_of(path), "value": value[:60]},
            )


@dataclass(frozen=True)
class Number(Shape):
    """A whole number."""

    least: int = 0
    most: int = 32_767

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not self.least <= value <= self.most:
            yield Fault(
                path,
                _("“%(name)s” must be a whole number from %(least)s to %(most)s.")
                % {"name": name_of(path), "least": self.least, "most": self.most},
            )

    def normal(self, value: Any) -> Any:
        return value


class Flag(Shape):
    """Yes or no."""

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, bool):
            yield Fault(path, _("“%(name)s” must be true or false.") % {"name": name_of(path)})


class Day(Shape):
    """A day, such as 2026-11-22."""

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, datetime.date) or isinstance(value, datetime.datetime):
            said = _("“%(name)s” must be a day without quotation marks, such as 2026-11-22.")
            yield Fault(path, said % {"name": name_of(path)})

    def normal(self, value: Any) -> Any:
        return value.isoformat() if value else None


@dataclass(frozen=True)
class OneOf(Shape):
    """One of these words."""

    words: Sequence[str]

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if value not in self.words:
            yield unknown(value, path, self.words)


@dataclass(frozen=True)
class SeveralOf(Shape):
    """A list of these words, each once."""

    words: Sequence[str]

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, list) or not value:
            yield Fault(path, _("“%(name)s” must be a list of words.") % {"name": name_of(path)})
            return
        for number, word in enumerate(value):
            if word not in self.words:
                yield unknown(word, (*path, number), self.words)
            elif word in value[:number]:
                yield Fault((*path, number), _("“%(word)s” stands here twice.") % {"word": word})

    def normal(self, value: Any) -> Any:
        return dict.fromkeys(value or (), True) or None


@dataclass(frozen=True)
class Translated(Shape):
    """A text in the platform's languages."""

    longest: int = LONGEST_TEXT

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            said = _("“%(name)s” must say its language: %(name)s.pl = …")
            yield Fault(path, said % {"name": name_of(path)})
            return
        for code, text in value.items():
            if code in ABOUT or code in dict(settings.LANGUAGES):
                yield from Text(self.longest).faults(text, (*path, code))
            else:
                yield unknown(code, (*path, code), list(dict(settings.LANGUAGES)))

    def normal(self, value: Any) -> Any:
        known = {code: text for code, text in (value or {}).items() if code not in ABOUT}
        return {code: text for code, text in known.items() if text} or None


@dataclass(frozen=True)
class Field:
    """A key of a table. What is not ``compared`` is not kept, or is each city's own affair."""

    shape: Shape
    required: bool = False
    compared: bool = True


@dataclass(frozen=True)
class Table(Shape):
    """A table with these keys."""

    fields: Mapping[str, Field]

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(path, _("“%(name)s” must be a table.") % {"name": name_of(path)})
            return
        for name, inner in value.items():
            if name in self.fields:
                yield from self.fields[name].shape.faults(inner, (*path, name))
            else:
                yield unknown(name, (*path, name), list(self.fields))
        for name, field in self.fields.items():
            if field.required and name not in value:
                yield Fault(path, _("“%(name)s” is missing.") % {"name": name})

    def normal(self, value: Any) -> Any:
        known = {
            name: field.shape.normal((value or {}).get(name))
            for name, field in self.fields.items()
            if field.compared
        }
        return {name: inner for name, inner in known.items() if inner is not None} or None


@dataclass(frozen=True)
class Named(Shape):
    """A table whose keys are names: any, or these."""

    each: Shape
    names: Sequence[str] = ()
    longest: int = 50

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(path, _("“%(name)s” must be a table.") % {"name": name_of(path)})
            return
        for name, inner in value.items():
            if self.names and name not in self.names:
                yield unknown(name, (*path, name), self.names)
            else:
                yield from Text(self.longest, r"[a-z0-9_-]+").faults(name, (*path, name))
                yield from self.each.faults(inner, (*path, name))

    def normal(self, value: Any) -> Any:
        known = {name: self.each.normal(inner) for name, inner in (value or {}).items()}
        return {name: inner for name, inner in known.items() if inner is not None} or None


@dataclass(frozen=True)
class Rows(Shape):
    """Rows, each with a ``key`` of its own. Those for which ``is_local`` holds belong to one city
    alone, and are no part of a blueprint for others.
    """

    each: Table
    key: str = "key"
    is_local: Callable[[Mapping[str, Any]], bool] = lambda row: False

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            yield Fault(path, _("“%(name)s” must be rows: [[%(name)s]].") % {"name": name_of(path)})
            return
        seen: set[Any] = set()
        for number, row in enumerate(value):
            yield from self.each.faults(row, (*path, number))
            key = str(row.get(self.key))
            if key in seen:
                said = _("%(key)s “%(value)s” stands here twice.")
                at = (*path, number, self.key)
                yield Fault(at, said % {"key": self.key, "value": key})
            seen.add(key)

    def normal(self, value: Any) -> Any:
        return {str(row[self.key]): self.each.normal(row) for row in value or ()} or None


def name_of(path: Path) -> str:
    """The last name of a path, which people see in the file."""
    return next((str(one) for one in reversed(path) if isinstance(one, str)), "")


def unknown(word: Any, path: Path, known: Iterable[str]) -> Fault:
    """A word that nobody knows here, with the one that may be meant."""
    words = list(known)
    near = get_close_matches(str(word), words, 1)
    if near:
        said = _("“%(word)s” is unknown in “%(name)s”. Did you mean “%(near)s”?")
    else:
        said = _("“%(word)s” is unknown in “%(name)s”. There are: %(known)s.")
    where = path[:-1] if path and path[-1] == word else path
    return Fault(
        path,
        said
        % {
            "word": str(word)[:60],
            "name": name_of(where) or _("blueprint"),
            "near": "".join(near),
            "known": ", ".join(words),
        },
    )
