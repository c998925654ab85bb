"""Files as a city's office keeps them: an old Excel with 300 partners, three of them broken."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
import xlwt

HEADINGS = ("Lp.", "Nazwa", "Rodzaj", "NIP", "Telefon", "E-mail", "Ulica", "Kod", "Miasto")
NIPS = ("5830000003", "5830000026", "5830000032")


def partners() -> list[list[Any]]:
    """Rows as they are typed: numbers as numbers, a wrong NIP, a missing name, a bad address."""
    rows = [_partner(number) for number in range(1, 301)]
    rows[16][3] = 5830000004  # the last digit checks the others
    rows[99][1] = ""
    rows[249][5] = "biuro@@przystan"
    return rows


def _partner(number: int) -> list[Any]:
    return [
        number,
        f"Stowarzyszenie „Łódka” nr {number}",
        "stowarzyszenie" if number % 2 else "instytucja publiczna",
        int(NIPS[0]) if number == 1 else "",
        f"58 511 {number // 100:02d} {number % 100:02d}",
        f"biuro{number}@lodka.example",
        f"ul. Żurawia {number}",
        "80-001" if number % 2 else 80001,
        "Gdańsk",
    ]


def old_excel(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The format of Excel 97, with a title above the headings."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Arkusz1")
    sheet.write(0, 0, "Wykaz partnerów systemu")
    for position, row in enumerate([headings, *rows]):
        for column, value in enumerate(row):
            sheet.write(position + 1, column, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def excel(rows: Sequence[Sequence[Any]], headings: Sequence[str] = HEADINGS) -> bytes:
    """The format of today."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Dane")
        for position, row in enumerate([headings, *rows]):
            sheet.write_row(position, 0, row)
    return file.getvalue()
