"""Telephones and PESELs in the one form that is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy.search.numbers import bare, pesel_number, phone_number, shown_phone


@pytest.mark.parametrize(
    "typed",
    [
        "600100200",
        "600 100 200",
        "600-100-200",
        "(600) 100 200",
        "+48 600 100 200",
        "0048600100200",
        "48600100200",
        "0600100200",
        "+48 (0) 600 100 200",
        "\u202a600\u00a0100\u2011200\u202c",
    ],
)
def test_a_polish_number_is_one_number_however_it_is_written(typed: str) -> None:
    assert phone_number(typed) == "+48600100200"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+380 44 000 00 00", "+380440000000"),
        ("00380440000000", "+380440000000"),
        ("+44 7700 900123", "+447700900123"),
        ("000 000 001", "+48000000001"),
    ],
)
def test_foreign_numbers_keep_their_country(typed: str, kept: str) -> None:
    assert phone_number(typed) == kept


@pytest.mark.parametrize(
    "typed", ["", "112", "60010020", "6001002000", "+48 600", "+0600100200", "abc", "٦٠٠١٠٠٢٠٠"]
)
def test_what_is_no_whole_number_is_none(typed: str) -> None:
    assert phone_number(typed) is None


@given(st.text(max_size=40))
def test_anything_can_be_typed(typed: str) -> None:
    number = phone_number(typed)
    assert number is None or (number.startswith("+") and phone_number(number) == number)
    assert pesel_number(typed) is None or pesel_number(bare(typed)) is not None


def test_a_kept_number_is_shown_in_groups_and_anything_else_as_it_is() -> None:
    assert shown_phone("+48600100200") == "+48 600 100 200"
    assert shown_phone("+447700900123") == "+447700900123"
    assert shown_phone("600 1") == "600 1"
    assert phone_number(shown_phone("+48600100200")) == "+48600100200"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("44051401359", "44051401359"),
        ("440514 01359", "44051401359"),
        ("440514-01359", "44051401359"),
        ("44051401358", None),
        ("44953101353", None),
        ("4405140135", None),
        ("٤٤٠٥١٤٠١٣٥٩", None),
        ("", None),
    ],
)
def test_a_pesel_has_a_day_and_a_digit_that_checks_it(typed: str, kept: str | None) -> None:
    assert pesel_number(typed) == kept
