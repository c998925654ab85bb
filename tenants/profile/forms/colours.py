"""The form of a city's two colours."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ostoja.ui.brand import Brand
from ostoja.ui.colours import is_colour
from ostoja.ui.forms import Form


class ColourField(forms.CharField):
    """A colour as `#1c2126`; capitals and a missing `#` are put right."""

    widget = forms.TextInput({"type": "color", "class": "ostoja-colour"})

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value)).strip().lower()
        return f"#{text}" if text and not text.startswith("#") else text

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not is_colour(value):
            raise forms.ValidationError(
                _("Give the colour as # and six digits or letters a to f, for example #0e4a57.")
            )


class ColoursForm(Form):
    """The two colours of a city."""

    colour = ColourField(
        label=gettext_lazy("City's colour"),
        help_text=gettext_lazy("For headings, buttons and links."),
    )
    accent = ColourField(
        label=gettext_lazy("Second colour"), help_text=gettext_lazy("Only decorates.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def brand(self) -> Brand:
        """What was chosen; only for a valid form."""
        return Brand(self.cleaned_data["colour"], self.cleaned_data["accent"])
