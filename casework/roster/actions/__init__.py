"""All writes of this room."""

from casework.roster.actions.absences import add_absence, remove_absence
from casework.roster.actions.feeds import make_feed, revoke_feed
from casework.roster.actions.gaps import forget_gap, warn_of_gap
from casework.roster.actions.patterns import Planned, plan_from_patterns
from casework.roster.actions.places import PlaceFacts, add_place, change_place
from casework.roster.actions.shifts import (
    ShiftFacts,
    change_shift,
    end_swaps_with,
    give_back_shifts,
    plan_shift,
    remove_shift,
)
from casework.roster.actions.swaps import (
    agree_swap,
    approve_swap,
    ask_swap,
    decline_swap,
    refuse_swap,
    withdraw_swap,
)

__all__ = [
    "PlaceFacts",
    "Planned",
    "ShiftFacts",
    "add_absence",
    "add_place",
    "agree_swap",
    "approve_swap",
    "ask_swap",
    "change_place",
    "change_shift",
    "decline_swap",
    "end_swaps_with",
    "forget_gap",
    "give_back_shifts",
    "make_feed",
    "plan_from_patterns",
    "plan_shift",
    "refuse_swap",
    "remove_absence",
    "remove_shift",
    "revoke_feed",
    "warn_of_gap",
    "withdraw_swap",
]
