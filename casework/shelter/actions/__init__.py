"""All writes of this room."""

from casework.shelter.actions.facilities import (
    BedFacts,
    FacilityFacts,
    add_bed,
    add_facility,
    change_bed,
    change_facility,
    close_bed,
    reopen_bed,
)
from casework.shelter.actions.holds import end_hold, hold_beds
from casework.shelter.actions.stays import admit, discharge, move_beds
from casework.shelter.actions.stepping import decide_next
from casework.shelter.actions.waiting import end_waiting, put_on_list
from casework.shelter.actions.watching import keep_beds, let_hold_pass, warn_of_limit

__all__ = [
    "BedFacts",
    "FacilityFacts",
    "add_bed",
    "add_facility",
    "admit",
    "change_bed",
    "change_facility",
    "close_bed",
    "decide_next",
    "discharge",
    "end_hold",
    "end_waiting",
    "hold_beds",
    "keep_beds",
    "let_hold_pass",
    "move_beds",
    "put_on_list",
    "reopen_bed",
    "warn_of_limit",
]
