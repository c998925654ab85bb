"""What people write in cells, and what it means."""

import datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from ostoja.tables.cells import Cell, Day, Email, Number, Text, WebAddress, YesNo
from ostoja.tables.choosing import Choice, Reference, SeveralChoices
from ostoja.tables.numbers import Nip, PostalCode, Regon
from ostoja.tables.problems import CellError

LANGUAGES = SeveralChoices(
    [("pl", "polski"), ("uk", "ukraiński"), ("other", "inny, nieznany")], {"uk": ["ua"]}
)
BODIES = Reference(
    [("a", "Fundacja Łąka", ["FŁ"]), ("b", "Fundacja Łąka", []), ("c", "Żuraw", ["", "FŁ"])]
)


@pytest.mark.parametrize(
    ("cell", "text", "value"),
    [
        (Text(20), " dwa   słowa ", "dwa słowa"),
        (Text(20, lines=True), "dwa\nwiersze", "dwa\nwiersze"),
        (Email(), "Biuro@Laka.Example", "biuro@laka.example"),
        (Email(), "mailto:a@b.example", "a@b.example"),
        (WebAddress(), "www.laka.example", "https://www.laka.example"),
        (WebAddress(), "http://laka.example/a", "http://laka.example/a"),
        *((YesNo(), text, True) for text in ("TAK", "x", "1", "true", "Prawda", "+", "t")),
        *((YesNo(), text, False) for text in ("nie", "0", "false", "fałsz", "N", "brak")),
        (Number(0, 2000), "1 200", 1200),
        (Number(0, 2000), "12,0", 12),
        (Number(0, 2000), "12.", 12),
        *(
            (Day(), text, datetime.date(2026, 12, 31))
            for text in ("31.12.2026", "2026-12-31", "31-12-2026", "31/12/2026", "46387")
        ),
        (Day(), "6.9.2019 r.", datetime.date(2019, 9, 6)),
        (Day(), "2019-09-06 00:00:00", datetime.date(2019, 9, 6)),
        *(
            (Nip(), text, "5830000003")
            for text in ("583-000-00-03", "PL 5830000003", "NIP: 5830000003")
        ),
        (Regon(), "192598184", "192598184"),
        (Regon(), "1.92598184", "192598184"),
        *((PostalCode(), text, "80-001") for text in ("80-001", "80001", "80 001", "80–001")),
        (PostalCode(), "1234", "01-234"),
        (LANGUAGES, "ukraiński, POLSKI", ["pl", "uk"]),
        (LANGUAGES, "ua;pl", ["pl", "uk"]),
        (LANGUAGES, "inny, nieznany", ["other"]),
        (LANGUAGES, "inny, nieznany; polski", ["pl", "other"]),
        (BODIES, "żuraw", "c"),
        (BODIES, "a", "a"),
    ],
)
def test_what_is_understood(cell: Cell, text: str, value: Any) -> None:
    assert cell.read(text) == value
    assert cell.read(cell.write(value)) == value, "what is written is read again"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (Text(5), "za długie"),
        (Text(5), "a\x00"),
        (Text(5), "a\ud800"),
        (Email(), "biuro@@laka"),
        (Email(), "a@b.example, c@d.example"),
        (WebAddress(), "javascript://alert(1)"),
        (WebAddress(), "nie ma"),
        (WebAddress(), "https://" + "a" * 300 + ".example"),
        (YesNo(), "może"),
        (Number(0, 120), "121"),
        (Number(0, 120), "-1"),
        (Number(0, 120), "12,5"),
        (Number(0, 120), "٣"),
        (Number(0, 120), "9" * 400),
        (Day(), "31.02.2026"),
        (Day(), "31.12.26"),
        (Day(), "0001-01-01"),
        (Day(), "99999"),
        (Nip(), "5830000004"),
        (Nip(), "0000000000"),
        (Nip(), "583000000"),
        (Regon(), "192598185"),
        (Regon(), "0"),
        (PostalCode(), "800-01a"),
        (LANGUAGES, "klingoński"),
        (BODIES, "Fundacja Łąka"),
        (BODIES, "FŁ"),
        (BODIES, "nikt"),
    ],
)
def test_what_is_refused(cell: Cell, text: str) -> None:
    with pytest.raises(CellError) as error:
        cell.read(text)
    assert error.value.problem("column").text


CELLS = (
    Text(50),
    Email(),
    WebAddress(),
    YesNo(),
    Number(0, 9),
    Day(),
    Nip(),
    Regon(),
    PostalCode(),
    LANGUAGES,
    BODIES,
)


@given(st.sampled_from(CELLS), st.text(min_size=1, max_size=80))
def test_nothing_that_is_written_breaks_a_cell(cell: Cell, text: str) -> None:
    try:
        value = cell.read(text)
    except CellError:
        return
    assert cell.read(cell.write(value)) == value


def test_a_near_value_is_suggested() -> None:
    with pytest.raises(CellError) as error:
        LANGUAGES.read("ukrainski jezyk")
    assert error.value.details.get("near", "ukraiński") == "ukraiński"
    with translation.override("pl"), pytest.raises(CellError) as error:
        Reference([("a", "Fundacja Łąka", [])]).read("Fundacja Lonka")
    assert error.value.problem().text == (
        "Nie znamy wartości „Fundacja Lonka”. Czy chodzi o „Fundacja Łąka”?"
    )


def test_names_that_are_not_alone_are_written_as_keys() -> None:
    assert [BODIES.write(key) for key in "abc"] == ["a", "b", "Żuraw"]


def test_a_choice_is_known_in_both_languages_of_the_staff() -> None:
    from ostoja.access.roles import Role

    choice = Choice(Role.choices())
    assert choice.read("koordynator") == choice.read("Coordinator") == "coordinator"


@pytest.mark.parametrize("cell", CELLS)
def test_each_says_what_it_expects(cell: Cell) -> None:
    assert str(cell.expected)
