"""Telephone numbers."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from ostoja.ui.phones import NATIONAL, numbers_to_show, tel_uri


@pytest.mark.parametrize(
    ("number", "uri"),
    [
        ("112", "tel:112"),
        ("800 70 2222", "tel:800702222"),
        ("+48 58 511-01-21", "tel:+48585110121"),
    ],
)
def test_a_number_can_be_dialled(number: str, uri: str) -> None:
    assert tel_uri(number) == uri


def test_the_national_numbers_are_those_of_the_promise() -> None:
    assert [phone.number for phone in NATIONAL] == [
        "112",
        "116 111",
        "116 123",
        "800 70 2222",
        "800 120 002",
    ]


def test_a_citys_own_numbers_come_first_and_none_is_shown_twice() -> None:
    own = [{"number": "+48800702222", "label": "Centrum"}, {"number": "585110121", "label": "OIK"}]
    shown = [phone.uri for phone in numbers_to_show(own)]
    assert shown[:2] == ["tel:+48800702222", "tel:585110121"]
    assert "tel:800702222" not in shown
    assert len(shown) == len(NATIONAL) + 1


def test_texts_by_language_fall_back_to_polish() -> None:
    row = SimpleNamespace(number="1", label={"pl": "po polsku", "en": "in English"}, hours={})
    with translation.override("en"):
        assert numbers_to_show([row])[0].label == "in English"
    with translation.override("uk"):
        assert numbers_to_show([row])[0].label == "po polsku"
        assert numbers_to_show([row])[0].hours == ""
