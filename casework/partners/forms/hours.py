"""The week of a service as a form: for each day when it opens and closes, without JavaScript."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.partners.choices import Day
from casework.partners.facts import Interval
from casework.partners.hours_in_words import intervals_by_day
from casework.partners.models import Schedule
from casework.partners.opening import LAST_MINUTE
from ostoja.ui.forms import Form, TimeField

AT_LEAST = 2
"""How many openings a day has room for: before and after a midday break."""

MIDNIGHT = ("24:00", "24.00", "2400", "0:00", "00:00", "00.00", "0000")


class ClosingField(TimeField):
    """A time at which something closes: 24:00 is midnight, kept as 23:59."""

    def to_python(self, value: Any) -> time | None:
        """Midnight ends the day here; it does not begin it."""
        if isinstance(value, str) and value.strip() in MIDNIGHT:
            return LAST_MINUTE
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Shows the last minute as the midnight that it means."""
        return "24:00" if value == LAST_MINUTE else super().prepare_value(value)


@dataclass(frozen=True, slots=True)
class DayRow:
    """The fields of one day, opening and closing in pairs."""

    day: Day
    pairs: list[tuple[BoundField, BoundField]]

    @property
    def name(self) -> str:
        """The day, with a capital letter."""
        return capfirst(str(self.day.label))


class HoursForm(Form):
    """Regular hours of the week; hours for a set period are not touched."""

    mark_optional = False

    def __init__(self, *args: Any, schedules: Iterable[Schedule] = (), **kwargs: Any) -> None:
        regular = [one for one in schedules if not one.valid_from and not one.valid_to]
        known = intervals_by_day(regular)
        self.room = max(AT_LEAST, *(len(intervals) for intervals in known.values()))
        initial = {
            f"{day}_{number}_{end}": value
            for day, intervals in known.items()
            for number, interval in enumerate(intervals)
            for end, value in zip(("opens", "closes"), interval, strict=True)
        }
        kwargs |= {"initial": initial, "prefix": "hours"}
        super().__init__(*args, **kwargs)
        for day in Day:
            self.fields.update(self._fields_of(day))

    def _fields_of(self, day: Day) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for number in range(self.room):
            labels = (
                format_lazy("{}: {}", day.label, gettext_lazy("opens")),
                format_lazy("{}: {}", day.label, gettext_lazy("closes")),
            )
            opens, closes = self._names(day, number)
            fields[opens] = TimeField(label=labels[0], required=False)
            fields[closes] = ClosingField(label=labels[1], required=False)
        return fields

    def _names(self, day: Day, number: int) -> tuple[str, str]:
        return f"{day}_{number}_opens", f"{day}_{number}_closes"

    @property
    def rows(self) -> list[DayRow]:
        """One row for each day, as the page shows it."""
        return [
            DayRow(day, [(self[opens], self[closes]) for opens, closes in self._pairs(day)])
            for day in Day
        ]

    def _pairs(self, day: Day) -> list[tuple[str, str]]:
        return [self._names(day, number) for number in range(self.room)]

    def clean(self) -> dict[str, Any]:
        """Each opening has its closing, later on the same day, and none overlap."""
        for day in Day:
            found = [self._checked(opens, closes) for opens, closes in self._pairs(day)]
            intervals = sorted(interval for interval in found if interval)
            for earlier, later in pairwise(intervals):
                if later[0] < earlier[1]:
                    self.add_error(self._names(day, 1)[0], _("These hours overlap."))
        return self.cleaned_data

    def _checked(self, opens: str, closes: str) -> Interval | None:
        if opens in self.errors or closes in self.errors:
            return None
        start, end = self.cleaned_data.get(opens), self.cleaned_data.get(closes)
        if start is None and end is None:
            return None
        if start is None or end is None:
            missing = opens if start is None else closes
            self.add_error(missing, _("Write both times, or none."))
        elif start >= end:
            self.add_error(
                closes,
                _(
                    "It must close later than it opens. Hours after midnight go to the next day: "
                    "close at 24:00 here, open at 0:00 there."
                ),
            )
        else:
            return start, end
        return None

    @property
    def has_any(self) -> bool:
        """Whether any time was written."""
        return any(self.hours().values())

    def hours(self) -> dict[str, list[Interval]]:
        """What the actions take: intervals by day."""
        given = self.cleaned_data
        pairs = {day.value: self._pairs(day) for day in Day}
        return {
            day: [(given[opens], given[closes]) for opens, closes in names if given[opens]]
            for day, names in pairs.items()
        }
