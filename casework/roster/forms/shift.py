"""The form of one duty: day and hours on Poland's clock, also on the nights when it changes."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.moments import RepeatedHour, SkippedHour, moment_of
from casework.roster.actions import ShiftFacts
from casework.roster.forms.calendar import EARLIEST, LATEST
from casework.roster.models import DutyPlace, Shift
from casework.roster.models.shift import LONGEST
from casework.roster.selectors import A_DAY, places, staff_of_duties
from ostoja.accounts.models import User
from ostoja.ui.forms import DateField, SubmissionField, TimeField, VersionedForm

WHICH = [
    ("", gettext_lazy("choose")),
    ("0", gettext_lazy("the first time (still summer time)")),
    ("1", gettext_lazy("the second time (winter time already)")),
]


class ShiftForm(VersionedForm):
    """Place, person, day, start and end. An end before the start is asked about, never guessed."""

    place = forms.ModelChoiceField(
        label=gettext_lazy("Place of duty"), queryset=DutyPlace.objects.none()
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )
    day = DateField(label=gettext_lazy("Day on which it begins"))
    starts = TimeField(
        label=gettext_lazy("Start"), help_text=gettext_lazy("For example 19:00 or 1900.")
    )
    starts_fold = forms.ChoiceField(
        label=gettext_lazy("Which start?"), choices=WHICH, required=False
    )
    ends = TimeField(label=gettext_lazy("End"))
    next_day = forms.BooleanField(label=gettext_lazy("It ends on the next day"), required=False)
    ends_fold = forms.ChoiceField(label=gettext_lazy("Which end?"), choices=WHICH, required=False)
    submission = SubmissionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places(also_closed=True)  # type: ignore[attr-defined]
        self.fields["person"].queryset = staff_of_duties()  # type: ignore[attr-defined]
        self._ask_only_what_is_unclear()

    @classmethod
    def values_of(cls, shift: Shift) -> dict[str, Any]:
        """The duty as it is now, as the form's first values."""
        start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
        return {
            "place": shift.place_id,
            "person": shift.person_id,
            "day": start.date(),
            "starts": start.time(),
            "ends": end.time(),
            "next_day": end.date() > start.date(),
            "starts_fold": _fold_of(start),
            "ends_fold": _fold_of(end),
            "version": shift.version,
        }

    def clean_day(self) -> datetime.date:
        """A year that can be meant."""
        day: datetime.date = self.cleaned_data["day"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Write a year between 2000 and 2099."))
        return day

    def clean(self) -> dict[str, Any]:
        """Turns day and hours into moments."""
        starts_at, ends_at = self._moment("starts", 0), self._end()
        self.cleaned_data |= {"starts_at": starts_at, "ends_at": ends_at}
        if starts_at and ends_at:
            length = ends_at.astimezone(datetime.UTC) - starts_at.astimezone(datetime.UTC)
            if length <= datetime.timedelta():
                words = _(
                    "The end is before the start. Does the duty end on the next day? Tick it."
                )
                self.add_error("ends", words)
            elif length > LONGEST:
                self.add_error("ends", _("A duty may last one day at most. Write two duties."))
        return self.cleaned_data

    def facts(self) -> ShiftFacts:
        """What the actions take."""
        given = self.cleaned_data
        return ShiftFacts(
            place=given["place"],
            person=given["person"],
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
        )

    def _end(self) -> datetime.datetime | None:
        return self._moment("ends", 1 if self.cleaned_data.get("next_day") else 0)

    def _moment(self, name: str, days: int) -> datetime.datetime | None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get(name)
        if day is None or hour is None:
            return None
        chosen = self.cleaned_data.get(f"{name}_fold")
        try:
            return moment_of(day + days * A_DAY, hour, int(chosen) if chosen else None)
        except SkippedHour:
            words = _("This hour does not exist: that night the clock jumps from 2:00 to 3:00.")
            self.add_error(name, words)
        except RepeatedHour:
            words = _("This hour comes twice: that night the clock goes back from 3:00 to 2:00.")
            self.add_error(f"{name}_fold", f"{words} " + _("Say which one you mean."))
        return None

    def _ask_only_what_is_unclear(self) -> None:
        """The question which of two hours is meant stands only where an hour comes twice."""
        for name in ("starts", "ends"):
            if not self._comes_twice(name):
                self.fields[f"{name}_fold"].widget = forms.HiddenInput()

    def _comes_twice(self, name: str) -> bool:
        if not self.is_bound:
            return bool(self.initial.get(f"{name}_fold"))
        try:
            day = self.fields["day"].clean(self["day"].data)
            hour = self.fields[name].clean(self[name].data)
            later = name == "ends" and bool(self["next_day"].data)
            moment_of(day + (1 if later else 0) * A_DAY, hour)
        except RepeatedHour:
            return True
        except (SkippedHour, forms.ValidationError, OverflowError):
            return False
        return False


def _fold_of(moment: datetime.datetime) -> str:
    """Which of two hours it is; empty for one that comes once."""
    try:
        moment_of(moment.date(), moment.time())
    except RepeatedHour:
        return str(moment.fold)
    return ""
