"""Places of duty, shifts, swaps, absences, warnings and calendar feeds."""

from casework.roster.models.absence import Absence
from casework.roster.models.duty_place import CoverHours, DutyPlace, ShiftPattern
from casework.roster.models.feed import CalendarFeed
from casework.roster.models.gap_warning import GapWarning
from casework.roster.models.shift import Shift
from casework.roster.models.swap import Swap

__all__ = [
    "Absence",
    "CalendarFeed",
    "CoverHours",
    "DutyPlace",
    "GapWarning",
    "Shift",
    "ShiftPattern",
    "Swap",
]
