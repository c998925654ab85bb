"""The week of a service as a form: one line for each day, such as “8:00–12:00, 13:00–16:00”."""

import re
from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casework.partners.choices import Day
from casework.partners.facts import Interval
from casework.partners.hours_in_words import interval_words, intervals_by_day
from casework.partners.models import Schedule
from casework.partners.opening import LAST_MINUTE
from ostoja.ui.forms import Form

LONGEST = 100
_BETWEEN_INTERVALS = re.compile(r"[,;]")
_CLOCK = r"(\d{1,2})(?:[:.](\d\d))?"
_INTERVAL = re.compile(rf"\s*{_CLOCK}\s*[-‐-―]\s*{_CLOCK}\s*")


class HoursField(forms.CharField):
    """The hours of one day: pairs of times with commas between them; empty means closed.

    24:00 is midnight at the end of the day and kept as 23:59.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST, required=False, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-20"

    def clean(self, value: Any) -> list[Interval]:
        """The intervals in order; refuses what it cannot read, and hours that overlap."""
        written: str = super().clean(value)
        if not written:
            return []
        intervals = sorted(_interval(part) for part in _BETWEEN_INTERVALS.split(written))
        if any(later[0] < earlier[1] for earlier, later in pairwise(intervals)):
            raise ValidationError(_("These hours overlap."))
        return intervals

    def prepare_value(self, value: Any) -> Any:
        """Intervals as people write them; what was typed as it was typed."""
        return ", ".join(map(interval_words, value)) if isinstance(value, list) else value


def _interval(written: str) -> Interval:
    found = _INTERVAL.fullmatch(written)
    if found is None:
        raise ValidationError(_("Write hours like 8:00–15:30, with a break like 8–12, 13–16."))
    opens, closes = _time(found[1], found[2]), _time(found[3], found[4], ends=True)
    if opens >= closes:
        raise ValidationError(
            _(
                "It must close later than it opens. Hours after midnight go to the next day: "
                "close at 24:00 here, open at 0:00 there."
            )
        )
    return opens, closes


def _time(hour: str, minute: str | None, *, ends: bool = False) -> time:
    hours, minutes = int(hour), int(minute or 0)
    if ends and (hours, minutes) in {(24, 0), (0, 0)}:
        return LAST_MINUTE
    try:
        return time(hours, minutes)
    except ValueError:
        raise ValidationError(_("Hours go from 0:00 to 24:00.")) from None


class HoursForm(Form):
    """Hours by day of the week, as a part of another form that is sent together with it."""

    mark_optional = False

    def __init__(self, *args: Any, schedules: Iterable[Schedule] = (), **kwargs: Any) -> None:
        kwargs |= {"initial": intervals_by_day(schedules), "prefix": "hours"}
        super().__init__(*args, **kwargs)
        for day in Day:
            self.fields[day.value] = HoursField(label=capfirst(str(day.label)))

    @property
    def has_any(self) -> bool:
        """Whether any hours were written."""
        return any(self.hours().values())

    def hours(self) -> dict[str, list[Interval]]:
        """What the actions take: intervals by day."""
        return {day.value: self.cleaned_data[day.value] for day in Day}
