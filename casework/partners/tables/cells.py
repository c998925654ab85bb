"""Cells that only this room has: telephones, texts in several languages, names, the week."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from casework.partners.forms.contact_points import dialable
from casework.partners.tables.week import week_of, week_words
from ostoja.tables.cells import Cell, Text, check, short
from ostoja.tables.problems import CellError
from ostoja.ui.polish_order import fold
from tenants.translated import TranslatedText

LONGEST_PHONE = 30
LANGUAGES = ("pl", "en", "de", "uk")
_BETWEEN = re.compile(r"\s*(?:[;,\n]|\blub\b|\boraz\b|\bor\b)\s*", re.IGNORECASE)
_LABEL = re.compile(r"^(?:tel(?:efon)?|kom|phone)\b[.:\s]*", re.IGNORECASE)
_LANGUAGE = re.compile(rf"^({'|'.join(LANGUAGES)}):[ \t]*", re.IGNORECASE | re.MULTILINE)


class Phone(Cell):
    """One number as people write it."""

    def read(self, text: str) -> str:
        written = _LABEL.sub("", text.strip())
        if dialable(written) is None or len(written) > LONGEST_PHONE:
            raise CellError(_("“%(value)s” is no telephone number."), value=short(text))
        return written

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("a number such as 58 511 01 21 or +49 30 1234567")


class Phones(Cell):
    """Several numbers; those of a file are added to those that are known."""

    nothing: Any = []

    def read(self, text: str) -> list[str]:
        found: dict[str, str] = {}
        for part in filter(None, _BETWEEN.split(text)):
            for number in _apart(part):
                written = Phone().read(number)
                found.setdefault(dialable(written) or "", written)
        return list(found.values())

    def merged(self, before: Any, given: Any) -> Any:
        known = {dialable(one) for one in before or ()}
        return [*(before or ()), *(one for one in given if dialable(one) not in known)]

    def write(self, value: Any) -> str:
        return "; ".join(value)

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("numbers such as 58 511 01 21, with semicolons between them")


def _apart(text: str) -> list[str]:
    """A slash may stand between two numbers, or after the code of a town."""
    if "/" not in text or dialable(_LABEL.sub("", text)) is not None:
        return [text]
    return [part for part in text.split("/") if part.strip()]


class Texts(Cell):
    """A text in several languages: Polish alone, or lines that begin with pl:, en:, de:, uk:."""

    nothing: Any = TranslatedText()
    takes_lines = True

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def read(self, text: str) -> TranslatedText:
        check(text)
        found = _LANGUAGE.split(text.strip())
        texts = {"pl": found[0].strip()} if found[0].strip() else {}
        texts |= {
            language.lower(): part.strip()
            for language, part in zip(found[1::2], found[2::2], strict=True)
            if part.strip()
        }
        for part in texts.values():
            Text(self.longest, lines=True).read(part)
        return TranslatedText(texts)

    def merged(self, before: Any, given: Any) -> Any:
        """Languages about which the file says nothing stay; an empty text takes all away."""
        return TranslatedText({**(before or {}), **given}) if given else given

    def write(self, value: Any) -> str:
        if set(value) == {"pl"} and not _LANGUAGE.search(value["pl"]):
            return str(value["pl"])
        return "\n".join(f"{code}: {value[code]}" for code in LANGUAGES if value.get(code))

    @property
    def expected(self) -> str | Promise:
        return format_lazy(
            gettext_lazy(
                "text of at most {most} characters; in several languages as lines that begin "
                "with pl:, en:, de: or uk:"
            ),
            most=self.longest,
        )


class Names(Cell):
    """Several names with semicolons between them."""

    nothing: Any = []

    def read(self, text: str) -> list[str]:
        check(text)
        return [part for part in re.split(r"\s*[;\n]\s*", text.strip()) if part]

    def merged(self, before: Any, given: Any) -> Any:
        return before if _folded(before or ()) == _folded(given) else given

    def write(self, value: Any) -> str:
        return "; ".join(value)

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("names with semicolons between them")


def _folded(names: Sequence[str] | Iterable[str]) -> set[str]:
    return {fold(name) for name in names}


class Week(Cell):
    """Opening hours as people write them: pn–pt 8–16; sob 10–14."""

    nothing: Any = {}

    def read(self, text: str) -> Any:
        found = week_of(text)
        if found is None:
            raise CellError(
                _("“%(value)s” is not understood as days and hours."), value=short(text)
            )
        return found

    def write(self, value: Any) -> str:
        return week_words(value)

    @property
    def expected(self) -> str | Promise:
        return gettext_lazy("days and hours such as pn–pt 8:00–16:00; sob 10–14, or “całodobowo”")
