"""The form of one place of a body."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.choices import Accessibility, LocationKind
from casework.partners.forms.base import FactForm


class LocationForm(FactForm):
    """Where the body is, and what makes the place accessible."""

    layout = (
        (
            gettext_lazy("The place"),
            ("name", "kind", "street", "postal_code", "town", "district"),
        ),
        (gettext_lazy("Accessibility"), ("accessibility",)),
    )
    plain = ("name", "kind", "street", "postal_code", "town", "district", "accessibility")

    name = forms.CharField(label=gettext_lazy("Name of the place"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=LocationKind.choices,
        widget=forms.RadioSelect,
        initial=LocationKind.PHYSICAL,
    )
    street = forms.CharField(
        label=gettext_lazy("Street and number"), max_length=150, required=False
    )
    postal_code = forms.CharField(
        label=gettext_lazy("Postal code"),
        required=False,
        validators=[
            RegexValidator(r"^\d\d-\d\d\d$", gettext_lazy("Write the code like this: 80-432."))
        ],
    )
    town = forms.CharField(label=gettext_lazy("Town"), max_length=100, required=False)
    district = forms.CharField(label=gettext_lazy("District"), max_length=100, required=False)
    accessibility = forms.MultipleChoiceField(
        label=gettext_lazy("What is there?"),
        help_text=gettext_lazy("Tick only what somebody has seen or confirmed."),
        choices=Accessibility.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean_town(self) -> str:
        """A place that people visit has a town."""
        town: str = self.cleaned_data["town"]
        if self.cleaned_data.get("kind") == LocationKind.PHYSICAL and not town:
            raise forms.ValidationError(_("Write the town: people will come here."))
        return town
