"""The form of the display settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.ui.display import Display
from ostoja.ui.forms import Form

AS_THE_DEVICE = ("", _("As on my device"))


def displays() -> list[tuple[str, object]]:
    """Every display, the device's own choice first."""
    return [AS_THE_DEVICE, *((display.value, display.label) for display in Display)]


class DisplayForm(Form):
    """Which colours, and where to go back to."""

    display = forms.ChoiceField(
        label=_("Colours"), choices=displays, widget=forms.RadioSelect, required=False
    )
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    mark_optional = False
