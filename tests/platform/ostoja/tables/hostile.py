"""Spreadsheets that nobody should open, made for tests."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter
import xlwt

Fill = Callable[[Any, Any], None]


def xlsx(fill: Fill) -> bytes:
    """A workbook whose first sheet ``fill`` writes."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        fill(book, book.add_worksheet("Dane"))
    return file.getvalue()


def xls(fill: Fill) -> bytes:
    """The same in the format of Excel 97."""
    book = xlwt.Workbook(encoding="utf-8")
    fill(book, book.add_sheet("Dane"))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_macro() -> bytes:
    """A workbook with a part that holds a macro."""
    file = io.BytesIO(xlsx(lambda _book, sheet: sheet.write(0, 0, "Nazwa")))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\x00" * 64)
    return file.getvalue()


def bomb() -> bytes:
    """Two megabytes that unpack to two gigabytes of one shared text."""
    source = xlsx(lambda _book, sheet: sheet.write(0, 0, "Nazwa"))
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as whole,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in whole.namelist():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, whole.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(b"<worksheet><sheetData><row><c t='inlineStr'><is><t>")
            for _megabyte in range(2048):
                sheet.write(b"A" * 1024 * 1024)
            sheet.write(b"</t></is></c></row></sheetData></worksheet>")
    return file.getvalue()


def protected() -> bytes:
    """What a workbook with a password begins with."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    return ole + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 512
