"""How a typed word is like a known one."""

import pytest
from hypothesis import given

from ostoja.privacy.search.likeness import (
    Likeness,
    best_of,
    is_one_slip,
    likeness,
    likeness_of_all,
    typed_words,
)
from tests.platform.ostoja.privacy.search.strategies import slips


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        ("kowalska", "kowalska", Likeness.SAME),
        ("łąka", "laka", Likeness.SAME),
        ("kow", "kowalska", Likeness.BEGINNING),
        ("ko", "kowalska", None),
        ("kowalski", "kowalska", Likeness.SOUND),
        ("kowlaska", "kowalska", Likeness.SLIP),
        ("kowalsla", "kowalska", Likeness.SLIP),
        ("koewalska", "kowalska", Likeness.SLIP),
        ("kwalska", "kowalska", Likeness.SLIP),
        ("kwlska", "kowalska", None),
        ("ewy", "ewa", Likeness.DECLINED),
        ("daniela", "daniel", Likeness.DECLINED),
        ("ewy", "iga", None),
        ("nowak", "kowal", None),
    ],
)
def test_from_the_same_to_nothing_in_common(typed: str, known: str, found: Likeness | None) -> None:
    [word] = typed_words(typed)
    assert likeness(word, known) == found


@given(slips())
def test_one_slip_is_always_seen(pair: tuple[str, str]) -> None:
    word, typed = pair
    assert is_one_slip(typed, word)
    assert is_one_slip(word, typed)
    [same] = typed_words(typed)
    assert likeness(same, word) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("abcdef", "badcfe"), ("abcde", "abcdefg"), ("abcde", "edcba"), ("abcde", "acbed")],
)
def test_two_slips_are_too_many(one: str, other: str) -> None:
    assert not is_one_slip(one, other)
    assert not is_one_slip(other, one)


def test_every_typed_word_must_be_like_a_known_one() -> None:
    known = ["anna", "maria", "kowalska"]
    assert likeness_of_all(typed_words("anna"), known) == Likeness.SAME
    assert likeness_of_all(typed_words("kowalska anna"), known) == Likeness.SAME
    assert likeness_of_all(typed_words("anna kow"), known) == Likeness.BEGINNING
    assert likeness_of_all(typed_words("anna kowlaska"), known) == Likeness.SLIP
    assert likeness_of_all(typed_words("anna nowak"), known) is None
    assert likeness_of_all(typed_words(""), known) is None
    assert likeness_of_all(typed_words("anna"), []) is None


def test_the_word_that_fits_best_counts() -> None:
    assert best_of(typed_words("anna")[0], ["annabella", "anna"]) == Likeness.SAME
    assert best_of(typed_words("zofia")[0], ["anna"]) is None
