"""Whatever was typed, the words that are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy.search.spelling import (
    LONGEST_WORD,
    MOST_WORDS,
    plain,
    plain_words,
    words_of,
)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Zażółć GĘŚLĄ jaźń", ["zazolc", "gesla", "jazn"]),
        ("Kowalska-Nowak", ["kowalska", "nowak"]),
        ("Kowalska\u2010Nowak", ["kowalska", "nowak"]),
        ("O'Neil", ["oneil"]),
        ("O\u2019Neil", ["oneil"]),
        ("  Anna \t Maria\nZofia ", ["anna", "maria", "zofia"]),
        ("Straße Müller", ["strasse", "muller"]),
        ("A\u0142a e\u0301va", ["ala", "eva"]),
        ("\u202eAnna\u202c", ["anna"]),
        ("An\u200bna\u00adlena", ["annalena"]),
        ("Ａｎｎａ", ["anna"]),
        ("An\x00na", ["an", "na"]),
        ("\ud800Anna", ["anna"]),
        ("Osoba 12", ["osoba", "12"]),
        ("IK.12.2026", ["ik", "12", "2026"]),
        ("…!?", []),
        ("", []),
        ("زهرة", ["زهرة"]),
    ],
)
def test_a_word_is_what_is_left_without_case_signs_and_diacritics(
    typed: str, words: list[str]
) -> None:
    assert plain_words(typed) == words


@pytest.mark.parametrize(
    ("cyrillic", "polish"),
    [
        ("Олена", "Olena"),
        ("Олена", "Ołena"),
        ("Наталя", "Natalia"),
        ("Шевченко", "Szewczenko"),
        ("Ющенко", "Juszczenko"),
        ("В\u02bcячеслав", "Wiaczesław"),
        ("Їжакевич", "Jiżakewycz"),
        ("Ґалаґан", "Gałagan"),
        ("Сергій", "Serhij"),
        ("Людмила", "Liudmyła"),
        ("Святлана", "Swiatłana"),
    ],
)
def test_cyrillic_is_spelled_as_polish_spells_it(cyrillic: str, polish: str) -> None:
    assert plain_words(cyrillic) == plain_words(polish)


def test_the_diacritics_are_kept_for_the_sound() -> None:
    assert words_of("Józef Żółw") == ["józef", "żółw"]
    assert plain("żółw") == "zolw"


@given(st.text(max_size=300))
def test_anything_can_be_typed(typed: str) -> None:
    words = plain_words(typed)
    assert len(words) <= MOST_WORDS
    for word in words:
        assert word == "" or word.encode()
        assert not set(word) & set(" -'\x00")


def test_a_megabyte_is_cut() -> None:
    [word] = words_of("ą" * 1_000_000)
    assert len(word) == LONGEST_WORD
    assert len(words_of("anna " * 1000)) == MOST_WORDS
