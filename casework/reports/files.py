"""A report as CSV, XLSX and PDF: the same tables as on the page."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from casework.reports.kinds import FileFormat
from casework.reports.periods import in_words, name_of
from casework.reports.report import Report
from casework.reports.shown import kept_in_words, parts_of
from ostoja.tables.writing import CSV_TYPE, XLSX_TYPE, as_csv, write_sheet
from ostoja.ui.print_fonts import setting
from tenants.profile.selectors import profile

TEMPLATE = Path(__file__).parent / "print" / "report.typ"
TYPES = {
    FileFormat.CSV: CSV_TYPE,
    FileFormat.XLSX: XLSX_TYPE,
    FileFormat.PDF: "application/pdf",
}


def file_of(report: Report, file_format: FileFormat) -> bytes:
    """The report in this form."""
    writers = {FileFormat.CSV: _csv, FileFormat.XLSX: _xlsx, FileFormat.PDF: _pdf}
    return writers[file_format](report)


def name_of_file(report: Report, file_format: FileFormat) -> str:
    """“report-system-2026-10.pdf”; one with small numbers says so."""
    inside = "-internal" if report.exact else ""
    period = name_of(report.now).replace("–", "--")
    return f"report-{report.kind}-{period}{inside}.{file_format}"


def headings(report: Report) -> list[tuple[str, str]]:
    """What stands above the tables: the city, the times, and how far it may be passed on."""
    return [
        (_("City"), profile().name),
        (_("Period"), in_words(report.now)),
        (_("Compared with"), in_words(report.then)),
        (_("Who may have it"), reach(report)),
        (_("Not counted"), kept_in_words(report)),
    ]


def reach(report: Report) -> str:
    """Whether it may leave the city."""
    if report.exact:
        return _("Inside the city only: it holds small numbers, by which people may be recognised.")
    return _(
        "May be passed on: numbers under 5, and what they could be reckoned out of, are not told"
        " (#). 12+ means 12 and a part that is not told. What continues from before is rounded to"
        " fives. Unmet needs are told of whole years."
    )


def _csv(report: Report) -> bytes:
    return as_csv([str(one) for one in row] for row in _lines(report))


def _lines(report: Report) -> Iterator[list[str | int]]:
    yield [_("Table"), _("Key"), _("What"), _("Column"), pgettext("reports", "Number")]
    for name, text in headings(report):
        yield [report.title, "", name, "", text]
    for part in parts_of(report):
        for label, *cells in part.rows:
            for heading, one in zip(part.head[1:], cells, strict=True):
                yield [part.title, part.key, label, heading, one]


def _xlsx(report: Report) -> bytes:
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"title": report.title})
        write_sheet(book, _("Report"), [[report.title, ""], *map(list, headings(report))])
        for at, part in enumerate(parts_of(report), 1):
            write_sheet(book, sheet_name(at, part.title), [part.head, *part.rows])
    return written.getvalue()


def sheet_name(at: int, title: str) -> str:
    """Numbered, so that no two are alike once they are cut; without what XLSX refuses."""
    plain = "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)
    return f"{at}. {plain}"[:31].strip()


def _pdf(report: Report) -> bytes:
    """PDF/UA-1; the same report gives the same bytes."""
    return setting.pdf_of(TEMPLATE, _said(report))


def _said(report: Report) -> dict[str, Any]:
    return {
        "language": (get_language() or "pl")[:2],
        "title": f"{report.title}, {in_words(report.now)}",
        "city": profile().name,
        "headings": headings(report),
        "page": _("page"),
        "parts": [
            {
                "title": part.title,
                "note": part.note,
                "head": part.head,
                "rows": [[str(one) for one in row] for row in part.rows],
            }
            for part in parts_of(report)
        ],
    }
