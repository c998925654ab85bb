"""What is said on the way, and what was done after an alarm. One tap needs no field at all."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.choices import NoteVisibility
from casework.moments import RepeatedHour, SkippedHour, moment_of
from casework.visits.actions.alarms import OVER
from casework.visits.choices import EXTENSIONS, TO_SAY
from ostoja.ui.forms import DateField, Form, LongText, SubmissionField, TimeField, VersionedForm

A_DAY = datetime.timedelta(days=1)
READERS = [one for one in NoteVisibility.choices if one[0] != NoteVisibility.NAMED]
GOES_ON = [
    (OVER, gettext_lazy("The visit is over: everybody is out")),
    *((one, gettext_lazy("It goes on. Ring again in %(minutes)d minutes.")) for one in EXTENSIONS),
]


class SaidForm(Form):
    """Something that happened now or, where there was no signal, at an earlier time of this day or
    of the last one: the latest moment at which the clock showed that time.
    """

    at = TimeField(
        label=gettext_lazy("What time was it really?"),
        help_text=gettext_lazy("Only if you had no signal. Leave it empty if it is now."),
        required=False,
    )
    submission = SubmissionField()

    def clean_at(self) -> datetime.datetime | None:
        """The moment; None for now."""
        hour = self.cleaned_data.get("at")
        if hour is None:
            return None
        found = last_time(hour)
        if found is None:
            raise forms.ValidationError(_("This time does not exist. Check it."))
        return found


class CheckInForm(SaidForm):
    """At the door."""


class ExtendForm(Form):
    """More time."""

    minutes = forms.TypedChoiceField(
        label=gettext_lazy("More minutes"), choices=[(one, one) for one in EXTENSIONS], coerce=int
    )
    submission = SubmissionField()


class HelpForm(Form):
    """Nothing is asked."""

    submission = SubmissionField()


class CheckOutForm(SaidForm):
    """Out again, with how it went; ``has_case`` says whether there is one to write into."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("How did it go?"),
        choices=[(one.value, one.label) for one in TO_SAY],
        widget=forms.RadioSelect,
    )
    note = LongText(
        label=gettext_lazy("Note of the visit"),
        help_text=gettext_lazy("You can write it later: first say that you are out."),
        required=False,
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may read the note"),
        choices=READERS,
        initial=NoteVisibility.LEADING,
        required=False,
    )
    next_step = forms.CharField(
        label=gettext_lazy("What is to be done next"),
        help_text=gettext_lazy("It becomes your task in the case."),
        max_length=200,
        required=False,
    )
    next_on = DateField(label=gettext_lazy("Until what day"), required=False)

    field_order = ["outcome", "at", "note", "visibility", "next_step", "next_on", "submission"]

    def __init__(self, *args: Any, has_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_case:
            for name in ("visibility", "next_step", "next_on"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A day belongs to something that is to be done."""
        given = super().clean() or self.cleaned_data
        if given.get("next_on") and not given.get("next_step"):
            self.add_error("next_step", _("Write what is to be done until that day."))
        return given


class CloseAlarmForm(VersionedForm):
    """What was done. ``goes_on`` is asked only where nobody has checked out."""

    done = LongText(
        label=gettext_lazy("What was done"),
        help_text=gettext_lazy("Whom you reached, what they said, who went there."),
        max_length=4000,
    )
    goes_on = forms.TypedChoiceField(
        label=gettext_lazy("What about the visit?"), widget=forms.RadioSelect, coerce=int
    )

    def __init__(self, *args: Any, is_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_over:
            del self.fields["goes_on"]
        else:
            chosen: Any = self.fields["goes_on"]
            chosen.choices = [(one, _filled(words, one)) for one, words in GOES_ON]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {"goes_on": None, **self.cleaned_data}


def _filled(words: Any, minutes: int) -> str:
    return str(words) % {"minutes": minutes} if minutes else str(words)


def last_time(
    hour: datetime.time, now: datetime.datetime | None = None
) -> datetime.datetime | None:
    """The latest moment, not later than two minutes from now, at which Poland's clock showed this;
    None where it showed it neither on this day nor on the last one.
    """
    latest = (now or timezone.now()) + datetime.timedelta(minutes=2)
    today = timezone.localdate(latest)
    for day in (today, today - A_DAY):
        for moment in reversed(_moments(day, hour)):
            if moment <= latest:
                return moment
    return None


def _moments(day: datetime.date, hour: datetime.time) -> list[datetime.datetime]:
    """None, one, or two on the night when the clock goes back; in UTC."""
    try:
        return [moment_of(day, hour).astimezone(datetime.UTC)]
    except SkippedHour:
        return []
    except RepeatedHour:
        return [moment_of(day, hour, fold).astimezone(datetime.UTC) for fold in (0, 1)]
