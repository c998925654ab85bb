"""Numbers look the same wherever they stand: in hints, in errors and in the browser's counter."""

import pytest
from django import forms
from django.utils import translation

from ostoja.ui.forms import Form, LongText
from ostoja.ui.numbers import Grouped, grouped, told

# As Chromium's Intl.NumberFormat writes them (CLDR).
WRITTEN = [
    ("pl", 2_000, "2000"),
    ("pl", 20_000, "20\xa0000"),
    ("pl", 1_234_567, "1\xa0234\xa0567"),
    ("en", 2_000, "2,000"),
    ("de", 2_000, "2.000"),
    ("uk", 2_000, "2\xa0000"),
    ("pl", 999, "999"),
    ("pl", 0, "0"),
]


@pytest.mark.parametrize(("language", "number", "words"), WRITTEN)
def test_digits_are_grouped_as_the_language_groups_them(
    language: str, number: int, words: str
) -> None:
    with translation.override(language):
        assert grouped(number) == words == f"{Grouped(number)}" == "%s" % Grouped(number)  # noqa: UP031


class Answer(Form):
    text = LongText(max_length=2_000)
    age = forms.IntegerField(required=False, max_value=12_000)


@pytest.mark.parametrize(("language", "words"), [("pl", "2000"), ("en", "2,000"), ("de", "2.000")])
def test_hint_and_error_write_the_limit_alike(language: str, words: str) -> None:
    with translation.override(language):
        form = Answer({"text": "x" * 20_001, "age": "13000"})
        told = str(form.errors["text"][0])
        assert words in str(form["text"]) and words in told
        assert grouped(20_001) in told
        assert grouped(12_000) in str(form.errors["age"][0])


def test_the_right_plural_is_chosen() -> None:
    class Short(Form):
        text = forms.CharField(min_length=3)

    with translation.override("pl"):
        assert Short({"text": "a"}).errors["text"] == ["Napisz co najmniej 3 znaki."]


@pytest.mark.parametrize(
    ("number", "polish", "english"),
    [
        (0, "0", "0"),
        (1, "mniej niż 5", "fewer than 5"),
        (4, "mniej niż 5", "fewer than 5"),
        (5, "5", "5"),
        (2_000, "2000", "2,000"),
    ],
)
def test_a_figure_of_few_people_is_not_told_exactly(number: int, polish: str, english: str) -> None:
    for language, words in (("pl", polish), ("en", english)):
        with translation.override(language):
            assert told(number) == words
