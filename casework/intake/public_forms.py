"""Forms that residents fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ostoja.ui.forms import Form, LongText


class ContactForm(Form):
    """The one question. What else travels with it is in the envelope."""

    text = LongText(
        label=_("What happened?"),
        help_text=_("Write in your own words. One sentence is enough."),
        error_messages={"required": _("Write what happened. One sentence is enough.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A browser must not offer these words to whoever types here next.
        self.fields["text"].widget.attrs |= {"autocomplete": "off", "rows": 8}


class ReplyForm(Form):
    """What a resident adds to the conversation."""

    text = LongText(
        label=_("Your message"),
        error_messages={"required": _("Write your message first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"autocomplete": "off"}


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

    def refuse(self, message: str) -> None:
        """Say this of whatever was typed, and nothing else; an empty field says its own."""
        if not self.has_error("code", "required"):
            self.errors.pop("code", None)
            self.add_error("code", message)


class CheckForm(CodeForm):
    """The code once more, right after it was shown: was it written down as it is?"""

    code = forms.CharField(
        label=_("Type the code that you have written down"),
        error_messages={"required": _("Type the code here, or leave this out.")},
        widget=forms.TextInput(CODE_INPUT),
    )
