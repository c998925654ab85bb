"""CSV as it is met: UTF-8 or an old Polish encoding, semicolons, tabs or commas."""

import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from ostoja.tables.problems import Unreadable
from ostoja.tables.reading.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    TITLE_ROWS,
    Row,
    Sheet,
    too_many_rows,
)
from ostoja.tables.writing import without_apostrophe

DELIMITERS = ";\t,|"
LONGEST_CELL = 100_000
ROWS_TO_TELL = 5
POLISH = frozenset("ąśźĄŚŹ")
"""The letters that Windows-1250 and ISO-8859-2 keep in different places."""
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f]")


def read_delimited(content: bytes) -> Sheet:
    """The rows of a CSV file, read one by one; raises ``Unreadable``."""
    text = decoded(content)
    if "\x00" in text:
        raise Unreadable(_("The file is not a table. Save it as .xlsx or .csv."))
    named = _SEPARATOR_LINE.match(text)
    lines_before = 1 if named else 0
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else delimiter_of(text)
    csv.field_size_limit(LONGEST_CELL)
    try:
        return Sheet(list(_rows(text, delimiter, lines_before)))
    except csv.Error:
        raise Unreadable(
            _(
                "The file cannot be read as CSV: a quotation mark is not closed, or a cell is "
                "longer than %(most)s characters."
            ),
            most=str(LONGEST_CELL),
        ) from None


def _rows(text: str, delimiter: str, lines_before: int) -> Iterator[Row]:
    """Numbers count records, as a spreadsheet program that opens the file does."""
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    taken = 0
    for number, record in enumerate(records, start=1 + lines_before):
        cells = [without_apostrophe(cell.strip()) for cell in record]
        if not any(cells):
            continue
        taken += 1
        if taken > MOST_ROWS + TITLE_ROWS:
            raise too_many_rows()
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("Row %(row)s has more than %(most)s columns."),
                row=str(number),
                most=str(MOST_COLUMNS),
            )
        yield Row(number, cells)


def decoded(content: bytes) -> str:
    """The text: by its mark, as UTF-8, or in the old encoding that gives Polish letters."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return max(_old_readings(content), key=_plausibility)


def _old_readings(content: bytes) -> list[str]:
    """Windows first: of two readings that are alike the first is taken."""
    return [content.decode(name, errors="replace") for name in ("cp1250", "iso8859-2")]


def _plausibility(text: str) -> int:
    return sum(map(text.count, POLISH)) - 2 * len(_CONTROL.findall(text)) - 2 * text.count("\ufffd")


def delimiter_of(text: str) -> str:
    """The sign that divides the first rows into the most cells."""
    return max(DELIMITERS, key=lambda sign: _cells_with(text, sign))


def _cells_with(text: str, delimiter: str) -> int:
    records = csv.reader(io.StringIO(text[:LONGEST_CELL], newline=""), delimiter=delimiter)
    try:
        return sum(len(record) for record, _n in zip(records, range(ROWS_TO_TELL), strict=False))
    except csv.Error:
        return 0
