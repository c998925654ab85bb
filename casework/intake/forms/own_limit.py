"""The form with which consultants say how many conversations they answer at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.ui.forms import Form


class OwnLimitForm(Form):
    """A number up to the city's; empty: the city's."""

    mark_optional = False

    most = forms.IntegerField(
        label=gettext_lazy("So many conversations I answer at once"),
        required=False,
        min_value=1,
        widget=forms.NumberInput({"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city_most = most
        words = _("At most %(number)d, as the city says. Empty: %(number)d.")
        self.fields["most"].help_text = words % {"number": most}

    def clean_most(self) -> int | None:
        """The city's own number is no limit of one's own."""
        most: int | None = self.cleaned_data["most"]
        if most is not None and most > self.city_most:
            words = _("The city lets one person answer %(number)d. Choose fewer.")
            raise forms.ValidationError(words % {"number": self.city_most})
        return None if most == self.city_most else most
