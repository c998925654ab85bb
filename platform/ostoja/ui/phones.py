"""The telephone numbers that every page for residents shows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Text = str | Promise


@dataclass(frozen=True)
class PhoneNumber:
    """A number to call, whom one reaches, when to call it and at what hours."""

    number: str
    label: Text
    purpose: Text = ""
    hours: Text = ""
    display: str = ""

    @property
    def shown(self) -> str:
        """The number as people write it."""
        return self.display or self.number

    @property
    def uri(self) -> str:
        """The ``tel:`` address."""
        return tel_uri(self.number)


ROUND_THE_CLOCK = _("24 hours a day, every day")

# Shown beside a city's own, and alone where no city is known: when a page fails, say.
NATIONAL = (
    PhoneNumber("112", _("Emergency number"), _("When there is danger to life"), ROUND_THE_CLOCK),
    PhoneNumber("116 111", _("Helpline for children and young people"), hours=ROUND_THE_CLOCK),
    PhoneNumber("116 123", _("Helpline for adults in emotional crisis")),
    PhoneNumber(
        "800 70 2222", _("Support centre for adults in mental crisis"), hours=ROUND_THE_CLOCK
    ),
    PhoneNumber(
        "800 120 002",
        _("Blue Line"),
        _("For people who experience domestic violence"),
        ROUND_THE_CLOCK,
    ),
)


def tel_uri(number: str) -> str:
    """The ``tel:`` address of a number written for people."""
    return "tel:" + re.sub(r"[^\d+]", "", number)


def numbers_to_show(rows: Iterable[object]) -> list[PhoneNumber]:
    """A city's numbers in its own order, then the national ones that it does not list."""
    own = [_read(row) for row in rows]
    listed = {_without_country(phone) for phone in own}
    return own + [phone for phone in NATIONAL if _without_country(phone) not in listed]


def _without_country(phone: PhoneNumber) -> str:
    return phone.uri.removeprefix("tel:").removeprefix("+48")


def _read(row: object) -> PhoneNumber:
    """A number from the city's data: a mapping or an object, its texts plain or by language."""

    def text(name: str) -> str:
        value = row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)
        return in_this_language(value)

    return PhoneNumber(*map(text, ("number", "label", "purpose", "hours", "display")))


def in_this_language(value: Any) -> str:
    """A text that is plain, or kept by language."""
    if isinstance(value, Mapping):
        value = value.get(get_language()) or value.get("pl") or next(iter(value.values()), "")
    return str(value or "")
