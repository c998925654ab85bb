"""Forms that residents fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from casework.files.forms import WithFiles
from ostoja.privacy.receipts import DIGITS, digits_in, normalise
from ostoja.ui.forms import Form, LongText


class ReplyForm(WithFiles, Form):
    """What a resident adds to the conversation."""

    text = LongText(
        label=_("Your message"),
        error_messages={"required": _("Write your message first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"autocomplete": "off"}


class FilesForm(WithFiles, Form):
    """What a resident sends along with the answers of the guided start."""


CODE_INPUT = {
    "inputmode": "numeric",
    "autocomplete": "off",
    "class": "govuk-input--width-20 govuk-input--extra-letter-spacing",
}


class CodeForm(Form):
    """A receipt code, typed or pasted in any way; the view finds out whether it is right."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("16 digits, with or without spaces."),
        error_messages={"required": _("Write your code: 16 digits.")},
        widget=forms.TextInput(CODE_INPUT),
    )

    def clean_code(self) -> str:
        """What cannot be a code is told apart from a wrong one: this gives nothing away."""
        typed: str = self.cleaned_data["code"]
        if normalise(typed) is None:
            raise forms.ValidationError(_what_is_wrong(digits_in(typed)))
        return typed


def _what_is_wrong(digits: int) -> str:
    if digits in {0, DIGITS}:
        return gettext("The code has 16 digits and nothing else.")
    words = ngettext(
        "The code has 16 digits. You have written %(digits)d.",
        "The code has 16 digits. You have written %(digits)d.",
        digits,
    )
    return words % {"digits": digits}


class CheckForm(CodeForm):
    """The code once more, right after it was shown: was it written down as it is?"""

    code = forms.CharField(
        label=_("Type the code that you have written down"),
        error_messages={"required": _("Type the code here, or leave this out.")},
        widget=forms.TextInput(CODE_INPUT),
    )
