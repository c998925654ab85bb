"""The form of the display settings."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ostoja.ui.display.settings import NAMES, TEXT_SIZES, Colours, DisplaySettings, Font
from ostoja.ui.forms import Form

Choices = list[tuple[str, str | Promise]]

COLOURS: Choices = [
    ("", _("As on my device")),
    (Colours.LIGHT, _("Light")),
    (Colours.DARK, _("Dark")),
    (Colours.CONTRAST, _("High contrast")),
]
SIZES: Choices = [(str(size), f"{size} %") for size in TEXT_SIZES]
FONTS: Choices = [
    ("", _("Chosen for me")),
    (Font.ATKINSON, "Atkinson Hyperlegible Next"),
    (Font.ANDIKA, "Andika"),
    (Font.OPENDYSLEXIC, "OpenDyslexic"),
]


class DisplayForm(Form):
    """Every setting, and where to go back to. What is not sent is as usual."""

    calm = forms.BooleanField(
        label=_("Calm mode"),
        help_text=_(
            "Muted colours. Nothing moves, counts or sounds. "
            "Only new messages appear by themselves."
        ),
        required=False,
    )
    text_size = forms.ChoiceField(
        label=_("Size of the text"), choices=SIZES, widget=forms.RadioSelect, required=False
    )
    colours = forms.ChoiceField(
        label=_("Colours"), choices=COLOURS, widget=forms.RadioSelect, required=False
    )
    font = forms.ChoiceField(
        label=_("Font"),
        help_text=_(
            "Without a choice it is Atkinson Hyperlegible Next. In easy-to-read mode it is Andika."
        ),
        choices=FONTS,
        widget=forms.RadioSelect,
        required=False,
    )
    easy_to_read = forms.BooleanField(
        label=_("Easy to read"),
        help_text=_("Short sentences where the page has them, shorter lines, and the Andika font."),
        required=False,
    )
    pictograms = forms.BooleanField(
        label=_("Pictures beside the words"),
        help_text=_("Where a page has them."),
        required=False,
    )
    spaced = forms.BooleanField(
        label=_("More room between letters, words and lines"), required=False
    )
    underlined = forms.BooleanField(label=_("Underline every link"), required=False)
    still = forms.BooleanField(label=_("Nothing moves"), required=False)
    back = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    mark_optional = False

    def chosen(self) -> DisplaySettings:
        """What a valid form says."""
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in NAMES}
        return DisplaySettings(**{**said, "text_size": int(said["text_size"] or 100)})


def initial_of(chosen: DisplaySettings) -> dict[str, Any]:
    """The form's first values."""
    return {name: getattr(chosen, name) for name in NAMES} | {"text_size": str(chosen.text_size)}
