"""Terms: what finds, what stays apart, and how little they tell."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy.keys import KeyMissing, create_key, destroy_key, forget_keys
from ostoja.privacy.search import terms
from ostoja.privacy.search.likeness import likeness, typed_words
from ostoja.privacy.search.spelling import plain_words, words_of
from ostoja.privacy.search.terms import (
    BITS,
    STEP,
    Kind,
    exact_term,
    filled_up,
    kept_terms,
    number_term,
    wanted_terms,
)
from tenants.fence import NotEntered, entered
from tests.platform.ostoja.privacy.search.strategies import WORDS, slips

NAME = "Aleksandra Brzęczyszczykiewicz-Żółć"
pytestmark = pytest.mark.usefixtures("city_keys")


def finds(typed: str, text: str) -> bool:
    """Whether each word typed leads to the text, whatever else it leads to."""
    kept = kept_terms("name", text)
    return all(wanted_terms("name", word) & kept for word in words_of(typed))


@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_every_beginning_of_three_letters_finds(words: list[str], data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(words))
    length = data.draw(st.integers(3, len(word)))
    with entered("gdansk"):
        assert finds(word[:length], " ".join(words))


@given(slips())
def test_one_slip_in_a_word_of_five_letters_finds(pair: tuple[str, str]) -> None:
    word, typed = pair
    with entered("gdansk"):
        assert finds(typed, word)


@pytest.mark.parametrize(
    ("typed", "known"),
    [("Олена", "Ołena"), ("olena", "Олена"), ("Juźwiak", "Jóźwiak"), ("Shevchenko", "Шевченко")],
)
def test_other_scripts_and_sounds_find(typed: str, known: str) -> None:
    with entered("gdansk"):
        assert finds(typed, known)


@given(st.text("aóuszchrżikw", min_size=2, max_size=9), st.text("aóuszchrżikw", max_size=9))
def test_whatever_is_decided_to_be_alike_is_also_led_to(typed: str, known: str) -> None:
    [ours], [theirs] = typed_words(typed), words_of(known) or [""]
    with entered("gdansk"):
        assert likeness(ours, theirs) is None or finds(typed, known)


def test_what_has_nothing_in_common_is_mostly_not_looked_at() -> None:
    with entered("gdansk"):
        led = [finds(f"xq{number}wv{number}", NAME) for number in range(500)]
    assert sum(led) < 10


@given(WORDS)
def test_two_cities_share_no_hash(word: str) -> None:
    """Before they are cut: of a million values two may meet by chance."""
    found = {}
    for slug in ("gdansk", "gdynia"):
        with entered(slug), pytest.MonkeyPatch.context() as patch:
            patch.setattr(terms, "_cut", int.from_bytes)
            found[slug] = kept_terms("name", word) | {number_term("phone", word)}
    assert not found["gdansk"] & found["gdynia"]


def test_each_field_and_kind_has_a_key_of_its_own() -> None:
    with entered("gdansk"):
        found = {
            terms._term(field, kind, "anna") for field in ("name", "pseudonym") for kind in Kind
        }
    assert len(found) == 2 * len(Kind)


def test_terms_are_short_and_tell_neither_order_nor_number() -> None:
    row = uuid4()
    with entered("gdansk"):
        kept = filled_up(kept_terms("name", NAME), row)
        few = filled_up(kept_terms("name", "Ewa"), row)
    assert kept == sorted(kept) and max(kept) < 2**BITS
    assert len(kept) % STEP == 0 and len(few) == STEP
    assert len(set(kept)) == len(kept)


def test_even_nothing_is_filled_up_and_the_same_each_time() -> None:
    row = UUID(int=7)
    with entered("gdansk"):
        assert filled_up([], row) == filled_up([], row) != filled_up([], UUID(int=8))
        assert len(filled_up([], row)) == STEP


@given(st.text(max_size=60), st.text(max_size=60))
def test_anything_can_be_kept_and_looked_for(text: str, typed: str) -> None:
    with entered("gdansk"):
        assert all(0 <= one < 2**BITS for one in kept_terms("name", text))
        for word in words_of(typed):
            assert exact_term("name", word) in wanted_terms("name", word)


def test_the_same_word_is_the_same_term_wherever_it_stands() -> None:
    with entered("gdansk"):
        assert kept_terms("name", "Anna Nowak") == kept_terms("name", "NOWAK, anna")
    assert plain_words("NOWAK, anna") == ["nowak", "anna"]


def test_a_new_key_makes_all_terms_useless(city_keys: Path) -> None:
    with entered("gdansk"):
        before = kept_terms("name", NAME)
        destroy_key("city_gdansk")
        with pytest.raises(KeyMissing):
            kept_terms("name", NAME)
        create_key("city_gdansk")
        forget_keys()
        assert len(before & kept_terms("name", NAME)) <= 1


def test_nowhere_there_are_no_terms() -> None:
    with pytest.raises(NotEntered):
        exact_term("name", "anna")
