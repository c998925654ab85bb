"""The form of a new token."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from api import scopes
from api.actions import LASTS
from ostoja.ui.forms import Form, HintedRadios

TERMS = {
    "7": _("7 days"),
    "30": _("30 days"),
    "90": _("90 days"),
    "365": _("a year"),
}


class TokenForm(Form):
    """What for, how far it reaches, and how long."""

    name = forms.CharField(
        label=_("What is it for?"),
        help_text=_("For example the name of the program. You will know the token by it."),
        max_length=100,
    )
    reach = forms.ChoiceField(
        label=_("What may the program do?"),
        choices=[
            (scopes.READ, _("Read everything that you may see")),
            (scopes.WRITE, _("Read and do everything that you may")),
            ("parts", _("Only some of it, which you choose below")),
        ],
        widget=HintedRadios,
    )
    parts = forms.MultipleChoiceField(
        label=_("Only this"), widget=forms.CheckboxSelectMultiple, required=False
    )
    days = forms.TypedChoiceField(
        label=_("How long does it last?"),
        choices=list(TERMS.items()),
        coerce=int,
        initial=str(LASTS),
        widget=forms.RadioSelect,
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [  # type: ignore[attr-defined]
            (scope, scopes.label_of(scope)) for scope in scopes.offered_here() if ":" in scope
        ]

    def clean(self) -> dict[str, Any]:
        """Who chooses parts chooses at least one."""
        data = super().clean() or {}
        if data.get("reach") == "parts" and not data.get("parts") and "parts" not in self.errors:
            self.add_error("parts", _("Choose at least one."))
        return data

    @property
    def scopes(self) -> list[str]:
        """What was chosen; after validation."""
        reach: str = self.cleaned_data["reach"]
        return self.cleaned_data["parts"] if reach == "parts" else [reach]
