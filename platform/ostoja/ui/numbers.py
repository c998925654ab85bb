"""Numbers as the page's language groups their digits, the same as browsers count."""

from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SMALLEST_TOLD = 5
"""Fewer people than these could be recognised in a figure."""

# CLDR's minimumGroupingDigits: 2000 but 20 000. Django groups from four digits on everywhere.
_WHOLE_UP_TO = {"pl": 9_999}


def grouped(number: int) -> str:
    """The number for a person to read; ``Intl.NumberFormat`` writes it alike."""
    is_short = abs(number) <= _WHOLE_UP_TO.get(get_language() or "pl", 0)
    return str(int(number)) if is_short else number_format(int(number), force_grouping=True)


def told(number: int) -> str:
    """A count of people's affairs for a figure without names: small ones are not told exactly."""
    if 0 < number < SMALLEST_TOLD:
        return _("fewer than %(number)d") % {"number": SMALLEST_TOLD}
    return grouped(number)


class Grouped(int):
    """A number that ``%s`` writes grouped; plural forms still see the number."""

    def __str__(self) -> str:
        return grouped(self)
