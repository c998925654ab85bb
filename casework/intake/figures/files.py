"""A month as a file: what leaves the city, so small numbers are not in it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from casework.intake.figures.periods import Period, key_of
from casework.intake.figures.tables import Figures, figures_of
from ostoja.tables.writing import as_csv

NOT_TOLD = "#"
"""The mark of Poland's statistical office for what must stay secret."""


def figures_to_publish(month: Period) -> Figures:
    """A whole month that is over: months have no day in common that one could reckon out."""
    return figures_of(month, month.before(), exact=False)


def month_as_csv(month: Period) -> bytes:
    """One row for each number."""
    return as_csv(_rows(month))


def _rows(month: Period) -> Iterator[list[str]]:
    found, name = figures_to_publish(month), key_of(month)
    yield [_("Month"), _("Table"), _("Key"), _("What"), _("Conversations")]
    yield [name, _("All"), "received", _("conversations"), _cell(found.received[0])]
    yield [name, _("All"), "doubtful", _("left out as doubtful"), _cell(found.doubtful[0])]
    yield [name, _("All"), "median", _("minutes, median"), _cell(found.minutes.median[0])]
    nine = _cell(found.minutes.nine_of_ten[0])
    yield [name, _("All"), "nine_of_ten", _("minutes, nine of ten"), nine]
    for table in found.tables:
        for row in table.rows:
            yield [name, table.title, f"{table.key}:{row.key}", row.label, _cell(row.now)]


def _cell(number: int | None) -> str:
    return NOT_TOLD if number is None else str(number)
