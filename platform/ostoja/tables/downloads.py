"""Files that people take out: templates, exports, the rows that are to be mended."""

import io
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ostoja.tables.columns import ROW_NUMBER, WRONG, Column
from ostoja.tables.kinds import Store, Values
from ostoja.tables.models import BatchRow
from ostoja.tables.problems import Problem
from ostoja.tables.reading import MOST_ROWS
from ostoja.tables.reading.workbook import EXPLANATIONS
from ostoja.tables.writing import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx, write_sheet

FORMATS = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}
Table = Iterable[Sequence[str]]


def answer(name: str, file_format: str, content: bytes) -> HttpResponse:
    """The file, to be saved; its name says the day."""
    file_name = f"{slugify(name.replace('ł', 'l'))}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name}"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(content, content_type=FORMATS[file_format], headers=headers)


def written(title: str, file_format: str, rows: Table) -> bytes:
    """The table in one of the two formats."""
    return as_csv(rows) if file_format == "csv" else as_xlsx(title, rows)


def export(store: Store) -> list[list[str]]:
    """Headings and all rows, as an import reads them."""
    return [headings(store.columns), *(cells_of(store.columns, row) for row in store.rows())]


def headings(columns: Iterable[Column]) -> list[str]:
    """The headings in the page's language."""
    return [str(column.header) for column in columns]


def cells_of(columns: Iterable[Column], row: Values) -> list[str]:
    """One row as texts; what is not there is empty."""
    return [_written(column, row.get(column.key)) for column in columns]


def _written(column: Column, value: object) -> str:
    is_nothing = value is None or value in ("", []) or value == {}
    return "" if is_nothing else column.cell.write(value)


def broken_rows(columns: Sequence[Column], rows: Iterable[BatchRow]) -> Iterator[list[str]]:
    """The rows as they were brought in, with their number and what is wrong in front."""
    yield [_(ROW_NUMBER), _(WRONG), *headings(columns)]
    for row in rows:
        wrong = " ".join(_said(Problem.from_json(kept), columns) for kept in row.problems)
        cells = [row.cells.get(column.key, "") for column in columns]
        yield [str(row.number), wrong, *cells]


def _said(problem: Problem, columns: Iterable[Column]) -> str:
    names = {column.key: str(column.header) for column in columns}
    name = names.get(problem.column)
    return f"{name}: {problem.text}" if name else problem.text


def template(title: str, columns: Sequence[Column], file_format: str) -> bytes:
    """Headings and an example; as XLSX also what to choose from, and explanations."""
    rows = [headings(columns), [str(column.example) for column in columns]]
    if file_format == "csv":
        return as_csv(rows)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = write_sheet(book, title, rows)
        write_sheet(book, str(EXPLANATIONS), _explanations(columns)).set_column(0, 5, 32)
        _offer_options(book, sheet, columns)
    return file.getvalue()


def _explanations(columns: Iterable[Column]) -> Iterator[list[str]]:
    yield [_("Column"), _("Must be filled in"), _("What it is"), _("What to write"), _("Example")]
    for column in columns:
        yield [
            str(column.header),
            _("yes") if column.is_required else _("no"),
            str(column.explanation),
            str(column.cell.expected),
            str(column.example),
        ]


def _offer_options(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, columns: Sequence[Column]
) -> None:
    """Drop-down lists, whose values lie in a sheet of their own: a list may be long."""
    name = _("Lists")
    lists = book.add_worksheet(name)
    for position, column in enumerate(columns):
        options = column.cell.options
        if options:
            lists.write_column(0, position, options)
            letter = xlsxwriter.utility.xl_col_to_name(position, col_abs=True)
            source = f"='{name}'!{letter}$1:{letter}${len(options)}"
            sheet.data_validation(
                1, position, MOST_ROWS, position, {"validate": "list", "source": source}
            )
    lists.hide()
