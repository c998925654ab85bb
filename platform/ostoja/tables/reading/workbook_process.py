"""A program of its own: reads a spreadsheet from its input, writes its rows as JSON.

It imports nothing of ours, and gives its memory and time away before it looks at the file.
"""

import datetime
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

MEMORY = 1024**3
SECONDS = 20
MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
PROTECTED = "EncryptedPackage".encode("utf-16-le")
SHOWN = 5
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*>\s*<f[\s/>]')
_SHEET = re.compile(rb"<sheet [^>]*>")
_RELATION = re.compile(rb"<Relationship [^>]*>")


class Refused(Exception):
    """Its text is a key of ``REFUSALS`` on the other side."""


def main(most_rows: int, most_columns: int, most_characters: int) -> dict[str, Any]:
    """What stands in the file, or why it is refused."""
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        resource.setrlimit(kind, (limit, limit))
    try:
        content = sys.stdin.buffer.read()
        _refuse_at_sight(content)
        with load_workbook(io.BytesIO(content)) as book:
            return _described(content, book, (most_rows, most_columns, most_characters))
    except Refused as refusal:
        return {"refused": str(refusal)}
    except PasswordError:
        return {"refused": "password"}
    except (CalamineError, zipfile.BadZipFile):
        return {"refused": "broken"}


def _refuse_at_sight(content: bytes) -> None:
    if any(sign in content for sign in MACROS):
        raise Refused("macro")
    if PROTECTED in content:
        raise Refused("password")


def _described(
    content: bytes, book: CalamineWorkbook, most: tuple[int, int, int]
) -> dict[str, Any]:
    macros = (SheetTypeEnum.MacroSheet, SheetTypeEnum.Vba)
    if any(one.typ in macros for one in book.sheets_metadata):
        raise Refused("macro")
    position, sheet = _first_with_rows(book)
    if sheet is None:
        return {"rows": [], "notes": []}
    if sheet.end and sheet.end[1] >= most[1]:
        raise Refused("columns")
    notes = _notes(content, book, position, sheet)
    return {"rows": list(_rows(sheet, most)), "notes": notes}


def _first_with_rows(book: CalamineWorkbook) -> tuple[int, CalamineSheet | None]:
    for position, about in enumerate(book.sheets_metadata):
        if about.typ == SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_index(position)
            if sheet.height:
                return position, sheet
    return 0, None


def _rows(sheet: CalamineSheet, most: tuple[int, int, int]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty.

    Calamine gives the empty rows above the first one too, but not the empty columns beside it.
    """
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    taken = characters = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = margin + [_text(cell) for cell in row]
        if not any(cells):
            continue
        taken, characters = taken + 1, characters + sum(map(len, cells))
        if characters > most[2]:
            raise Refused("too large")
        if taken > most[0]:
            raise Refused("rows")
        yield number, cells


def _text(cell: Any) -> str:
    """As a person would type it: whole numbers without a point, days as 2026-12-31."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time.min:
        return cell.date().isoformat()
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="minutes")
    return str(cell)


def _notes(
    content: bytes, book: CalamineWorkbook, position: int, sheet: CalamineSheet
) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    if formulas := _formulas(content, position):
        found.append(("formulas", {"cells": _some(formulas)}))
    if merged := sheet.merged_cell_ranges:
        found.append(("merged", {"cells": _some([_range(*one) for one in merged])}))
    if others := [name for name in _filled(book) if name != sheet.name]:
        found.append(("sheets", {"read": sheet.name, "others": ", ".join(others)}))
    return found


def _filled(book: CalamineWorkbook) -> list[str]:
    """Sheets that a person sees and that hold something."""
    return [
        one.name
        for one in book.sheets_metadata
        if one.typ == SheetTypeEnum.WorkSheet
        and one.visible == SheetVisibleEnum.Visible
        and book.get_sheet_by_name(one.name).height
    ]


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")


def _range(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"{_column(start[1])}{start[0] + 1}:{_column(end[1])}{end[0] + 1}"


def _column(position: int) -> str:
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _formulas(content: bytes, position: int) -> list[str]:
    """Cells of xlsx with a formula; the old xls does not tell them apart here."""
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return []
        path = _path_of_sheet(archive, position)
        if path not in names:
            return []
        return [cell.decode() for cell in _FORMULA.findall(archive.read(path))]


def _path_of_sheet(archive: zipfile.ZipFile, position: int) -> str:
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    relations = _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    wanted = _attribute(sheets[position], "r:id") if position < len(sheets) else ""
    for relation in relations:
        if _attribute(relation, "Id") == wanted:
            return "xl/" + _attribute(relation, "Target").removeprefix("/xl/").lstrip("/")
    return ""


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb'\s%s="([^"]*)"' % name.encode(), tag)
    return found[1].decode(errors="replace") if found else ""


if __name__ == "__main__":
    json.dump(main(*map(int, sys.argv[1:])), sys.stdout)
