"""Somebody around the person of a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.choices_of_people import LivesWith, PersonRole, SafeContact
from casework.cases.forms.facts import this_year
from casework.cases.identity import PhoneField
from casework.cases.models import CasePerson
from ostoja.ui.forms import LongText, SubmissionField, VersionedForm

NOT_KNOWN = ("", pgettext_lazy("around the person", "not known"))


class PersonForm(VersionedForm):
    """Who it is, and whether one may turn to them; only the first is asked for."""

    role = forms.ChoiceField(
        label=_("Who it is"), choices=PersonRole.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        help_text=_("Only if the help needs it."),
        max_length=150,
        required=False,
    )
    relation = forms.CharField(
        label=_("How they are related"),
        help_text=_("For example: the mother's brother, a neighbour."),
        max_length=200,
        required=False,
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth, if known"),
        required=False,
        min_value=1900,
        max_value=this_year,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    lives_with = forms.ChoiceField(
        label=_("Lives with the person"),
        choices=[*LivesWith.choices, NOT_KNOWN],
        widget=forms.RadioSelect,
        initial="",
        required=False,
    )
    safe_contact = forms.ChoiceField(
        label=_("May one contact them"),
        help_text=_("Ask the person of the case. While it is not known, nobody contacts them."),
        choices=[*SafeContact.choices, NOT_KNOWN],
        widget=forms.RadioSelect,
        initial="",
        required=False,
    )
    phone = PhoneField(label=_("Telephone"))
    contact_rules = LongText(label=_("How and when"), max_length=2_000, required=False)
    remarks = LongText(
        label=_("What else matters"),
        help_text=_("For example the school, an illness, a court's order."),
        max_length=4_000,
        required=False,
    )
    submission = SubmissionField()

    @classmethod
    def values_of(cls, person: CasePerson) -> dict[str, Any]:
        """What is known now, as the form's first values."""
        names = [name for name in cls.base_fields if name != "submission"]
        return {name: getattr(person, name) for name in names}
