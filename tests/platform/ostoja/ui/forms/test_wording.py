"""Errors in plain words."""

from typing import Any

import pytest
from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import DateField, Form, LongText, ModelForm, PlainWords, TimeField

EMPTY = {
    "pl": "Wypełnij pole „Imię”",
    "en": "Fill in “Imię”",
    "de": "Füllen Sie das Feld „Imię“ aus",
    "uk": "Заповніть поле «Imię»",
}
DJANGOS = ("This field", "Enter a", "Select a", "Ensure this", "value")


class Every(Form):
    name = forms.CharField(label="Imię", min_length=2)
    long = LongText(max_length=3)
    number = forms.IntegerField(min_value=1, max_value=9)
    price = forms.DecimalField()
    ratio = forms.FloatField()
    email = forms.EmailField()
    page = forms.URLField(assume_scheme="https")
    kind = forms.ChoiceField(choices=[("a", "A")])
    kinds = forms.MultipleChoiceField(choices=[("a", "A")])
    day = DateField()
    at = TimeField()
    key = forms.UUIDField()


WRONG: dict[str, Any] = {
    "name": "x",
    "long": "1234",
    "number": "0",
    "price": "x",
    "ratio": "x",
    "email": "x",
    "page": "http://",
    "kind": "b",
    "kinds": ["b"],
    "day_day": "x",
    "day_month": "1",
    "day_year": "2026",
    "at": "x",
    "key": "x",
}


def said(data: dict[str, Any], language: str) -> dict[str, str]:
    """Each field's errors in the language."""
    with translation.override(language):
        return {name: " ".join(map(str, errors)) for name, errors in Every(data).errors.items()}


@pytest.mark.parametrize("language", EMPTY)
def test_an_empty_field_is_named(language: str) -> None:
    with translation.override(language):
        assert Every({}).errors["name"] == [EMPTY[language]]


@pytest.mark.parametrize("language", EMPTY)
@pytest.mark.parametrize("data", [{}, WRONG, {**WRONG, "number": "10"}, {**WRONG, "number": "x"}])
def test_no_error_is_in_djangos_words(language: str, data: dict[str, Any]) -> None:
    texts = said(data, language)
    assert set(texts) == set(Every.base_fields)
    for text in texts.values():
        assert not text.startswith(DJANGOS)
        assert "%(" not in text


@pytest.mark.parametrize("language", ["pl", "de", "uk"])
def test_every_message_is_translated(language: str) -> None:
    for data in ({}, WRONG):
        english, other = said(data, "en"), said(data, language)
        assert not [name for name in english if english[name] == other[name]]


def test_choices_boxes_and_files_have_words_of_their_own() -> None:
    class Chosen(Form):
        kind = forms.ChoiceField(label="Kind", choices=[("a", "A")])
        agreed = forms.BooleanField(label="I agree")
        paper = forms.FileField(label="Paper")

    with translation.override("en"):
        errors = Chosen({}).errors
    assert errors["kind"] == ["Choose an answer: “Kind”"]
    assert errors["agreed"] == ["Tick “I agree” to go on"]
    assert errors["paper"] == ["Choose a file: “Paper”"]


def test_an_authors_own_words_stay() -> None:
    class Own(Form):
        name = forms.CharField(error_messages={"required": _("Who are you?")})

    assert Own({}).errors["name"] == ["Who are you?"]


def test_a_label_that_is_changed_later_is_the_one_told() -> None:
    form = Every({})
    form.fields["name"].label = "100 % sure?"
    with translation.override("en"):
        assert form.errors["name"] == ["Fill in “100 % sure?”"]


def test_a_librarys_form_learns_plain_words() -> None:
    class Foreign(forms.Form):
        name = forms.CharField(label="Name")

    class Ours(PlainWords, Foreign):
        pass

    with translation.override("en"):
        assert Ours({}).errors["name"] == ["Fill in “Name”"]


def test_forms_of_models_may_name_their_model() -> None:
    assert ModelForm[Any] is ModelForm
