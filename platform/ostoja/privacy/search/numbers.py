"""Numbers that tell who somebody is, in the one form in which they are kept and compared."""

import re

from stdnum.exceptions import ValidationError
from stdnum.pl import pesel

_SIGNS = re.compile(r"[\s()./\-\u2010-\u2015\u2060\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")
_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
_POLISH = re.compile(r"(?:\+?48)?0?(\d{9})", re.ASCII)


def bare(typed: str) -> str:
    """A number without the spaces, hyphens and unseen signs between its digits."""
    return _SIGNS.sub("", typed)


def phone_number(typed: str) -> str | None:
    """A telephone number as E.164, Polish where no country is named; None for anything else.

    Understood are +48, 0048, 48 and, as people still write it, 0 before nine digits.
    """
    number = re.sub("^00(?=[1-9])", "+", bare(typed))
    polish = _POLISH.fullmatch(number)
    if polish:
        return f"+48{polish[1]}"
    return number if _E164.fullmatch(number) and not number.startswith("+48") else None


def shown_phone(number: str) -> str:
    """A kept number as people read it: ``+48 600 100 200``; others as they are."""
    polish = _POLISH.fullmatch(number) if number.startswith("+") else None
    if polish is None:
        return number
    digits = polish[1]
    return f"+48 {digits[:3]} {digits[3:6]} {digits[6:]}"


def pesel_number(typed: str) -> str | None:
    """The eleven digits of a PESEL whose date and check digit are right; else None."""
    try:
        return str(pesel.validate(bare(typed)))
    except ValidationError:
        return None
