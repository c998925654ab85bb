"""Tables of this room."""

from casework.visits.models.alarm import Alarm
from casework.visits.models.settings import VisitSettings
from casework.visits.models.visit import Visit, VisitStep, VisitWorker

__all__ = ["Alarm", "Visit", "VisitSettings", "VisitStep", "VisitWorker"]
