"""The form of one meeting's facts."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.meetings.actions import MeetingFacts
from casework.meetings.choices import MeetingKind
from casework.meetings.forms.choices import grouped
from casework.meetings.models import Meeting
from casework.meetings.selectors import (
    HostSuggestion,
    organisations_by_permanence,
    places_by_host,
    series_as_known,
    series_names,
)
from casework.moments import RepeatedHour, SkippedHour, moment_of
from casework.partners.models import Location, Organisation
from ostoja.ui.forms import DateField, LongText, SubmissionField, TimeField, VersionedForm
from ostoja.ui.templatetags.ui import local_time

EARLIEST = datetime.date(2000, 1, 1)
YEARS_AHEAD = 5


class MeetingForm(VersionedForm):
    """When, where, with whom as the host; a title only where there is one."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of meeting"),
        choices=MeetingKind.choices,
        initial=MeetingKind.COALITION,
    )
    day = DateField(label=gettext_lazy("Day"))
    starts = TimeField(
        label=gettext_lazy("Start"), help_text=gettext_lazy("For example 10:00 or 1000.")
    )
    ends = TimeField(label=gettext_lazy("End"), required=False)
    host = forms.ModelChoiceField(label=gettext_lazy("Host"), queryset=Organisation.objects.all())
    place = forms.ModelChoiceField(
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("Places are listed under the organisation that has them."),
        queryset=Location.objects.all(),
        required=False,
    )
    series = forms.CharField(
        label=gettext_lazy("Series of meetings"), max_length=100, required=False
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    topic = LongText(
        label=gettext_lazy("Agenda"),
        help_text=gettext_lazy("What it is about, each thing on its own line."),
        max_length=5000,
        required=False,
    )
    submission = SubmissionField()

    def __init__(self, *args: Any, suggestion: HostSuggestion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if suggestion is not None:
            self.fields["host"].help_text = _why(suggestion)
        self.known_series = series_names()
        if self.known_series:
            self.fields["series"].help_text = _("So far: %(names)s.") % {
                "names": ", ".join(self.known_series)
            }
        self.fields["host"].choices = grouped(  # type: ignore[attr-defined]
            organisations_by_permanence(), gettext_lazy("choose an organisation")
        )
        self.fields["place"].choices = grouped(  # type: ignore[attr-defined]
            places_by_host(), gettext_lazy("not chosen")
        )

    @classmethod
    def values_of(cls, meeting: Meeting) -> dict[str, Any]:
        """The meeting as it is now, as the form's first values."""
        start, end = timezone.localtime(meeting.starts_at), meeting.ends_at
        same = ("kind", "host", "place", "series", "title", "topic", "version")
        return {name: getattr(meeting, name) for name in same} | {
            "day": start.date(),
            "starts": start.time(),
            "ends": timezone.localtime(end).time() if end else None,
        }

    def clean_day(self) -> datetime.date:
        """A year that can be meant."""
        day: datetime.date = self.cleaned_data["day"]
        latest = datetime.date(timezone.localdate().year + YEARS_AHEAD, 12, 31)
        if not EARLIEST <= day <= latest:
            raise forms.ValidationError(
                _("Write a day between %(first)s and %(last)s.")
                % {"first": date_format(EARLIEST), "last": date_format(latest)}
            )
        return day

    def clean_series(self) -> str:
        """The series as it is spelt already, however it was typed."""
        return series_as_known(self.cleaned_data["series"])

    def clean(self) -> dict[str, Any]:
        """Turns day and hours into moments."""
        starts_at, ends_at = self._moment("starts"), self._moment("ends")
        self.cleaned_data |= {"starts_at": starts_at, "ends_at": ends_at}
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error(
                "ends",
                _(
                    "The end must be later than the start. If the meeting goes on past midnight,"
                    " leave the end empty."
                ),
            )
        return self.cleaned_data

    def facts(self) -> MeetingFacts:
        """What the actions take."""
        given = self.cleaned_data
        return MeetingFacts(
            kind=given["kind"],
            series=given["series"],
            title=given["title"],
            starts_at=given["starts_at"],
            ends_at=given["ends_at"],
            host=given["host"],
            place=given["place"],
            topic=given["topic"],
        )

    def _moment(self, name: str) -> datetime.datetime | None:
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get(name)
        if day is None or hour is None:
            return None
        try:
            return moment_of(day, hour)
        except SkippedHour:
            self.add_error(
                name,
                _(
                    "This hour does not exist: that night the clock jumps from 2:00 to 3:00."
                    " Write another one."
                ),
            )
        except RepeatedHour:
            self.add_error(
                name,
                _(
                    "This hour comes twice: that night the clock goes back from 3:00 to 2:00."
                    " Write an hour before 2:00, or 3:00 or later."
                ),
            )
        return None


def _why(suggestion: HostSuggestion) -> SafeString:
    """Whose turn it is, with the reason."""
    if suggestion.last_on is None:
        words = _("Perhaps {name}: a permanent member that has not been the host yet.")
        return format_html(words, name=suggestion.organisation)
    words = _("Perhaps {name}: of the permanent members it was the host the longest ago, on {day}.")
    return format_html(words, name=suggestion.organisation, day=local_time(suggestion.last_on))
