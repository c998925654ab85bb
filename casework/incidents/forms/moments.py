"""A day and an hour on Poland's clock, also on the nights when it changes."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.moments import RepeatedHour, SkippedHour, moment_of
from ostoja.ui.forms import DateField, TimeField, VersionedForm

WHICH = [
    ("", gettext_lazy("choose")),
    ("0", gettext_lazy("the first time (still summer time)")),
    ("1", gettext_lazy("the second time (winter time already)")),
]


class MomentForm(VersionedForm):
    """``moment`` in ``cleaned_data`` is the one that is meant; which of two hours is asked only
    where an hour comes twice.
    """

    day = DateField(label=gettext_lazy("Day"))
    hour = TimeField(label=gettext_lazy("Hour"), help_text=gettext_lazy("For example 2:15 or 215."))
    fold = forms.ChoiceField(label=gettext_lazy("Which hour?"), choices=WHICH, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._comes_twice():
            self.fields["fold"].widget = forms.HiddenInput()

    @staticmethod
    def parts_of(moment: datetime.datetime) -> dict[str, Any]:
        """A moment as the first values of the three fields."""
        local = timezone.localtime(moment)
        return {"day": local.date(), "hour": local.time(), "fold": _fold_of(local)}

    def clean(self) -> dict[str, Any]:
        """Turns day and hour into one moment."""
        self.cleaned_data["moment"] = self._moment()
        return self.cleaned_data

    def _moment(self) -> datetime.datetime | None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day is None or hour is None:
            return None
        chosen = self.cleaned_data.get("fold")
        try:
            return moment_of(day, hour, int(chosen) if chosen else None)
        except SkippedHour:
            words = _("This hour does not exist: that night the clock jumps from 2:00 to 3:00.")
            self.add_error("hour", words)
        except RepeatedHour:
            words = _("This hour comes twice: that night the clock goes back from 3:00 to 2:00.")
            self.add_error("fold", f"{words} " + _("Say which one you mean."))
        return None

    def _comes_twice(self) -> bool:
        if not self.is_bound:
            return bool(self.initial.get("fold"))
        try:
            day = self.fields["day"].clean(self["day"].data)
            hour = self.fields["hour"].clean(self["hour"].data)
            moment_of(day, hour)
        except RepeatedHour:
            return True
        except (SkippedHour, forms.ValidationError, OverflowError):
            return False
        return False


def _fold_of(local: datetime.datetime) -> str:
    try:
        moment_of(local.date(), local.time())
    except RepeatedHour:
        return str(local.fold)
    except SkippedHour:
        return ""
    return ""
