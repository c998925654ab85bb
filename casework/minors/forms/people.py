"""Who answers for what under the standards, and what a review found."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from casework.minors.choices import ReviewOutcome
from casework.minors.public_choices import Duty
from ostoja.accounts.models import User
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField


class ResponsibleForm(Form):
    """Who answers for what."""

    person = forms.ModelChoiceField(
        label=gettext_lazy("Person"), queryset=User.objects.none(), empty_label=None
    )
    duty = forms.ChoiceField(label=gettext_lazy("What the person does"), widget=forms.RadioSelect)
    shown_as = forms.CharField(
        label=gettext_lazy("What the public page says"),
        help_text=gettext_lazy("For example a name, a room and a number. Empty: nothing."),
        max_length=200,
        required=False,
    )

    def __init__(self, members: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = members  # type: ignore[attr-defined]
        self.fields["duty"].choices = Duty.choices  # type: ignore[attr-defined]


class ReviewForm(Form):
    """What a review found."""

    held_on = DateField(label=gettext_lazy("Day of the review"), initial=timezone.localdate)
    outcome = forms.ChoiceField(label=gettext_lazy("What it found"), widget=forms.RadioSelect)
    conclusions = LongText(
        label=gettext_lazy("Conclusions"),
        help_text=gettext_lazy(
            "Whether the standards fit what is needed today, and the law as it stands."
        ),
        max_length=20_000,
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = ReviewOutcome.choices  # type: ignore[attr-defined]
