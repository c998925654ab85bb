"""Every text that residents read keeps to the limits: short sentences, in each language."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import polib
import pytest

from ostoja.local.checkout import ROOT
from ostoja.ui.plain import PLAIN
from ostoja.ui.plain.splitting import sentences_of, words_of
from tenants import parts
from tests.test_translations import is_public
from tests.texts import Text, catalogue_folder, marked_texts

LANGUAGES = ("pl", "en", "de", "uk")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
# The law fixes the statement's sentences, and the notice names its articles word for word.
FIXED_BY_LAW = ("accessibility/statement/", "tenants/privacy_notice/")
# Before it opens and while it serves, the city's own words: blueprints of every kind.
SAID_FIRST = ("contact_notice", "anonymity_limits", "what_happens_next")


def public_texts(language: str) -> Iterator[str]:
    """Each text of the public pages as it is shown in this language; a placeholder is a word."""
    seen: set[tuple[str, str]] = set()
    for text in marked_texts():
        name = str(text.path.relative_to(ROOT))
        if is_public(text.path) and not name.startswith(FIXED_BY_LAW) and text.key not in seen:
            seen.add(text.key)
            folder = catalogue_folder(text.path)
            for shown in [text.text] if language == "en" else _shown(folder, language, text):
                yield PLACEHOLDER.sub("X", shown)


@cache
def _entries(folder: Path, language: str) -> dict[tuple[str, str], polib.POEntry]:
    catalogue = polib.pofile(folder / language / "LC_MESSAGES/django.po")
    return {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}


def _shown(folder: Path, language: str, text: Text) -> list[str]:
    entry = _entries(folder, language).get(text.key)
    return [] if entry is None else [entry.msgstr, *entry.msgstr_plural.values()]


@cache
def public_sentences(language: str) -> dict[str, int]:
    """Each sentence of the public pages, and how many words it has."""
    return lengths(public_texts(language), language)


def lengths(texts: Iterator[str], language: str) -> dict[str, int]:
    return {
        sentence: len(words_of(sentence))
        for text in texts
        for sentence in sentences_of(text, language)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_for_residents_is_over_twenty_words(language: str) -> None:
    found = public_sentences(language)
    assert len(found) > 300, "the walk has lost the texts"
    assert {one: words for one, words in found.items() if words > PLAIN.most} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_for_residents_are_short_on_average(language: str) -> None:
    """Labels and buttons would make it too easy: only what ends like a sentence counts."""
    found = public_sentences(language)
    sentences = [words for one, words in found.items() if one[-1] in ".!?"]
    assert sum(sentences) / len(sentences) <= PLAIN.average


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAID_FIRST)
def test_what_a_city_says_before_the_first_question_is_short(name: str, language: str) -> None:
    for blueprint in map(parts.read_blueprint, parts.blueprint_names()):
        if text := blueprint.get("texts", {}).get(name):
            found = lengths(iter([text[language]]), language)
            assert max(found.values()) <= PLAIN.most
            assert sum(found.values()) / len(found) <= PLAIN.average
