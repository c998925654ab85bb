"""What a list of choices says to something that is no choice: the same in every kind of field."""

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from casework.partners.models import Need
from ostoja.ui.forms import Form

NOT_ON_THE_LIST = {
    "pl": "Wybierz odpowiedź z listy.",
    "en": "Choose an answer from the list.",
    "de": "Wählen Sie eine Antwort aus der Liste.",
    "uk": "Виберіть відповідь зі списку.",
}
ABSENT = "00000000-0000-4000-8000-000000000000"
MALFORMED = ["x", "x\x00", "\x00", "1", "-1", ABSENT, f"{ABSENT}0", "9" * 3000, "{{7*7}}", "'--"]
FIELDS = ("one", "several", "one_row", "several_rows", "by_key", "several_by_key", "typed")


class Chosen(Form):
    one = forms.ChoiceField(choices=[("a", "A")])
    several = forms.MultipleChoiceField(choices=[("a", "A")])
    one_row = forms.ModelChoiceField(queryset=Need.objects.all())
    several_rows = forms.ModelMultipleChoiceField(queryset=Need.objects.all())
    by_key = forms.ModelChoiceField(queryset=Need.objects.all(), to_field_name="key")
    several_by_key = forms.ModelMultipleChoiceField(
        queryset=Need.objects.all(), to_field_name="key"
    )
    typed = forms.TypedChoiceField(choices=[(5, "five")], coerce=int)


def said(value: Any, language: str) -> dict[str, list[str]]:
    """Each field's errors where every one was sent the same."""
    with translation.override(language):
        errors = Chosen({name: [value] if "several" in name else value for name in FIELDS}).errors
        return {name: [str(error) for error in found] for name, found in errors.items()}


@pytest.mark.usefixtures("gdansk")
class TestMalformed:
    @pytest.mark.parametrize("value", MALFORMED, ids=lambda value: repr(value)[:20])
    @pytest.mark.parametrize("language", NOT_ON_THE_LIST)
    def test_it_is_not_on_the_list(self, value: str, language: str) -> None:
        assert said(value, language) == {name: [NOT_ON_THE_LIST[language]] for name in FIELDS}

    def test_no_list_at_all_is_told_in_the_same_words(self) -> None:
        with translation.override("en"):
            errors = Chosen({"several": "a", "several_rows": "x"}).errors
            assert errors["several"] == errors["several_rows"] == [NOT_ON_THE_LIST["en"]]

    def test_one_malformed_among_good_ones(self) -> None:
        good = [str(need.pk) for need in Need.objects.all()[:2]]
        with translation.override("pl"):
            form = Chosen({"several_rows": [*good, "x"]})
            assert form.errors["several_rows"] == [NOT_ON_THE_LIST["pl"]]
        assert form["several_rows"].value() == [*good, "x"]

    def test_what_is_on_the_list_is_taken(self) -> None:
        need = Need.objects.all()[0]
        rows, keys = str(need.pk), need.key
        form = Chosen(
            {
                "one": "a",
                "several": ["a"],
                "one_row": rows,
                "several_rows": [rows],
                "by_key": keys,
                "several_by_key": [keys],
                "typed": "5",
            }
        )
        assert form.is_valid(), form.errors
        assert form.cleaned_data["one_row"] == form.cleaned_data["by_key"] == need


def test_an_authors_own_words_about_a_choice_stay() -> None:
    class Own(Form):
        kind = forms.ChoiceField(choices=[("a", "A")])

        def clean_kind(self) -> str:
            raise ValidationError("Not on a Sunday.", code="invalid")

    assert Own({"kind": "a"}).errors["kind"] == ["Not on a Sunday."]


def test_a_text_that_cannot_be_kept_is_still_told_as_such() -> None:
    class Named(Form):
        name = forms.CharField()

    with translation.override("en"):
        [error] = Named({"name": "a\x00"}).errors["name"]
    assert str(error).startswith("Some characters in this text cannot be saved.")
