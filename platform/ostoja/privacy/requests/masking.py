"""Other people in what was written about somebody: their numbers and names are covered.

Numbers and e-mail addresses that are not the person's own are covered by rule; names only where
the officer names them, since no program knows who is who.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from ostoja.privacy.search.declension import called
from ostoja.privacy.search.spelling import plain_words
from ostoja.ui.phones import NATIONAL

_EMAIL = re.compile(r"[^\s@<>,;:()]+@[^\s@<>,;:()]+\.[^\s@<>,;:()]*\w")
# A PESEL; a telephone number of nine digits as people group them, with or without +48.
_NUMBER = re.compile(
    r"(?<![\w+])(?:\d{11}|(?:\+\d{2}[ -]?)?"
    r"(?:\d{3}[ -]?\d{3}[ -]?\d{3}|\d{2}[ -]\d{3}[ -]\d{2}[ -]\d{2}))(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
PHONE, PESEL = 9, 11  # digits; a telephone number without the country's prefix


class Mask:
    """Covers what belongs to others; ``own`` are the person's names, numbers and addresses."""

    def __init__(self, *, own: Iterable[str], names: str, numbers: bool) -> None:
        known = list(own)
        self._numbers = numbers
        self._own = {_digits(one) for one in known} | {_digits(one.number) for one in NATIONAL}
        self._addresses = {one.strip().casefold() for one in known if "@" in one}
        self._own_names = {word for one in known for word in plain_words(one)}
        lines = names.splitlines()
        self._names = {word for line in lines for word in plain_words(line)} - self._own_names
        self.number = 0
        """How often something was covered."""

    def cover(self, text: str) -> str:
        """The text without what belongs to others."""
        if self._numbers:
            text = _EMAIL.sub(self._address, text)
            text = _NUMBER.sub(self._digits, text)
        return _WORD.sub(self._name, text) if self._names else text

    def _address(self, found: re.Match[str]) -> str:
        return self._covered(found, found[0].casefold() in self._addresses)

    def _digits(self, found: re.Match[str]) -> str:
        return self._covered(found, _digits(found[0]) in self._own)

    def _name(self, found: re.Match[str]) -> str:
        forms = {form for word in plain_words(found[0]) for form in {word, *called(word)}}
        is_own = bool(forms & self._own_names) or not forms & self._names
        return self._covered(found, is_own)

    def _covered(self, found: re.Match[str], is_own: bool) -> str:
        if is_own:
            return found[0]
        self.number += 1
        return _("[another person]")


def _digits(text: str) -> str:
    """A PESEL whole, a telephone number without the country's prefix."""
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) == PESEL and "+" not in text else digits[-PHONE:]
