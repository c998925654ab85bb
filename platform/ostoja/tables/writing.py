"""Writing rows as CSV and XLSX, so that no cell is ever a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

import xlsxwriter

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
"""What a cell of XLSX holds."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")


def with_apostrophe(text: str) -> str:
    """The text as no spreadsheet program takes it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def without_apostrophe(text: str) -> str:
    """The text as it was before ``with_apostrophe``."""
    return text[1:] if _ESCAPED.match(text) else text


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """With semicolons and a mark of UTF-8, which is what Polish spreadsheet programs expect."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";")
    for row in rows:
        writer.writerow([with_apostrophe(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet; every cell is a text, and one that looks like a formula is quoted."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        write_sheet(book, title, rows)
    return written.getvalue()


def write_sheet(
    book: xlsxwriter.Workbook, title: str, rows: Iterable[Sequence[str | int]]
) -> xlsxwriter.worksheet.Worksheet:
    """Add a sheet; its first row is the headings and stays in sight. Numbers stay numbers."""
    sheet = book.add_worksheet(title[:31])
    bold = book.add_format({"bold": True, "bg_color": "#dfe9f1", "num_format": "@"})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    quoted = book.add_format({"num_format": "@", "quote_prefix": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for position, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, position, cell)
                continue
            look = bold if number == 0 else quoted if _FORMULA.match(cell) else text
            sheet.write_string(number, position, cell[:LONGEST_CELL], look)
        if number == 0:
            sheet.set_column(0, max(0, len(row) - 1), 22, text)
    return sheet
