"""The form of a telephone number, and what somebody saw who confirms all of them."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ostoja.ui.forms import SubmissionField
from tenants.profile.models import PhoneNumber
from tenants.translated_forms import Text, TranslatedForm

NINE_DIGITS = 9
# 112, 986, 116 111, 58 511 01 21, 800 120 002, +48 22 …
_NUMBER = re.compile(r"\+\d{8,15}|\d{3,6}|\d{9}", re.ASCII)
_BETWEEN = re.compile(r"[\s\-()./\u00a0]+")


class DisplayField(forms.CharField):
    """A number as people write it; what lies between the digits is theirs."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not _NUMBER.fullmatch(_BETWEEN.sub("", value)):
            raise forms.ValidationError(
                _("Write the number with its nine digits, as 58 511 01 21, or a short one as 112.")
            )


def number_of(display: str) -> str:
    """The number that a telephone dials; one of nine digits is a Polish one."""
    digits = _BETWEEN.sub("", display)
    is_polish = len(digits) == NINE_DIGITS and not digits.startswith("+")
    return f"+48{digits}" if is_polish else digits


class NumberForm(TranslatedForm):
    """One number, whom one reaches there, for what and when."""

    mark_optional = False

    layout = (
        (gettext_lazy("Number"), ("display",)),
        (gettext_lazy("What residents read beside it"), ("label", "purpose", "hours")),
    )
    texts: ClassVar = {
        "label": Text(gettext_lazy("Whom one reaches"), max_length=120, is_required=True),
        "purpose": Text(
            gettext_lazy("What for"),
            max_length=200,
            hint=gettext_lazy("One short sentence."),
        ),
        "hours": Text(
            pgettext_lazy("of a telephone", "When"),
            max_length=120,
            hint=gettext_lazy("For example: day and night."),
            is_required=True,
        ),
    }
    plain = ("display",)

    submission = SubmissionField()
    display = DisplayField(
        label=gettext_lazy("Telephone number"),
        help_text=gettext_lazy("As people write it, for example 58 511 01 21."),
        max_length=30,
    )

    def __init__(self, *args: Any, row: PhoneNumber | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row or PhoneNumber(), **kwargs)
        if row is not None:
            del self.fields["submission"]

    def facts(self) -> dict[str, Any]:
        """What the actions take."""
        return {**super().facts(), "number": number_of(self.cleaned_data["display"])}


class Seen(dict[UUID, int]):
    """The numbers and their versions as a page showed them."""

    @classmethod
    def read(cls, words: Iterable[str]) -> Self:
        """From the hidden fields; what is spoilt is left out, and so counts as not seen."""
        found = cls()
        for word in words:
            pk, _colon, version = word.partition(":")
            try:
                found[UUID(pk)] = int(version)
            except ValueError:
                continue
        return found
