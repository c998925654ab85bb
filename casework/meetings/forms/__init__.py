"""Forms of this room."""

from casework.meetings.forms.attendance import AttendanceForm, InvitationsForm
from casework.meetings.forms.meeting import MeetingForm
from casework.meetings.forms.outcome import BookFilterForm, OutcomeForm, VerdictForm
from casework.meetings.forms.series import SeriesForm

__all__ = [
    "AttendanceForm",
    "BookFilterForm",
    "InvitationsForm",
    "MeetingForm",
    "OutcomeForm",
    "SeriesForm",
    "VerdictForm",
]
