"""Codes of Poland's territorial units (TERYT, register TERC of Statistics Poland)."""

import re
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Two digits of a voivodeship (even, 02 to 32), two of a county (01-59, cities 61-79), and for
# a gmina two more and sometimes its kind (1-5, 8, 9).
_CODE = re.compile(
    r"(?P<voivodeship>0[2468]|[12][02468]|3[02])"
    r"(?P<county>0[1-9]|[1-5]\d|6[1-9]|7\d)"
    r"(?:(?P<gmina>0[1-9]|[1-9]\d)(?P<kind>[1-589])?)?"
)
FIRST_CITY = 61
VOIVODESHIPS = {
    "02": "dolnośląskie",
    "04": "kujawsko-pomorskie",
    "06": "lubelskie",
    "08": "lubuskie",
    "10": "łódzkie",
    "12": "małopolskie",
    "14": "mazowieckie",
    "16": "opolskie",
    "18": "podkarpackie",
    "20": "podlaskie",
    "22": "pomorskie",
    "24": "śląskie",
    "26": "świętokrzyskie",
    "28": "warmińsko-mazurskie",
    "30": "wielkopolskie",
    "32": "zachodniopomorskie",
}


class Unit(StrEnum):
    """What kind of municipality a code stands for."""

    CITY = "city"
    COUNTY = "county"
    GMINA = "gmina"

    @property
    def label(self) -> Promise:
        """The kind as the law calls it."""
        return LABELS[self]


LABELS: dict[Unit, Promise] = {
    Unit.CITY: _("city with county rights"),
    Unit.COUNTY: _("county"),
    Unit.GMINA: _("gmina"),
}


def is_teryt(code: str) -> bool:
    """Whether the code is well formed: 4 digits for a county, 6 or 7 for a gmina."""
    return code.isascii() and _CODE.fullmatch(code) is not None


def voivodeship_of(code: str) -> str:
    """Where the unit lies, so that somebody sees a code of elsewhere; empty for what is no code."""
    return VOIVODESHIPS[code[:2]] if is_teryt(code) else ""


def unit_of(code: str) -> Unit | None:
    """What the code stands for; None for what is no code.

    A city with county rights is one under the code of its county and of its only gmina.
    """
    found = _CODE.fullmatch(code) if code.isascii() else None
    if found is None:
        return None
    if int(found["county"]) >= FIRST_CITY:
        return Unit.CITY
    return Unit.GMINA if found["gmina"] else Unit.COUNTY
