"""Forms in the markup of the design system."""

import pytest
from django import forms
from django.utils import translation

from ostoja.ui.forms import DateField, Form, HintedCheckboxes, HintedRadios, LongText, TimeField
from ostoja.ui.gallery import EveryField
from ostoja.ui.templatetags import ui
from tests.platform.ostoja.ui.pages import Page

CHOICES = [("a", "First"), ("b", "Second")]


class Everything(Form):
    name = forms.CharField(label="Name", help_text="In <full>", max_length=10)
    email = forms.EmailField(label="E-mail", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)
    story = LongText(label="Story", max_length=1_234)
    kind = forms.ChoiceField(
        label="Kind", choices=CHOICES, help_text="One", widget=HintedRadios(hints={"b": "Why"})
    )
    needs = forms.MultipleChoiceField(
        label="Needs", choices=CHOICES, widget=HintedCheckboxes(hints={"a": "Because"})
    )
    phase = forms.ChoiceField(label="Phase", choices=CHOICES)
    due = DateField(label="Due")
    at = TimeField(label="At")
    paper = forms.FileField(label="Paper")
    agreed = forms.BooleanField(label="Agreed", help_text="Freely", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


@pytest.fixture
def page() -> Page:
    with translation.override("en"):
        return Page(str(Everything()))


@pytest.fixture
def wrong_page() -> Page:
    with translation.override("en"):
        return Page(str(Everything({"email": "x"})))


def test_each_control_has_its_class(page: Page) -> None:
    assert "govuk-input" in page.one("input", id="id_name").classes
    assert "govuk-textarea" in page.one("textarea").classes
    assert "govuk-select" in page.one("select").classes
    assert "govuk-file-upload" in page.one("input", type="file").classes
    assert {"govuk-radios__input"} == page.one("input", id="id_kind_0").classes
    assert {"govuk-checkboxes__input"} == page.one("input", id="id_needs_1").classes
    assert "class" not in page.one("input", name="token").attributes


def test_each_control_has_a_label(page: Page) -> None:
    labelled = {label["for"] for label in page.all("label")}
    controls = [*page.all("input"), *page.all("textarea"), *page.all("select")]
    assert {one["id"] for one in controls if one.attributes.get("type") != "hidden"} == labelled


def test_groups_have_a_legend(page: Page) -> None:
    legends = [legend.text for legend in page.all("legend")]
    assert legends == ["Kind", "Needs", "Due"]
    assert page.all("fieldset")[0]["aria-describedby"] == "id_kind_helptext"


def test_hints_are_tied_to_their_control_and_escaped(page: Page) -> None:
    assert page.one("input", id="id_name")["aria-describedby"] == "id_name_helptext"
    assert page.one("div", id="id_name_helptext").text == "In <full>"
    assert page.one("input", id="id_kind_1")["aria-describedby"] == "id_kind_1_hint"
    assert page.one("div", id="id_kind_1_hint").text == "Why"
    assert "aria-describedby" not in page.one("input", id="id_kind_0").attributes


def test_only_what_needs_no_answer_says_so(page: Page) -> None:
    assert page.one("label", **{"for": "id_email"}).text == "E-mail (optional)"
    assert page.one("label", **{"for": "id_name"}).text == "Name"
    assert page.one("label", **{"for": "id_agreed"}).text == "Agreed"


def test_the_browsers_own_checks_and_cuts_are_off(page: Page) -> None:
    for element in page.elements:
        assert not {"required", "maxlength"} & set(element.attributes)


def test_long_text_tells_how_much_fits(page: Page) -> None:
    counted = page.one(data_module="govuk-character-count")
    assert counted["data-maxlength"] == "1234"
    assert counted["data-i18n.characters-under-limit.one"] == "You have %{count} character left."
    assert page.one("div", id="id_story-info").text == "You can write up to 1,234 characters."
    assert page.one("textarea")["aria-describedby"] == "id_story-info"


def test_a_password_can_be_shown(page: Page) -> None:
    assert len(page.all(data_module="govuk-password-input")) == 1
    button = page.one("button", aria_controls="id_secret")
    assert "hidden" in button.attributes


def test_a_date_has_three_labelled_parts(page: Page) -> None:
    assert page.one("input", id="id_due_0")["name"] == "due_day"
    assert page.one("input", id="id_due_2")["inputmode"] == "numeric"
    assert page.one("label", **{"for": "id_due_1"}).text == "Month"


def test_errors_stand_beside_their_field_and_are_tied_to_it(wrong_page: Page) -> None:
    name = wrong_page.one("input", id="id_name")
    assert "govuk-input--error" in name.classes
    assert name["aria-invalid"] == "true"
    assert name["aria-describedby"] == "id_name_helptext id_name_error"
    assert wrong_page.one("div", id="id_name_error").text == "Error: Fill in “Name”"
    story = wrong_page.one("textarea")
    assert story["aria-describedby"] == "id_story_error id_story-info"
    kind = wrong_page.all("fieldset")[0]
    assert kind["aria-describedby"] == "id_kind_helptext id_kind_error"
    assert "aria-invalid" not in wrong_page.one("input", id="id_kind_0").attributes


def test_what_was_typed_is_kept() -> None:
    data = {"name": "<Anna>", "story": "a\nb", "kind": "b", "needs": ["a"], "due_day": "31"}
    page = Page(str(Everything(data)))
    assert page.one("input", id="id_name")["value"] == "<Anna>"
    assert page.one("textarea").text == "a b"
    assert "checked" in page.one("input", id="id_kind_1").attributes
    assert "checked" in page.one("input", id="id_needs_0").attributes
    assert page.one("input", id="id_due_0")["value"] == "31"


def test_a_label_may_be_the_pages_heading() -> None:
    form = Everything()
    assert Page(ui.field(form["name"], heading=True)).one("h1").text == "Name"
    assert Page(ui.field(form["kind"], heading=True)).one("h1").text == "Kind"
    assert not Page(ui.field(form["name"])).all("h1")


def test_an_authors_classes_stay() -> None:
    class Short(Form):
        number = forms.IntegerField(widget=forms.NumberInput({"class": "govuk-input--width-3"}))

    classes = Page(str(Short())).one("input").classes
    assert classes == {"govuk-input", "govuk-input--width-3"}


def test_a_librarys_form_is_rendered_the_same_way() -> None:
    class Foreign(forms.Form):
        email = forms.EmailField(label="E-mail")

    page = Page(str(Foreign({})))
    assert "govuk-input--error" in page.one("input").classes
    assert len(page.all("", "govuk-form-group--error")) == 1


def test_errors_of_the_whole_form_are_shown() -> None:
    form = Everything({})
    form.add_error(None, "These do not fit.")
    assert "These do not fit." in Page(str(form)).all("", "govuk-error-message")[0].text


def test_a_formset_is_a_group_for_each_form() -> None:
    formset = forms.formset_factory(EveryField, extra=2)()
    formset.legend = "Outcome"  # type: ignore[attr-defined]
    page = Page(str(formset))
    assert [one.text for one in page.all("legend", "govuk-fieldset__legend--m")] == [
        "Outcome 1",
        "Outcome 2",
    ]
    assert page.one("input", name="form-TOTAL_FORMS")["value"] == "2"
    ids = [element["id"] for element in page.elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("number", "in_columns"), [(9, False), (10, True), (23, True)])
def test_many_things_to_tick_stand_in_columns(number: int, in_columns: bool) -> None:
    class Needs(Form):
        needs = forms.MultipleChoiceField(
            choices=[(str(one), str(one)) for one in range(number)],
            widget=forms.CheckboxSelectMultiple,
        )

    assert ("ostoja-columns" in str(Needs())) == in_columns
