"""Tables of this room."""

from casework.shelter.models.bed import Bed, BedClosure, Room
from casework.shelter.models.facility import Facility
from casework.shelter.models.hold import Hold
from casework.shelter.models.night import BedNight
from casework.shelter.models.stay import Stay, StayDecision
from casework.shelter.models.waiting import Waiting

__all__ = [
    "Bed",
    "BedClosure",
    "BedNight",
    "Facility",
    "Hold",
    "Room",
    "Stay",
    "StayDecision",
    "Waiting",
]
