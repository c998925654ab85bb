"""What a step of a referral must be told, by staff or by somebody who came with a link."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.referrals.choices import Kind, Reason, State
from casework.referrals.forms_of_meetings import meeting_fields, take_meeting
from casework.referrals.models import Referral
from casework.referrals.workflow import REASONS, needs_of
from ostoja.ui.forms import LongText, VersionedForm


class MoveForm(VersionedForm):
    """What one step of the workflow must be told: a reason, an outcome, or nothing.

    Who accepts a need may name the first meeting with it: ``meeting`` is what ``move`` takes.
    """

    def __init__(self, referral: Referral, to: State, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = needs_of(referral.kind, referral.state, to)
        self.may_meet = referral.kind == Kind.REFERRAL and to == State.ACCEPTED
        if self.may_meet:
            self.fields |= meeting_fields(required=False)
        if "reason" in needs:
            self.fields |= _reason_fields(to)
        if "outcome" in needs:
            self.fields["outcome"] = LongText(
                label=_("What was achieved"),
                help_text=_("The sender and the body that leads the case will read this."),
                error_messages={"required": _("Write what was achieved.")},
            )

    def clean(self) -> dict[str, Any]:
        """Another reason is explained; a meeting has a day and an hour."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.may_meet:
            cleaned["meeting"] = take_meeting(self)
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("explanation", "").strip():
            self.add_error("explanation", gettext("Explain the other reason in a few words."))
        return cleaned


class LinkedAnswerForm(MoveForm):
    """The same, and the name of whoever answers."""

    name = forms.CharField(
        label=_("Your name and surname"),
        help_text=_("The sender sees who answered."),
        max_length=150,
        error_messages={"required": _("Write your name and surname.")},
        widget=forms.TextInput({"autocomplete": "name"}),
    )


def _reason_fields(to: State) -> dict[str, forms.Field]:
    return {
        "reason": forms.ChoiceField(
            label=_("Reason"),
            choices=[(reason.value, reason.label) for reason in REASONS[to]],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the reason.")},
        ),
        "explanation": LongText(label=_("Explanation"), max_length=2_000, required=False),
    }
