"""What a city writes, as a page shows it."""

import pytest
from django.utils import translation

from tenants.templatetags.texts import in_one_line, written
from tenants.translated import TranslatedText


def shown(text: str) -> str:
    with translation.override("pl"):
        return str(written(TranslatedText(pl=text)))


def test_lines_are_paragraphs_and_hyphens_make_lists() -> None:
    assert shown("Raz\r\n\r\n- dwa\n-trzy\n- cztery") == (
        '<p class="govuk-body">Raz</p>'
        '<ul class="govuk-list govuk-list--bullet"><li>dwa</li></ul>'
        '<p class="govuk-body">-trzy</p>'
        '<ul class="govuk-list govuk-list--bullet"><li>cztery</li></ul>'
    )


def test_one_line_tells_how_it_begins() -> None:
    text = TranslatedText(pl="Masz prawo:\r\n\n- zobaczyć dane,\n- poprawić dane.")
    with translation.override("pl"):
        assert in_one_line(text) == "Masz prawo: zobaczyć dane, poprawić dane."
        assert in_one_line(TranslatedText()) == ""


@pytest.mark.parametrize("text", ["", "  \n\n "])
def test_nothing_shows_nothing(text: str) -> None:
    assert shown(text) == ""


def test_no_markup_gets_through() -> None:
    assert "<b>" not in shown("- <b>x</b>") and "&lt;b&gt;" in shown("<b>x</b>")


def test_another_language_says_which_one_it_is() -> None:
    text = TranslatedText(pl="Dom", de="Haus")
    with translation.override("uk"):
        assert written(text) == '<div lang="pl"><p class="govuk-body">Dom</p></div>'
    with translation.override("de"):
        assert written(text) == '<p class="govuk-body">Haus</p>'
