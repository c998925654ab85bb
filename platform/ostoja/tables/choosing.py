"""Cells that hold one or several values of a list."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ostoja.tables.cells import Cell, short
from ostoja.tables.likeness import in_each_language, nearest, plain
from ostoja.tables.problems import CellError

SEVERAL = re.compile(r"\s*[;,|\n]\s*")
Choices = Sequence[tuple[str, str | Promise]]


def unknown(text: str, among: Iterable[str]) -> CellError:
    """The refusal of a value that is not in the list, with the one that may be meant."""
    close = nearest(text, among)
    if close:
        message = _("“%(value)s” is not known. Did you mean “%(near)s”?")
        return CellError(message, value=short(text), near=close)
    return CellError(_("“%(value)s” is not known."), value=short(text))


class Choice(Cell):
    """One of several values, by its name in Polish or English, or by another that people use."""

    def __init__(
        self, choices: Iterable[tuple[Any, Any]], also: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self.choices: Choices = [(str(value), label) for value, label in choices if value]
        self.also = also or {}

    @cached_property
    def _values(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for value, label in self.choices:
            words = {plain(value), *in_each_language(label), *map(plain, self.also.get(value, ()))}
            found |= dict.fromkeys(words - set(found), value)
        return found

    def read(self, text: str) -> Any:
        value = self._values.get(plain(text))
        if value is None:
            raise unknown(text, self.options)
        return value

    def write(self, value: Any) -> str:
        return str(dict(self.choices).get(value, value or ""))

    @property
    def expected(self) -> str | Promise:
        return gettext("one of: %(options)s") % {"options": ", ".join(self.options)}

    @property
    def options(self) -> list[str]:
        return [str(label) for _value, label in self.choices]


class SeveralChoices(Cell):
    """Several values with semicolons or commas between them, kept in the order of the list."""

    nothing: Any = []

    def __init__(
        self, choices: Iterable[tuple[Any, Any]], also: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self.one = Choice(choices, also)

    def read(self, text: str) -> list[str]:
        found = {self.one.read(part) for part in self._parts(text)}
        return self._in_order(found)

    def _parts(self, text: str) -> list[str]:
        """A name may itself hold a comma; semicolons then divide."""
        divided = re.split(r"\s*[;\n]\s*", text) if ";" in text else SEVERAL.split(text)
        whole = plain(text) in self.one._values
        return [text] if whole else [part for part in divided if part]

    def _in_order(self, values: Iterable[str]) -> list[str]:
        order = [value for value, _label in self.one.choices]
        return sorted(values, key=lambda one: order.index(one) if one in order else len(order))

    def merged(self, before: Any, given: Any) -> Any:
        """The order of a list is not a change."""
        return before if set(before or ()) == set(given) else given

    def write(self, value: Any) -> str:
        return "; ".join(self.one.write(one) for one in self._in_order(value or ()))

    @property
    def expected(self) -> str | Promise:
        return gettext("one or several of, with semicolons between them: %(options)s") % {
            "options": ", ".join(self.one.options)
        }


class Reference(Cell):
    """A thing that is kept elsewhere, by its key, its name, or another word for it."""

    def __init__(self, things: Iterable[tuple[str, str, Iterable[str]]]) -> None:
        self.names: dict[str, str] = {}
        self._meant: dict[str, set[str]] = {}
        for value, name, others in things:
            self.names[value] = name
            for word in {plain(name), *map(plain, others)} - {""}:
                self._meant.setdefault(word, set()).add(value)
        # A key says which one is meant even where others are called so.
        self._meant |= {plain(value): {value} for value in self.names}

    def read(self, text: str) -> str:
        found = self._meant.get(plain(text), set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise CellError(
                _("Several are called “%(value)s”. Write the identifier of the one you mean."),
                value=short(text),
            )
        raise unknown(text, self.names.values())

    def write(self, value: Any) -> str:
        """The name; the key where the name alone would not say which."""
        name = self.names.get(value, str(value))
        return name if self._meant.get(plain(name)) == {value} else str(value)

    @property
    def expected(self) -> str | Promise:
        return gettext("a name or an identifier that is known here")

    @property
    def options(self) -> list[str]:
        return [self.write(value) for value in self.names]
