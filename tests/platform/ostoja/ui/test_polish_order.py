"""Polish order and search without diacritics."""

import locale
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.ui.polish_order import ALPHABET, LONGEST_KEY, fold, polish_sort_key

IN_ORDER = [
    "1 Maja",
    "2 Pułku",
    "Ala",
    "Ąla",
    "Cela",
    "Ćwik",
    "Dom",
    "Dom dziecka",
    "„Dom” i praca",
    "Dom-Osiedle",
    "Domek",
    "Łąka",
    "Łódź",
    "Miejski Ośrodek",
    "Müller",
    "Muza",
    "Św. Brat",
    "Tama",
    "Zebra",
    "Źródło",
    "Żuraw",
    "Київ",
]


def test_names_stand_in_polish_order() -> None:
    shuffled = sorted(IN_ORDER, key=lambda name: name[::-1])
    assert sorted(shuffled, key=polish_sort_key) == IN_ORDER


def test_each_letter_comes_after_the_one_before_it() -> None:
    assert len(ALPHABET) == 35
    assert sorted(ALPHABET, key=polish_sort_key) == list(ALPHABET)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ŁÓDŹ", "łódź"),
        ("Fundacja „Przystań”", "Fundacja Przystań"),
        ("Łódz\N{COMBINING ACUTE ACCENT}", "Łódź"),
        ("  dwa   słowa ", "dwa-słowa"),
        ("Straße", "strasse"),
    ],
)
def test_what_is_written_differently_sorts_alike(one: str, other: str) -> None:
    assert polish_sort_key(one) == polish_sort_key(other)


@given(st.text(max_size=200))
def test_a_key_is_of_digits_and_fits_its_column(name: str) -> None:
    key = polish_sort_key(name)
    assert len(key) <= LONGEST_KEY
    assert all(sign in "0123456789" for sign in key)


@given(st.lists(st.text(alphabet=ALPHABET + " -1ü", max_size=20), max_size=20))
def test_any_collation_sorts_the_keys_alike(names: list[str]) -> None:
    keys = [polish_sort_key(name) for name in names]
    assert sorted(keys, key=locale.strxfrm) == sorted(keys)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ŁÓDŹ", "lodz"),
        ("Żółw–„Ćma”/Sum", "zolw cma sum"),
        ("św.  Brata", "sw brata"),
        ("Straße", "strasse"),
        ("Київ", "киів"),
        ("a\x00b", "ab"),
    ],
)
def test_search_forgets_capitals_and_diacritics(typed: str, found: str) -> None:
    assert fold(typed) == found


@pytest.mark.parametrize("function", [fold, polish_sort_key])
def test_an_empty_name_is_no_trouble(function: Callable[[str], str]) -> None:
    assert function("") == function(" – ") == ""
