"""Fields for numbers that may stay empty and for several names in one line."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_NAMES, LONGEST_NAME = 50, 100


class NumberField(forms.IntegerField):
    """A number that may stay empty."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"class": "govuk-input--width-4", "inputmode": "numeric"}


class NamesField(forms.CharField):
    """Names with commas between them; each once, in their order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The list; programs send one, people a line."""
        line = ", ".join(value) if isinstance(value, list) else super().to_python(value)
        parts = (" ".join(part.split()) for part in re.split(r"[;,\n]", line or ""))
        return list(dict.fromkeys(part for part in parts if part))

    def validate(self, value: Any) -> None:
        if len(value) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in value):
            raise ValidationError(_("Write fewer or shorter names."))

    def run_validators(self, value: Any) -> None:
        """Each name is looked at by itself."""
        for name in value:
            super().run_validators(name)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """The way it was typed is no change."""
        return bool(self.to_python(initial) != self.to_python(data))
