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
            raise self._unknown(text)
        return value

    def _unknown(self, text: str) -> CellError:
        close = nearest(text, self.options)
        if close:
            return CellError(
                _("“%(value)s” is not known. Did you mean “%(near)s”?"),
                value=short(text),
                near=close,
            )
        return CellError(_("“%(value)s” is not known."), value=short(text))

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
