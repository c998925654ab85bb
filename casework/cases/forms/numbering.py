"""The office's pattern of numbers of cases."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casework.cases.blueprint import PATTERN
from casework.cases.models import CaseNumbering
from ostoja.ui.forms import VersionedForm

NOT_A_PATTERN = _("Write the pattern with {number} and {year}, and no other braces.")
MOST_CHARACTERS = 40
LARGEST = 999_999


class NumberingForm(VersionedForm):
    """The class symbol with the places of number and year, and how many were given this year."""

    pattern = forms.CharField(
        label=_("Pattern of the number"),
        help_text=_(
            "The symbol of the class in your office's JRWA, with {number} and {year} in their "
            "places, for example OPS.5120.{number}.{year}."
        ),
        max_length=MOST_CHARACTERS,
    )
    last_number = forms.IntegerField(
        label=_("Last number that was given this year"),
        help_text=_("0 if none was. If cases are also kept on paper, write their last number."),
        min_value=0,
        max_value=LARGEST,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-5"}),
    )

    @classmethod
    def facts_of(cls, numbering: CaseNumbering) -> dict[str, Any]:
        """What holds now, as the form's first values."""
        is_of_this_year = numbering.year >= timezone.localdate().year
        return {
            "pattern": numbering.pattern,
            "last_number": numbering.last_number if is_of_this_year else 0,
            "version": numbering.version,
        }

    def clean_pattern(self) -> str:
        """With both places; no number is longer than the pattern itself."""
        pattern = str(self.cleaned_data["pattern"])
        if not re.fullmatch(PATTERN, pattern):
            raise ValidationError(NOT_A_PATTERN, code="pattern")
        return pattern
