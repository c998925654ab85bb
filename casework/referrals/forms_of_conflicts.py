"""Noting a conflict of interest, and lifting it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.partners.models import Organisation
from casework.referrals.choices import ConflictKind
from ostoja.ui.forms import Form, LongText, SubmissionField


class ConflictForm(Form):
    """Which body, what the conflict is, and how it is known."""

    organisation = forms.ModelChoiceField(
        label=_("Which body?"),
        queryset=Organisation.objects.none(),
        empty_label=_("choose a body"),
    )
    kind = forms.ChoiceField(
        label=_("What the conflict is"), choices=ConflictKind.choices, widget=forms.RadioSelect
    )
    reason = LongText(
        label=_("How it is known, and what to mind"),
        help_text=_("Only those who share the case read it. The body itself never does."),
        max_length=2_000,
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.all()
        )


class LiftForm(Form):
    """Why it no longer stands in the way."""

    because = LongText(label=_("Why there is none any more"), max_length=2_000)
