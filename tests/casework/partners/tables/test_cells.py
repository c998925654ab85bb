"""Telephones, texts in several languages, names."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.partners.tables.cells import Names, Phone, Phones, Texts, Week
from ostoja.tables.cells import Cell
from ostoja.tables.problems import CellError
from tenants.translated import TranslatedText


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("58 511 01 21", ["58 511 01 21"]),
        ("tel. 58 511-01-21", ["58 511-01-21"]),
        ("58/511 01 21", ["58/511 01 21"]),
        ("58 511 01 21 / 601 000 000", ["58 511 01 21 ", " 601 000 000"]),
        ("585110121; 58 511 01 21, 116 123", ["585110121", "116 123"]),
        ("112 lub +49 30 1234567\n601000000", ["112", "+49 30 1234567", "601000000"]),
    ],
)
def test_telephones(text: str, numbers: list[str]) -> None:
    assert Phones().read(text) == [number.strip() for number in numbers]


@pytest.mark.parametrize("text", ["58 511", "zadzwoń", "58 511 01 21 w. 12", "fax 585110121"])
def test_what_is_no_telephone(text: str) -> None:
    for cell in (Phone(), Phones()):
        with pytest.raises(CellError):
            cell.read(text)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Pomaga.", {"pl": "Pomaga."}),
        (
            "pl: Pomaga.\nen: Helps.\nUK: Допомагає.",
            {"pl": "Pomaga.", "en": "Helps.", "uk": "Допомагає."},
        ),
        ("Pomaga.\nOd lat.\nen: Helps.", {"pl": "Pomaga.\nOd lat.", "en": "Helps."}),
        ("en: Helps.", {"en": "Helps."}),
    ],
)
def test_texts(text: str, texts: dict[str, str]) -> None:
    read = Texts(100).read(text)
    assert read == texts
    assert Texts(100).read(Texts(100).write(read)) == texts


def test_languages_that_a_file_does_not_speak_of_stay() -> None:
    before = TranslatedText({"pl": "Dawny", "en": "Old"})
    assert Texts(9).merged(before, Texts(9).read("Nowy")) == {"pl": "Nowy", "en": "Old"}
    assert Texts(9).merged(before, Texts(9).nothing) == {}


@given(
    st.sampled_from([Phone(), Phones(), Texts(50), Names(), Week()]),
    st.text(min_size=1, max_size=80),
)
def test_nothing_that_is_written_breaks_a_cell(cell: Cell, text: str) -> None:
    try:
        value: Any = cell.read(text)
    except CellError:
        return
    if value:
        assert cell.read(cell.write(value)) == value
