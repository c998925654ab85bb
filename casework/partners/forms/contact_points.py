"""The forms of a telephone number and of a person to speak to."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.choices import PhoneKind
from casework.partners.forms.base import FactForm
from casework.partners.forms.texts import Text

_SHORT = re.compile(r"1\d\d|116\d{3}|19\d{3}")
_POLISH = re.compile(r"(?:\+?48|0048)?(\d{9})")
_FOREIGN = re.compile(r"(?:\+|00)(\d{8,15})")


def dialable(written: str) -> str | None:
    """The number as a telephone dials it, or None for what is no number: nine digits are
    Polish, 112 or 116 111 stay short, others need their country's prefix.
    """
    bare = re.sub(r"[\s()./-]", "", written)
    if _SHORT.fullmatch(bare):
        return bare
    if polish := _POLISH.fullmatch(bare):
        return f"+48{polish[1]}"
    foreign = _FOREIGN.fullmatch(bare)
    return f"+{foreign[1]}" if foreign else None


class PhoneForm(FactForm):
    """A number as it is written; what is dialled is worked out from it."""

    layout = ((gettext_lazy("The number"), ("display", "kind", "label")),)
    texts: ClassVar = {
        "label": Text(
            gettext_lazy("When, or for whom?"),
            max_length=150,
            hint=gettext_lazy("For example: day and night; in the working hours."),
        )
    }
    plain = ("display", "kind")

    display = forms.CharField(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("As people write it, for example 58 511 01 21."),
        max_length=30,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it for?"),
        choices=PhoneKind.choices,
        widget=forms.RadioSelect,
        initial=PhoneKind.VOICE,
    )

    def clean_display(self) -> str:
        """A number that can be dialled."""
        written: str = self.cleaned_data["display"]
        number = dialable(written)
        if number is None:
            raise forms.ValidationError(
                _("Write a telephone number, for example 58 511 01 21 or +49 30 1234567.")
            )
        self.cleaned_data["number"] = number
        return written

    def facts(self) -> dict[str, Any]:
        """With the number as it is dialled."""
        return super().facts() | {"number": self.cleaned_data["number"]}


class ContactForm(FactForm):
    """Somebody to speak to; residents never see it."""

    layout = ((gettext_lazy("The person"), ("name", "title", "email", "phone")),)
    plain = ("name", "title", "email", "phone")

    name = forms.CharField(label=gettext_lazy("Name and surname"), max_length=150)
    title = forms.CharField(label=gettext_lazy("Position"), max_length=150, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=30, required=False)

    def clean_phone(self) -> str:
        """Empty, or a number that can be dialled."""
        written: str = self.cleaned_data["phone"]
        if written and dialable(written) is None:
            raise forms.ValidationError(
                _("Write a telephone number, for example 58 511 01 21 or +49 30 1234567.")
            )
        return written
