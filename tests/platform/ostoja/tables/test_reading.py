"""Files of every kind: their rows, or a refusal that says what to do."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from ostoja.tables.problems import Unreadable
from ostoja.tables.reading import MOST_BYTES, MOST_ROWS, Sheet, read
from ostoja.tables.reading.delimited import decoded, delimiter_of
from ostoja.tables.writing import as_csv, as_xlsx, with_apostrophe, without_apostrophe
from tests.platform.ostoja.tables import hostile

POLISH = "Nazwa;Miasto\r\nŻółta Łąka;Gdańsk\r\nŚwiąteczna Źrebię;Słupsk\r\n"


def cells(sheet: Sheet) -> list[list[str]]:
    return [row.cells for row in sheet.rows]


class TestDelimited:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859-2", "utf-16"])
    def test_encodings_of_polish_offices(self, encoding: str) -> None:
        sheet = read(POLISH.encode(encoding))
        assert cells(sheet)[1:] == [["Żółta Łąka", "Gdańsk"], ["Świąteczna Źrebię", "Słupsk"]]

    @pytest.mark.parametrize(
        "text", ["ó ł ż", "zwykły tekst", "ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż", "„cudzysłów”"]
    )
    def test_windows_1250(self, text: str) -> None:
        assert decoded(text.encode("cp1250")) == text

    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    def test_delimiters(self, delimiter: str) -> None:
        text = delimiter.join(["a", "b", "c"]) + "\n" + delimiter.join(["1", "2,5", "x"])
        quoted = text.replace("2,5", '"2,5"')
        assert delimiter_of(quoted) == delimiter
        assert cells(read(quoted.encode())) == [["a", "b", "c"], ["1", "2,5", "x"]]

    def test_lines_within_quotes_and_empty_rows(self) -> None:
        sheet = read('Nazwa;Opis\n\n;;\n"Łąka";"dwa\nwiersze; i ""cytat"""\n'.encode())
        assert cells(sheet) == [["Nazwa", "Opis"], ["Łąka", 'dwa\nwiersze; i "cytat"']]
        assert [row.number for row in sheet.rows] == [1, 4]

    def test_the_line_that_names_the_separator(self) -> None:
        sheet = read(b"sep=,\r\na,b\r\n1;2,3\r\n")
        assert cells(sheet) == [["a", "b"], ["1;2", "3"]]
        assert sheet.rows[0].number == 2

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "no rows"),
            (b"\n;;\n  ;\n", "no rows"),
            (b"a;b\x00;c\n1;2;3", "not a table"),
            (b'a;"b\nc', "quotation mark"),
            (b"a;b\n" + b"x" * 200_000, "longer than"),
            (b";".join([b"x"] * 300), "more than 200 columns"),
            (b"a;b\n" + b"1;2\n" * (MOST_ROWS + 50), "more than 20\xa0000 rows"),
            (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
            (b"%PDF-1.7", "PDF"),
            (b"\x89PNG\r\n", "PNG"),
            (b"MZ\x90", "EXE"),
            (b" \r\n<html><table><tr><td>Nazwa", "web page"),
            (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook>", "web page"),
        ],
    )
    def test_what_is_no_table_is_refused(self, content: bytes, words: str) -> None:
        with pytest.raises(Unreadable) as refusal:
            read(content)
        assert words in refusal.value.message % refusal.value.details

    @given(st.binary(max_size=3000))
    @settings(max_examples=300)
    def test_garbage_is_read_or_refused(self, content: bytes) -> None:
        if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return
        try:
            sheet = read(content)
        except Unreadable:
            return
        assert sheet.rows


class TestWorkbooks:
    @pytest.mark.parametrize("make", [hostile.xlsx, hostile.xls])
    def test_values_as_a_person_would_type_them(self, make: Callable[[Any], bytes]) -> None:
        def fill(book: Any, sheet: Any) -> None:
            day = datetime.date(2026, 12, 31)
            sheet.write(1, 1, "Nazwa")
            sheet.write(3, 1, "  Łąka ")
            sheet.write(3, 2, 5830000003)
            sheet.write(3, 3, 7.5)
            if isinstance(book, xlwt.Workbook):
                sheet.write(3, 4, day, xlwt.easyxf(num_format_str="DD.MM.YYYY"))
            else:
                sheet.write_datetime(3, 4, day, book.add_format({"num_format": "dd.mm.yyyy"}))
            sheet.write(3, 5, True)

        sheet = read(make(fill))
        assert [row.number for row in sheet.rows] == [2, 4]
        assert sheet.rows[1].cells == ["", "Łąka", "5830000003", "7.5", "2026-12-31", "true"]

    def test_formulas_give_their_result_and_a_note(self) -> None:
        def fill(_book: Any, sheet: Any) -> None:
            sheet.write(0, 0, "Nazwa")
            sheet.write_formula(1, 0, '="Łą"&"ka"', None, "Łąka")
            sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
            sheet.write(2, 0, "x")

        sheet = read(hostile.xlsx(fill))
        assert [row.cells[0] for row in sheet.rows] == ["Nazwa", "Łąka", "x"]
        assert "A2, B3" in sheet.notes[0].text

    @pytest.mark.parametrize("make", [hostile.xlsx, hostile.xls])
    def test_merged_cells_are_told(self, make: Callable[[Any], bytes]) -> None:
        def fill(book: Any, sheet: Any) -> None:
            sheet.write(0, 0, "Nazwa")
            if isinstance(book, xlwt.Workbook):
                sheet.write_merge(1, 2, 0, 0, "Łąka")
            else:
                sheet.merge_range("A2:A3", "Łąka")

        sheet = read(make(fill))
        assert cells(sheet)[1] == ["Łąka"]
        assert any("A2:A3" in note.text for note in sheet.notes)

    def test_only_the_first_sheet_that_holds_something_is_read(self) -> None:
        def fill(book: Any, _sheet: Any) -> None:
            book.add_worksheet("Druga").write(0, 0, "Nazwa")
            book.add_worksheet("Trzecia").write(0, 0, "x")

        sheet = read(hostile.xlsx(fill))
        assert cells(sheet) == [["Nazwa"]]
        assert "Druga" in sheet.notes[0].text
        assert "Trzecia" in sheet.notes[0].text

    def test_twenty_thousand_rows_are_read(self) -> None:
        def fill(_book: Any, sheet: Any) -> None:
            for row in range(MOST_ROWS):
                sheet.write_row(row, 0, [f"Łąka {row}", row])

        assert len(read(hostile.xlsx(fill)).rows) == MOST_ROWS

    def test_a_hundred_thousand_are_refused(self) -> None:
        def fill(_book: Any, sheet: Any) -> None:
            for row in range(100_000):
                sheet.write_number(row, 0, row)

        with pytest.raises(Unreadable, match="more than"):
            read(hostile.xlsx(fill))

    @pytest.mark.parametrize(
        ("make", "words"),
        [
            (hostile.with_macro, "macro"),
            (hostile.protected, "password"),
            (hostile.bomb, "too large"),
            (lambda: hostile.xlsx(lambda _b, s: s.write(1_048_575, 16_383, "z")), "columns"),
            (lambda: hostile.xlsx(lambda _b, s: s.write_row(0, 0, ["x"] * 300)), "columns"),
            (lambda: hostile.xls(lambda _b, s: s.write(65_535, 255, "z")), "columns"),
            (lambda: hostile.xlsx(lambda _b, s: None), "no rows"),
            (lambda: hostile.xlsx(lambda _b, s: s.write(0, 0, "a"))[:2000], "damaged"),
            (lambda: b"PK\x03\x04" + b"\x00" * 100, "damaged"),
            (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "damaged"),
        ],
        ids=["macro", "password", "bomb", "far", "wide", "far-xls", "empty", "cut", "zip", "ole"],
    )
    def test_hostile_files_are_refused(self, make: Callable[[], bytes], words: str) -> None:
        with pytest.raises(Unreadable) as refusal:
            read(make())
        assert words in refusal.value.message or "too large" in refusal.value.message


class TestWriting:
    @pytest.mark.parametrize(
        "text", ["=1+1", "+48 58", "-5", "@a", "\tx", "\rx", "=cmd|' /C calc'!A0", "'=x", "''@"]
    )
    def test_what_looks_like_a_formula_is_escaped_and_comes_back(self, text: str) -> None:
        assert with_apostrophe(text).startswith("'")
        assert without_apostrophe(with_apostrophe(text)) == text

    @pytest.mark.parametrize("text", ["", "'n Zomer", "Łąka", "58 511", "5-3"])
    def test_other_texts_stay_as_they_are(self, text: str) -> None:
        assert with_apostrophe(text) == without_apostrophe(text) == text

    @given(st.text())
    def test_every_text_comes_back(self, text: str) -> None:
        assert without_apostrophe(with_apostrophe(text)) == text

    ROWS = (["Nazwa", "Telefon"], ["Łąka; „Ćma”", "+48 58"], ["=1+1", "a\nb"])

    @pytest.mark.parametrize("write", [as_csv, lambda rows: as_xlsx("Dane", rows)])
    def test_what_is_written_is_read_again(self, write: Callable[[Any], bytes]) -> None:
        content = write(self.ROWS)
        assert cells(read(content)) == [list(row) for row in self.ROWS]
        assert not read(content).notes, "no cell became a formula"
