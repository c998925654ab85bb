"""What of a case is printed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.printing import circles, parts_for
from casework.cases.selectors import Sight
from ostoja.ui.forms import Form

AT_FIRST = ["about", "needs"]


class PrintForm(Form):
    """The parts, and whose notes."""

    parts = forms.MultipleChoiceField(
        label=_("What is printed"),
        help_text=_("Choose no more than the reader needs."),
        widget=forms.CheckboxSelectMultiple,
        initial=AT_FIRST,
    )
    notes = forms.MultipleChoiceField(
        label=_("Notes read by"),
        help_text=_("Only notes that you may read are printed."),
        widget=forms.CheckboxSelectMultiple,
        choices=circles,
        required=False,
    )

    def __init__(self, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(part.key, str(part.label)) for part in parts_for(sight)]
        self.fields["parts"].choices = choices  # type: ignore[attr-defined]
