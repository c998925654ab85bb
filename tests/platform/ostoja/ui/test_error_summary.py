"""The summary of errors on top of a page."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from ostoja.ui.error_summary import ErrorLink, errors_of, has_errors
from ostoja.ui.forms import DateField, Form
from tests.platform.ostoja.ui.pages import Page, request_to, show


class Visit(Form):
    who = forms.ChoiceField(label="Who?", choices=[("a", "A")], widget=forms.RadioSelect)
    day = DateField(label="Day")
    note = forms.CharField(label="Note")
    hidden = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise ValidationError("These do not fit together.")


def test_every_error_leads_to_its_field_in_the_words_beside_it() -> None:
    form = Visit({"day_day": "31", "day_month": "2", "day_year": "2026"})
    with translation.override("en"):
        links = errors_of(form)
        html = str(form)
    assert [link.target for link in links] == ["", "id_who_0", "id_day_0", "id_note", ""]
    page = Page(html)
    ids = {element["id"] for element in page.elements if "id" in element.attributes}
    for link in links:
        assert link.target == "" or link.target in ids
    beside = " ".join(element.text for element in page.all("", "govuk-error-message"))
    for link in links[:4]:
        assert link.text in beside


def test_the_summary_is_an_alert_that_takes_the_focus() -> None:
    html = show(
        "ui/components/error_summary.html", request_to("/pl/"), errors=[ErrorLink("x", "y")]
    )
    page = Page(html)
    assert page.one("", "govuk-error-summary")["tabindex"] == "-1"
    assert page.one(role="alert").text == "Popraw te miejsca x"
    assert page.one("a", href="#y").text == "x"


def test_a_formset_gives_its_own_errors_and_those_of_each_form() -> None:
    visits_at_once = forms.formset_factory(Visit, max_num=1, validate_max=True)
    data = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    data |= {"form-0-note": "x", "form-1-note": "y"}
    formset = visits_at_once(data)
    targets = [link.target for link in errors_of(formset)]
    assert targets.count("id_form-1-day_0") == 1
    assert targets[0] == ""
    assert has_errors(formset)


def test_unbound_forms_and_other_things_have_none() -> None:
    assert errors_of(Visit()) == []
    assert errors_of(forms.formset_factory(Visit)()) == []
    assert errors_of("form") == []
    assert not has_errors(Visit())
    assert not has_errors(None)
    assert not has_errors("")
