"""Spellings of one sound, and names that sound different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy.search.sounds import sounds_of
from ostoja.privacy.search.spelling import words_of


def sound_alike(one: str, other: str) -> bool:
    """Whether two names share a code."""
    [ours], [theirs] = words_of(one), words_of(other)
    return not sounds_of(ours).isdisjoint(sounds_of(theirs))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jóźwiak", "Juźwiak"),
        ("Rzepa", "Żepa"),
        ("Rzepa", "Zepa"),
        ("Chmiel", "Hmiel"),
        ("Gołąb", "Gołomb"),
        ("Gołąb", "Gołomp"),
        ("Sęk", "Senk"),
        ("Szymon", "Simon"),
        ("Czesław", "Cesław"),
        ("Anna", "Ana"),
        ("Natalia", "Natalja"),
        ("Natalia", "Nataliia"),
        ("Kowalski", "Kowalska"),
        ("Nowicki", "Nowicka"),
        ("Zawadzki", "Zawadzka"),
        ("Kowalski", "Kovalskyi"),
        ("Ковальський", "Kowalski"),
        ("Ковальська", "Kovalska"),
        ("Wiktor", "Victor"),
        ("Szewczenko", "Shevchenko"),
        ("Шевченко", "Shevchenko"),
        ("Ющенко", "Yushchenko"),
        ("Юлія", "Julia"),
        ("Юлія", "Yuliia"),
        ("Ольга", "Olga"),
        ("Сергій", "Sergij"),
        ("Євген", "Yevhen"),
        ("Михайло", "Mykhailo"),
        ("Zełenski", "Zelenskyy"),
        ("Jakub", "Jakup"),
        ("Schmidt", "Szmit"),
    ],
)
def test_what_is_heard_alike_shares_a_code(one: str, other: str) -> None:
    assert sound_alike(one, other)
    assert sound_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna", "Ewa"),
        ("Jan", "Jana"),
        ("Kowalski", "Kowal"),
        ("Nowak", "Nowacka"),
        ("Marek", "Marta"),
        ("Julia", "Ula"),
        ("Tomasz", "Damian"),
    ],
)
def test_what_is_heard_apart_does_not(one: str, other: str) -> None:
    assert not sound_alike(one, other)


@pytest.mark.parametrize("word", ["", "a", "jo", "12", "2026", "a1b2"])
def test_short_words_and_numbers_have_no_sound(word: str) -> None:
    assert sounds_of(word) == frozenset()


@given(st.text(min_size=3, max_size=20))
def test_whatever_was_typed_has_at_most_two(typed: str) -> None:
    for word in words_of(typed):
        assert len(sounds_of(word)) <= 2
