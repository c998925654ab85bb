"""Writing down how a call went, and why the person is not told."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.telling.choices import BY_HAND, Result, WhyNot
from ostoja.ui.forms import DateField, LongText, SubmissionField, VersionedForm

LONGEST = 2_000


class ContactForm(VersionedForm):
    """How somebody tried by themselves, and how it went."""

    way = forms.ChoiceField(
        label=_("How you tried"),
        choices=[(one.value, one.label) for one in BY_HAND],
        widget=forms.RadioSelect,
    )
    result = forms.ChoiceField(
        label=_("How it went"),
        choices=[one for one in Result.choices if one[0] != Result.SENT],
        widget=forms.RadioSelect,
    )
    note = LongText(
        label=_("Remarks"),
        help_text=_("For example what the person answered. Only those who hold the case read it."),
        max_length=LONGEST,
        required=False,
    )
    submission = SubmissionField()


class NotToldForm(VersionedForm):
    """The reason; for who could not be reached the day of the next try."""

    why_not = forms.ChoiceField(
        label=_("Why the person is not told"), choices=WhyNot.choices, widget=forms.RadioSelect
    )
    again_on = DateField(
        label=_("Try again on"),
        help_text=_("Only for who could not be reached. On that day it comes back to your desk."),
        required=False,
    )
    note = LongText(label=_("In a few words"), max_length=LONGEST, required=False)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        again_on: datetime.date | None = given["again_on"]
        return {"why_not": given["why_not"], "note": given["note"], "again_on": again_on}
