"""When and where the receiver of a referral and the person first meet."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.moments import RepeatedHour, SkippedHour, moment_of
from ostoja.ui.forms import DateField, Form, TimeField

NAMES = ("day", "hour", "place", "person_told")


def meeting_fields(*, required: bool) -> dict[str, forms.Field]:
    """The fields of a meeting; where it need not be named, they say that it is the first one."""
    day, hour = (
        (gettext_lazy("On which day"), gettext_lazy("At which hour"))
        if required
        else (
            gettext_lazy("First meeting, if you name it now: the day"),
            gettext_lazy("First meeting: the hour"),
        )
    )
    return {
        "day": DateField(label=day, required=required),
        "hour": TimeField(
            label=hour, help_text=gettext_lazy("For example 14:30 or 1430."), required=required
        ),
        "place": forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False),
        "person_told": forms.BooleanField(
            label=gettext_lazy("The person knows of it"),
            help_text=gettext_lazy("Tell them only in the way they allowed."),
            required=False,
        ),
    }


def take_meeting(form: Form) -> dict[str, Any] | None:
    """What ``name_appointment`` takes, out of the form's fields; None where none is named.

    Errors are put beside the fields that they are about.
    """
    given = {name: form.cleaned_data.pop(name, None) for name in NAMES}
    day, hour = given["day"], given["hour"]
    if day and hour:
        at = _moment(form, day, hour)
        if at and at <= timezone.now():
            form.add_error("day", _("Write a moment to come."))
        return {"at": at, "place": given["place"], "person_told": given["person_told"]}
    if any(given.values()) or {"day", "hour"} & form.errors.keys():
        if not hour and "hour" not in form.errors:
            form.add_error("hour", _("Write at which hour you meet, too."))
        if not day and "day" not in form.errors:
            form.add_error("day", _("Write on which day you meet, too."))
    return None


def _moment(form: Form, day: date, hour: time) -> datetime | None:
    try:
        return moment_of(day, hour)
    except RepeatedHour:
        return moment_of(day, hour, 0)
    except SkippedHour:
        words = _("This hour does not exist: that night the clock jumps from 2:00 to 3:00.")
        form.add_error("hour", words)
    return None


class AppointmentForm(Form):
    """A meeting that is named or moved; ``cleaned_data`` is what ``name_appointment`` takes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= meeting_fields(required=True)

    def clean(self) -> dict[str, Any]:
        """Turns day and hour into a moment to come."""
        if not self.errors:
            self.cleaned_data = take_meeting(self) or {}
        return self.cleaned_data
