"""The columns of a kind of table, and finding them in a file that somebody else made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from ostoja.tables.cells import Cell
from ostoja.tables.likeness import in_each_language, nearest, plain
from ostoja.tables.problems import CellError, Problem
from ostoja.tables.reading.sheet import MOST_ROWS, TITLE_ROWS, Row, Sheet, too_many_rows

ERASE = frozenset({"-", "–", "—"})
"""A cell with nothing else takes away what is there; an empty cell leaves it."""
ROW_NUMBER, WRONG = _("Row"), _("What is wrong")
"""Headings of the two columns that a file of broken rows has in front."""
LONGEST_HEADING = 60


@dataclass(frozen=True)
class Column:
    """``header`` names it in Polish and English; ``also`` are headings that old files use."""

    key: str
    header: str | Promise
    cell: Cell
    explanation: str | Promise = ""
    example: str | Promise = ""
    is_required: bool = False
    also: tuple[str, ...] = ()

    @property
    def words(self) -> set[str]:
        """Every heading it is known by."""
        return {*in_each_language(self.header), plain(self.key), *map(plain, self.also)}

    def read(self, text: str) -> Any:
        """The value of a cell that is not empty; raises ``CellError``."""
        if text.strip() not in ERASE:
            return self.cell.read(text)
        if self.is_required:
            raise CellError(_("This cell must be filled in."))
        return self.cell.nothing


class WrongColumns(Exception):
    """Columns that must be there are not. ``unknown`` says which may be meant by which."""

    def __init__(self, missing: list[Column], unknown: list[tuple[str, str]]) -> None:
        super().__init__("columns are missing")
        self.missing, self.unknown = missing, unknown

    @property
    def text(self) -> str:
        """In the present language."""
        quoted = [gettext("“%(name)s”") % {"name": column.header} for column in self.missing]
        return gettext("Columns are missing: %(missing)s.") % {"missing": ", ".join(quoted)}


@dataclass(frozen=True)
class Arranged:
    """Rows of a file as cells by the key of their column; empty cells are left out."""

    columns: list[str]
    rows: list[tuple[int, dict[str, str]]]
    notes: list[Problem] = field(default_factory=list)


def arrange(sheet: Sheet, columns: Sequence[Column]) -> Arranged:
    """Find the headings among the first rows, and the cells below them.

    Raises ``WrongColumns``, and ``Unreadable`` where there are too many rows.
    """
    by_word = {word: column for column in reversed(columns) for word in column.words}
    heading = max(sheet.rows[:TITLE_ROWS], key=lambda row: len(_known(row, by_word)))
    found = _known(heading, by_word)
    unknown = _unknown(heading, found, columns)
    missing = [one for one in columns if one.is_required and one not in found.values()]
    if missing:
        raise WrongColumns(missing, unknown)
    below = sheet.rows[sheet.rows.index(heading) + 1 :]
    if len(below) > MOST_ROWS:
        raise too_many_rows()
    rows = [(row.number, _cells(row, found)) for row in below]
    filled = [(number, cells) for number, cells in rows if cells]
    kept = _without_examples(filled, columns)
    notes = [*sheet.notes, *_notes(unknown, has_example=len(kept) < len(filled))]
    keys = [column.key for column in found.values()]
    return Arranged(keys, kept, notes)


def _known(row: Row, by_word: Mapping[str, Column]) -> dict[int, Column]:
    """Position to column; of two with the same heading the first counts."""
    found: dict[int, Column] = {}
    for position, text in enumerate(row.cells):
        column = by_word.get(plain(text))
        if column is not None and column not in found.values():
            found[position] = column
    return found


def _unknown(
    row: Row, found: Mapping[int, Column], columns: Iterable[Column]
) -> list[tuple[str, str]]:
    ours = {word for name in (ROW_NUMBER, WRONG) for word in _marked(name)}
    free = [str(one.header) for one in columns if one not in found.values()]
    return [
        (text[:LONGEST_HEADING], nearest(text, free))
        for position, text in enumerate(row.cells)
        if position not in found and plain(text) and plain(text) not in ours
    ]


def _marked(message: str) -> set[str]:
    from django.utils.translation import gettext_lazy

    return in_each_language(gettext_lazy(message))


def _cells(row: Row, found: Mapping[int, Column]) -> dict[str, str]:
    return {
        column.key: row.cells[position]
        for position, column in found.items()
        if position < len(row.cells) and row.cells[position]
    }


Numbered = list[tuple[int, dict[str, str]]]


def _without_examples(rows: Numbered, columns: Iterable[Column]) -> Numbered:
    """The row that the template shows may have been left where it was."""
    examples = {one.key: in_each_language(one.example) for one in columns}
    return [
        (number, cells)
        for number, cells in rows
        if len(cells) == 1 or any(plain(text) not in examples[key] for key, text in cells.items())
    ]


def _notes(unknown: Iterable[tuple[str, str]], *, has_example: bool) -> list[Problem]:
    notes = []
    for heading, near in unknown:
        if near:
            message = _("The column “%(heading)s” is left out. Did you mean “%(near)s”?")
        else:
            message = _("The column “%(heading)s” is not known here and is left out.")
        notes.append(Problem(message, {"heading": heading, "near": near}))
    if has_example:
        notes.append(Problem(_("The example of the template was left out.")))
    return notes


def row_numbers(sheet: Sheet) -> dict[int, int]:
    """Where a file of broken rows says so: the row of this file to the row of the first one."""
    words = _marked(ROW_NUMBER)
    for heading in sheet.rows[:TITLE_ROWS]:
        for position, text in enumerate(heading.cells):
            if plain(text) in words:
                return _numbers_below(sheet, position)
    return {}


def _numbers_below(sheet: Sheet, position: int) -> dict[int, int]:
    found = {}
    for row in sheet.rows:
        text = row.cells[position] if position < len(row.cells) else ""
        if text.isascii() and text.isdigit():
            found[row.number] = int(text)
    return found
