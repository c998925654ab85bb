"""Making the duties of many days from what repeats at a place."""

import datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.roster.actions.patterns import MOST_DAYS
from casework.roster.forms.calendar import EARLIEST, LATEST
from casework.roster.models import DutyPlace
from casework.roster.selectors import staff_of_duties
from ostoja.accounts.models import User
from ostoja.ui.forms import DateField, Form, SubmissionField

TURNS = 8


class PatternForm(Form):
    """From which day to which, and who has duty in turn; the same person may come twice."""

    first = DateField(label=gettext_lazy("First day"))
    last = DateField(label=gettext_lazy("Last day"))
    submission = SubmissionField()

    def __init__(self, *args: Any, place: DutyPlace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = staff_of_duties(place)
        for number in range(1, TURNS + 1):
            self.fields[f"turn_{number}"] = forms.ModelChoiceField(
                label=format_lazy(gettext_lazy("{number}. in turn"), number=number),
                queryset=people,
                required=False,
                empty_label=gettext_lazy("nobody"),
            )

    def clean(self) -> dict[str, Any]:
        """Days in order, and not too many of them."""
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if not first or not last:
            return self.cleaned_data
        if not (EARLIEST <= first <= LATEST and EARLIEST <= last <= LATEST):
            self.add_error("first", _("Write a year between 2000 and 2099."))
        elif last < first:
            self.add_error("last", _("The last day is before the first one."))
        elif (last - first).days >= MOST_DAYS:
            words = _("Plan at most %(number)d days at once.")
            self.add_error("last", words % {"number": MOST_DAYS})
        return self.cleaned_data

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """The first day and the last."""
        return self.cleaned_data["first"], self.cleaned_data["last"]

    @property
    def turn(self) -> list[User]:
        """The people in their order."""
        chosen = (self.cleaned_data[f"turn_{number}"] for number in range(1, TURNS + 1))
        return [one for one in chosen if one]
