"""The texts that come with the platform: whole in four languages, and easy."""

import pytest

from accessibility.easy.pages import BY_KEY, PAGES, Page
from accessibility.easy.shipped import TEXTS, shipped_lines
from casework.intake.public.steps import SAFETY, STEPS, Step
from ostoja.ui.easy import Line
from ostoja.ui.pictures import NAMES
from ostoja.ui.plain import EASY, measure
from tenants.translated_forms import LANGUAGES

EVERY = [(page.key, code) for page in PAGES for code in LANGUAGES]
ALPHABETS = {"uk": "іїєґ", "pl": "ąćęłńóśźż", "de": "äöüß"}


def text_of(page: str, language: str) -> str:
    return "\n".join(line.text for line in shipped_lines(page, language))


def test_each_file_is_a_page_and_each_page_has_its_file() -> None:
    assert {path.stem for path in TEXTS.glob("*.toml")} == set(BY_KEY)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_a_page_says_the_same_in_each_language(page: Page) -> None:
    numbers = {code: len(shipped_lines(page.key, code)) for code in LANGUAGES}
    assert set(numbers.values()) == {numbers["pl"]} and numbers["pl"] >= 3
    pictures = {tuple(line.picture for line in shipped_lines(page.key, c)) for c in LANGUAGES}
    assert len(pictures) == 1


@pytest.mark.parametrize(("page", "language"), EVERY)
def test_each_line_is_one_short_sentence_with_a_picture(page: str, language: str) -> None:
    for line in shipped_lines(page, language):
        measured = measure(line.text, language, EASY)
        assert len(measured.sentences) == 1, line
        assert measured.longest <= EASY.most, line
        assert line.picture in NAMES, line
        assert line.text[-1] in ".!?", line


@pytest.mark.parametrize(("page", "language"), EVERY)
def test_a_text_is_short_on_average_and_within_everybodys_reach(page: str, language: str) -> None:
    measured = measure(text_of(page, language), language, EASY)
    assert not measured.is_long_on_average
    # Short texts swing; ten years at school is still below a newspaper's twelve.
    assert measured.index <= 10, (measured.index, measured.long_words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hardly_any_word_is_on_the_list_of_hard_ones(language: str) -> None:
    hard = {
        word.casefold()
        for page in PAGES
        for sentence in measure(text_of(page.key, language), language, EASY).sentences
        for word, _simple in sentence.hard_words
    }
    # What the person who answers is called on every other page.
    assert hard <= {"consultant", "консультант"}


def test_polish_says_who_does_what() -> None:
    hints = [
        (hint.found, page.key)
        for page in PAGES
        for sentence in measure(text_of(page.key, "pl"), "pl", EASY).sentences
        for hint in sentence.hints
    ]
    assert not hints


@pytest.mark.parametrize("language", ALPHABETS)
def test_each_language_is_written_in_its_own_letters(language: str) -> None:
    said = " ".join(text_of(page.key, language) for page in PAGES).casefold()
    assert all(letter in said for letter in ALPHABETS[language][:3])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["start", "contact", "receipt", "conversation", "no_form"])
def test_the_number_for_danger_is_in_the_texts_of_the_contact(page: str, language: str) -> None:
    assert "112" in text_of(page, language)


def test_a_language_that_the_platform_does_not_speak_has_no_lines() -> None:
    assert shipped_lines("start", "fr") == ()
    assert shipped_lines("../apps", "pl") == ()
    assert shipped_lines("start", "pl")[0] == Line(
        "Ta strona jest o pomocy w trudnej chwili.", "home"
    )


# What a line speaks of stands on the page of that field, not on the one before or after it.
SPOKEN_OF = {
    "check_word": {"pl": "Wymyśl słowo", "en": "Choose a word", "de": "Wort aus", "uk": "слово"},
    "times": {"pl": "kiedy dzwonić", "en": "when to call", "de": "wann wir", "uk": "коли дзв"},
    "needs": {"pl": "w czym mamy", "en": "help with", "de": "wobei wir", "uk": "з чим вам"},
    "text": {"pl": "co się stało", "en": "what happened", "de": "was passiert", "uk": "що сталося"},
    "about": {"pl": "o kim chcesz", "en": "who you want", "de": "über wen", "uk": "про кого ви"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("field", SPOKEN_OF)
def test_a_line_about_a_field_stands_on_the_page_that_has_it(field: str, language: str) -> None:
    words = SPOKEN_OF[field][language]
    pages = {step.name for step in STEPS if words in text_of(_key_of(step), language)}
    assert pages == {step.name for step in STEPS if field in step.question.base_fields}


def _key_of(step: Step) -> str:
    return "contact" if step is SAFETY else f"contact_{step.name}"
