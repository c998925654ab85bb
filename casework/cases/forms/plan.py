"""The support plan: a goal, what became of it, a talk about the plan, the day of the next one."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import ConsentWay
from casework.cases.choices_of_plan import GoalState, PlanAnswer, ReviewOutcome
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, VersionedForm


class GoalForm(VersionedForm):
    """One goal."""

    words = LongText(
        label=_("What the person wants to reach"),
        help_text=_("In their own words, as they said it."),
        max_length=2_000,
    )
    submission = SubmissionField()


class GoalMoveForm(VersionedForm):
    """What came of a goal."""

    words = LongText(max_length=2_000, required=False)

    def __init__(self, to: GoalState, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_open = to == GoalState.OPEN
        self.fields["words"].label = _("Why it is open again") if is_open else _("What came of it")


class TalkForm(Form):
    """What a talk about the plan came to, and when the next one is."""

    held_on = DateField(label=_("Day of the talk"), initial=timezone.localdate)
    outcome = forms.ChoiceField(
        label=_("What it came to"), choices=ReviewOutcome.choices, widget=forms.RadioSelect
    )
    answer = forms.ChoiceField(
        label=_("What the person says of the plan"),
        help_text=_("A plan is theirs. Whoever wants none gets help all the same."),
        choices=PlanAnswer.choices,
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label=_("How they said it"),
        choices=ConsentWay.choices,
        widget=forms.RadioSelect,
        initial=ConsentWay.IN_PERSON,
    )
    words = LongText(label=_("What was said"), max_length=10_000, required=False)
    next_on = DateField(
        label=_("Next talk by"),
        help_text=_("It stands on your first page and in the list of cases."),
        required=False,
    )
    submission = SubmissionField()

    def clean_held_on(self) -> datetime.date:
        """A day that has come."""
        day: datetime.date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("A talk cannot be written down before it was held."))
        return day

    def clean(self) -> dict[str, Any]:
        """The next talk comes after this one, and lies ahead."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        held_on, next_on = cleaned.get("held_on"), cleaned.get("next_on")
        if held_on and next_on and next_on <= held_on:
            self.add_error("next_on", gettext("The next talk comes after this one."))
        elif next_on and next_on.year > LAST_YEAR:
            self.add_error("next_on", gettext("Write a year between 2000 and 2099."))
        return cleaned


class NextTalkForm(Form):
    """By when the plan is looked at again."""

    due_on = DateField(label=_("Next talk by"))
    submission = SubmissionField()

    def clean_due_on(self) -> datetime.date:
        """A day that lies ahead and can be meant."""
        day: datetime.date = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise ValidationError(gettext("Choose a day that has not passed."))
        if day.year > LAST_YEAR:
            raise ValidationError(gettext("Write a year between 2000 and 2099."))
        return day


LAST_YEAR = 2099
