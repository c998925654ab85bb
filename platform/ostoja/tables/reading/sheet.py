"""What is read from a file, and how much of it is taken."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop as _

from ostoja.tables.problems import Problem, Unreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
"""Rows with data; a few more are read, since titles may stand above the headings."""
TITLE_ROWS = 15
MOST_COLUMNS = 200
MOST_CHARACTERS = 60_000_000
"""Of a whole file, once unpacked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; ``number`` as the spreadsheet program shows it."""

    number: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file, and what its reader should know of how they were read."""

    rows: list[Row]
    notes: list[Problem] = field(default_factory=list)


def too_many_rows() -> Unreadable:
    """The refusal of a file that is too long; reading stops where it is seen."""
    return Unreadable(
        _("The file has more than %(most)s rows. Split it into several files."),
        most=f"{MOST_ROWS:_}".replace("_", "\N{NO-BREAK SPACE}"),
    )
