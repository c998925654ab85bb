"""Which meetings the list shows."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from casework.meetings.selectors import series_names
from ostoja.ui.forms import Form


class SeriesForm(Form):
    """One series or all meetings; what cannot be understood asks for all."""

    mark_optional = False

    series = forms.ChoiceField(label=gettext_lazy("Series of meetings"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything: list[tuple[str, str | Promise]] = [("", gettext_lazy("all meetings"))]
        self.names = series_names()
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            *everything,
            *((name, name) for name in self.names),
        ]

    def chosen(self) -> str:
        """The name of the series; empty for all."""
        return str(self.cleaned_data.get("series", "")) if self.is_valid() else ""
