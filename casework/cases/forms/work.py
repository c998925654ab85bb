"""Who works on a case, and what was typed before a question."""

from typing import Any

from django import forms
from django.http import QueryDict

from ostoja.ui.forms import Form


class TakeForm(Form):
    """Whom the person saw at work on the case when they pressed the button: nobody, if empty."""

    instead_of = forms.UUIDField(widget=forms.HiddenInput, required=False)


def sent_again(typed: QueryDict, **values: Any) -> QueryDict:
    """What was typed, to be sent again with other hidden values."""
    data = typed.copy()
    for name, value in values.items():
        data[name] = "" if value is None else str(value)
    return data
