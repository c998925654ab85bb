"""Forms of this room."""

from casework.roster.forms.absence import AbsenceForm
from casework.roster.forms.calendar import ChosenDaysForm
from casework.roster.forms.pattern import PatternForm
from casework.roster.forms.place import PlaceForm
from casework.roster.forms.shift import ShiftForm
from casework.roster.forms.swap import SwapForm

__all__ = [
    "AbsenceForm",
    "ChosenDaysForm",
    "PatternForm",
    "PlaceForm",
    "ShiftForm",
    "SwapForm",
]
