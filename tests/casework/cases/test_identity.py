"""The telephone and the PESEL of a person: optional, kept in one form, and told what is wrong."""

import pytest
from django.utils.translation import override

from casework.cases.forms.facts import CaseForm
from casework.cases.identity import PeselField, PhoneField
from ostoja.ui.forms import Form


class IdentityForm(Form):
    """Both fields."""

    phone = PhoneField(label="Telefon")
    pesel = PeselField(label="PESEL")


def filled(phone: str = "", pesel: str = "") -> IdentityForm:
    """The form as somebody sent it."""
    return IdentityForm({"phone": phone, "pesel": pesel})


def told(form: Form, field: str, language: str = "pl") -> str:
    """The one error of a field, in a language."""
    with override(language):
        [text] = [str(error) for error in form.errors[field]]
    return text


def test_both_may_stay_empty() -> None:
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data == {"phone": "", "pesel": ""}


@pytest.mark.parametrize("typed", ["600 100 200", "+48-600-100-200", "0048 600100200"])
def test_a_telephone_is_kept_as_one_number(typed: str) -> None:
    form = filled(phone=typed)
    assert form.is_valid() and form.cleaned_data["phone"] == "+48600100200"


@pytest.mark.parametrize("typed", ["112", "60010020", "abc", "=cmd|", "{{7*7}}", "31 lutego"])
def test_what_is_no_telephone_is_told_and_stays_typed(typed: str) -> None:
    form = filled(phone=typed)
    assert "600 000 000" in told(form, "phone")
    assert form["phone"].value() == typed


def test_a_pesel_is_kept_as_digits() -> None:
    form = filled(pesel="440514-01359")
    assert form.is_valid() and form.cleaned_data["pesel"] == "44051401359"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("44051401358", "ostatnia nie pasuje do pozostałych"),
        ("44953101353", "data, której nie ma"),
        ("4405140135", "Masz ich 10"),
        ("440514013590", "Masz ich 12"),
        ("4405140135X", "same cyfry"),
        ("٤٤٠٥١٤٠١٣٥٩", "same cyfry"),
    ],
)
def test_what_is_wrong_with_a_pesel_is_told_and_it_stays_typed(typed: str, words: str) -> None:
    with override("pl"):
        form = filled(pesel=typed)
        assert words in told(form, "pesel")
    assert form["pesel"].value() == typed


@pytest.mark.parametrize("typed", ["\x00", "\ud800", "9" * 1_000_000, "\u202e44051401359\x00"])
def test_hostile_input_is_refused_in_words(typed: str) -> None:
    form = filled(phone=typed, pesel=typed)
    assert set(form.errors) == {"phone", "pesel"}


def test_a_kept_number_is_shown_in_groups_and_is_no_change() -> None:
    form = IdentityForm(initial={"phone": "+48600100200"})
    assert form["phone"].value() == "+48 600 100 200"
    phone, pesel = form.fields["phone"], form.fields["pesel"]
    assert not phone.has_changed("+48600100200", "600-100-200")
    assert phone.has_changed("+48600100200", "600-100-201")
    assert phone.has_changed("+48600100200", "600")
    assert not pesel.has_changed("44051401359", "440514 01359")
    assert not pesel.has_changed("", "")


def test_both_belong_to_the_form_of_a_case() -> None:
    assert {"phone", "pesel"} <= set(CaseForm.base_fields)
    assert not CaseForm.base_fields["phone"].required
