"""What a body writes that wants to join the agreement; no account is needed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import OrganisationKind
from casework.partners.forms.contact_points import dialable
from casework.partners.forms.official_numbers import OfficialNumberField
from casework.partners.models import Need
from ostoja.tables.numbers import Nip, Regon
from ostoja.ui.forms import Form, LongText, SubmissionField

TRAP = "subject"
"""A field that people do not see; machines fill it in."""


class JoiningForm(Form):
    """Who the body is, how it helps, and with whom the city can speak."""

    name = forms.CharField(
        label=_("What is your organisation called?"),
        help_text=_("The full name. If you help as a person: your name and surname."),
        max_length=200,
    )
    kind = forms.ChoiceField(
        label=_("What kind of body is it?"),
        choices=OrganisationKind.choices,
        widget=forms.RadioSelect,
    )
    nip = OfficialNumberField(Nip(), label=_("NIP, if you have one"))
    regon = OfficialNumberField(Regon(), label=_("REGON, if you have one"))
    website = forms.URLField(
        label=_("Your website"), max_length=200, assume_scheme="https", required=False
    )
    offer = LongText(
        label=_("How do you help?"),
        help_text=_("For whom, where and when. Write nothing about people you help."),
        max_length=2_000,
    )
    needs = forms.ModelMultipleChoiceField(
        label=_("With what do you help?"),
        queryset=Need.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    contact_name = forms.CharField(label=_("Whom can we speak to?"), max_length=150)
    contact_title = forms.CharField(
        label=_("What does this person do there?"), max_length=150, required=False
    )
    email = forms.EmailField(label=_("E-mail address at work"), max_length=254)
    phone = forms.CharField(label=_("Telephone at work"), max_length=30, required=False)
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].queryset = Need.objects.all()  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """A number that can be called."""
        written: str = self.cleaned_data["phone"]
        if written and dialable(written) is None:
            raise ValidationError(gettext("This is no telephone number."))
        return written
