"""Which part of the register of unmet needs to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import UnmetReason
from casework.partners.models import Need
from ostoja.ui.forms import Form


class RegisterForm(Form):
    """A year; a need and a reason for who reads exact numbers."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    need = forms.ModelChoiceField(
        label=_("Need"), queryset=Need.objects.none(), empty_label=_("all"), required=False
    )
    reason = forms.ChoiceField(label=_("Reason"), required=False)

    def __init__(self, years: list[int], *args: Any, exact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        if not exact:
            del self.fields["need"], self.fields["reason"]
            return
        self.fields["need"].queryset = Need.objects.all()  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", _("all")), *UnmetReason.choices]  # type: ignore[attr-defined]
