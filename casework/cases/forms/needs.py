"""What became of a need."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import NeedState, UnmetReason
from casework.cases.models import CaseNeed
from ostoja.ui.forms import Form


class SettleForm(Form):
    """What became of one need; ``cleaned_data`` is what ``settle_need`` takes."""

    def __init__(self, need: CaseNeed, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = settlement_field(need)
        self.fields["missing"] = missing_field()

    def clean(self) -> dict[str, Any]:
        """Nothing is missing of what was met or not met at all."""
        return checked_missing(self, "answer", "missing")


def settlement_field(need: CaseNeed) -> forms.ChoiceField:
    """The question what became of this need; see ``settle_need``."""
    unmet = [(reason, f"{NeedState.UNMET.label}: {reason.label}") for reason in UnmetReason]
    plain = [(state, state.label) for state in (NeedState.MET, NeedState.PARTLY, NeedState.DROPPED)]
    return forms.ChoiceField(
        label=_("What became of the need: %(need)s") % {"need": need},
        choices=[*plain, *unmet],
        widget=forms.RadioSelect,
    )


def missing_field() -> forms.ChoiceField:
    """Why the rest is missing, where a need was met in part."""
    return forms.ChoiceField(
        label=_("If it was met in part: why not whole?"),
        choices=[("", _("It was not met in part")), *UnmetReason.choices],
        required=False,
    )


def checked_missing(form: forms.Form, answer: str, missing: str) -> dict[str, Any]:
    """The reason is asked of what was met in part, and forgotten of everything else."""
    given = form.cleaned_data
    if given.get(answer) != NeedState.PARTLY:
        given[missing] = ""
    elif not given.get(missing) and missing not in form.errors:
        form.add_error(missing, _("Say why the need was met only in part."))
    return given
