"""The period of the figures."""

import datetime
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from casework.shelter.figures import LONGEST
from casework.shelter.nights import A_DAY
from ostoja.ui.forms import DateField, Form

MONTHS = 24


class MonthForm(Form):
    """For whoever is not told small numbers: a whole month that is over. Days of one's own choice
    could be taken from each other.
    """

    month = forms.ChoiceField(label=pgettext_lazy("of figures", "Month"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = {f"{first:%Y-%m}": (first, last) for first, last in _months_that_are_over()}
        words = [(key, date_format(first, "F Y")) for key, (first, _last) in self.months.items()]
        self.fields["month"].choices = words  # type: ignore[attr-defined]

    @property
    def period(self) -> tuple[datetime.date, datetime.date]:
        """The month that was chosen; the latest where none was, or none of these."""
        wanted = self.cleaned_data["month"] if self.is_valid() else ""
        return self.months.get(wanted) or next(iter(self.months.values()))


def _months_that_are_over() -> Iterator[tuple[datetime.date, datetime.date]]:
    first = timezone.localdate().replace(day=1)
    for _number in range(MONTHS):
        last = first - A_DAY
        first = last.replace(day=1)
        yield first, last


class PeriodForm(Form):
    """From one night to another; the present month unless it is said."""

    first = DateField(label=pgettext_lazy("first day of a period", "From"), required=False)
    last = DateField(label=pgettext_lazy("last day of a period", "To"), required=False)

    def clean(self) -> dict[str, Any]:
        """A period that is in order and no longer than a year."""
        given, today = self.cleaned_data, timezone.localdate()
        first = given.get("first") or today.replace(day=1)
        last = given.get("last") or max(first, today)
        if last < first:
            self.add_error("last", _("The last day cannot be before the first one."))
        elif last - first > LONGEST:
            self.add_error("last", _("Choose a period of one year at most."))
        return {"first": first, "last": last}

    @property
    def period(self) -> tuple[datetime.date, datetime.date]:
        """What was chosen; the present month where it cannot be taken."""
        today = timezone.localdate()
        if self.is_valid():
            return self.cleaned_data["first"], self.cleaned_data["last"]
        return today.replace(day=1), today
