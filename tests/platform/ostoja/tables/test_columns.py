"""Finding headings and rows in files that somebody else made."""

import pytest

from ostoja.tables.cells import Text
from ostoja.tables.columns import Column, WrongColumns, arrange, row_numbers
from ostoja.tables.problems import Unreadable
from ostoja.tables.reading import MOST_ROWS, Row, Sheet

COLUMNS = [
    Column("name", "Nazwa", Text(50), example="Łąka", is_required=True, also=("podmiot",)),
    Column("short_name", "Nazwa skrócona", Text(20), example="Ł"),
    Column("town", "Miasto", Text(20)),
]


def sheet(*rows: list[str]) -> Sheet:
    return Sheet([Row(number, cells) for number, cells in enumerate(rows, start=1)])


def test_headings_below_a_title_in_any_order_and_writing() -> None:
    found = arrange(
        sheet(["Wykaz"], ["stan na dziś"], ["MIASTO", "", " nazwa: "], ["Gdańsk", "x", "Łąka"]),
        COLUMNS,
    )
    assert found.columns == ["town", "name"]
    assert found.rows == [(4, {"town": "Gdańsk", "name": "Łąka"})]


def test_other_words_for_a_column() -> None:
    assert arrange(sheet(["Podmiot"], ["Łąka"]), COLUMNS).rows == [(2, {"name": "Łąka"})]


def test_missing_and_unknown_columns_with_the_nearest() -> None:
    with pytest.raises(WrongColumns) as wrong:
        arrange(sheet(["Nazwa skócona", "Lp."], ["a", "1"]), COLUMNS)
    assert [column.key for column in wrong.value.missing] == ["name"]
    assert wrong.value.unknown == [("Nazwa skócona", "Nazwa skrócona"), ("Lp.", "")]


def test_unknown_columns_are_noted_and_the_first_of_two_counts() -> None:
    found = arrange(sheet(["Nazwa", "Mjasto", "Nazwa"], ["a", "b", "c"]), COLUMNS)
    assert found.rows == [(2, {"name": "a"})]
    assert [note.details["near"] for note in found.notes] == ["Miasto", ""]


def test_rows_shorter_and_longer_than_the_headings() -> None:
    found = arrange(sheet(["Nazwa", "Miasto"], ["a"], ["b", "c", "d"]), COLUMNS)
    assert found.rows == [(2, {"name": "a"}), (3, {"name": "b", "town": "c"})]


def test_the_example_of_the_template_is_left_out() -> None:
    found = arrange(sheet(["Nazwa", "Nazwa skrócona"], ["Łąka", "Ł"], ["Łąka", "x"]), COLUMNS)
    assert found.rows == [(3, {"name": "Łąka", "short_name": "x"})]
    assert len(found.notes) == 1


def test_too_many_rows() -> None:
    rows = [["Nazwa"], *([["a"]] * (MOST_ROWS + 1))]
    with pytest.raises(Unreadable):
        arrange(sheet(*rows), COLUMNS)


def test_a_file_of_broken_rows_says_which_they_were() -> None:
    found = sheet(["Wiersz", "Co jest nie tak", "Nazwa"], ["19", "źle", "a"], ["", "", "b"])
    assert row_numbers(found) == {2: 19}
    assert arrange(found, COLUMNS).notes == []
    assert row_numbers(sheet(["Nazwa"], ["12"])) == {}
