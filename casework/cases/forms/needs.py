"""What became of a need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NeedState, UnmetReason
from casework.cases.models import CaseNeed
from ostoja.ui.forms import Form


class SettleForm(Form):
    """What became of one need."""

    def __init__(self, need: CaseNeed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = settlement_field(need)


def settlement_field(need: CaseNeed) -> forms.ChoiceField:
    """The question what became of this need; see ``settle_need``."""
    unmet = [(reason, f"{NeedState.UNMET.label}: {reason.label}") for reason in UnmetReason]
    choices = [
        (NeedState.MET, NeedState.MET.label),
        (NeedState.DROPPED, NeedState.DROPPED.label),
        *unmet,
    ]
    return forms.ChoiceField(
        label=_("What became of the need: %(need)s") % {"need": need},
        choices=choices,
        widget=forms.RadioSelect,
    )
