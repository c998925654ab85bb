"""Codes of Poland's territorial units (TERYT, register TERC of Statistics Poland)."""

import re

# Two digits of a voivodeship (even, 02 to 32), two of a county (01-59, cities 61-79), and for
# a gmina two more and sometimes its kind (1-5, 8, 9).
_CODE = re.compile(
    r"(?P<voivodeship>0[2468]|[12][02468]|3[02])"
    r"(?P<county>0[1-9]|[1-5]\d|6[1-9]|7\d)"
    r"(?:(?P<gmina>0[1-9]|[1-9]\d)(?P<kind>[1-589])?)?"
)


def is_teryt(code: str) -> bool:
    """Whether the code is well formed: 4 digits for a county, 6 or 7 for a gmina."""
    return code.isascii() and _CODE.fullmatch(code) is not None
