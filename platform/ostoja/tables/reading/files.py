"""Telling by its content what a file is, and refusing what is no table."""

from django.utils.translation import gettext_noop as _

from ostoja.tables.problems import Unreadable
from ostoja.tables.reading.delimited import read_delimited
from ostoja.tables.reading.sheet import MOST_BYTES, Sheet
from ostoja.tables.reading.workbook import read_workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENOUGH_TO_TELL = 2048
OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"{\\rtf": "RTF",
    b"MZ": "EXE",
    b"\x1f\x8b": "GZIP",
}


def read(content: bytes) -> Sheet:
    """The rows of an xlsx, ods, xls or CSV file; raises ``Unreadable``. The name is not asked:
    many a file called .xls is something else.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(
            _("The file is larger than %(most)s MB. Split it into several."),
            most=str(MOST_BYTES // 1024 // 1024),
        )
    sheet = _read(content)
    if not sheet.rows:
        raise Unreadable(_("The file holds no rows."))
    return sheet


def _read(content: bytes) -> Sheet:
    if content.startswith((ZIP, OLE)):
        return read_workbook(content)
    for beginning, name in OTHERS.items():
        if content.startswith(beginning):
            raise Unreadable(
                _("This is a %(kind)s file, not a table. Save it as .xlsx or .csv."), kind=name
            )
    _refuse_web_pages(content[:ENOUGH_TO_TELL].lower())
    return read_delimited(content)


def _refuse_web_pages(beginning: bytes) -> None:
    """What some programs export as .xls is HTML or XML inside."""
    if beginning.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(
        (b"<!doctype", b"<html", b"<?xml", b"<table")
    ):
        raise Unreadable(
            _(
                "The file is called a spreadsheet but holds a web page. Open it in your "
                "spreadsheet program and save it as .xlsx."
            )
        )
