"""Forms of this room."""

from casework.meetings.forms.attendance import AttendanceForm
from casework.meetings.forms.meeting import MeetingForm
from casework.meetings.forms.outcome import BookFilterForm, OutcomeForm, VerdictForm

__all__ = ["AttendanceForm", "BookFilterForm", "MeetingForm", "OutcomeForm", "VerdictForm"]
