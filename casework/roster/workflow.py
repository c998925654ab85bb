"""How a swap may change: state, next states, and who may."""

from enum import StrEnum

from casework.roster.choices import SwapState as State


class Part(StrEnum):
    """Which part somebody has in a swap."""

    ASKER = "asker"
    ASKED = "asked"
    PLANNER = "planner"


TRANSITIONS: dict[State, dict[State, Part]] = {
    State.ASKED: {
        State.AGREED: Part.ASKED,  # where the city wants to approve swaps
        State.DONE: Part.ASKED,
        State.DECLINED: Part.ASKED,
        State.WITHDRAWN: Part.ASKER,
    },
    State.AGREED: {
        State.DONE: Part.PLANNER,
        State.REFUSED: Part.PLANNER,
        State.WITHDRAWN: Part.ASKER,
    },
    State.DONE: {},
    State.DECLINED: {},
    State.WITHDRAWN: {},
    State.REFUSED: {},
    State.LAPSED: {},
}


class NotAllowed(ValueError):
    """The swap cannot go from its state to the wanted one, or not by this person."""


def check(now: State | str, wanted: State, part: Part) -> None:
    """Raise ``NotAllowed`` for a change that the table does not hold."""
    if TRANSITIONS[State(now)].get(wanted) != part:
        raise NotAllowed(f"a swap that is {now} cannot become {wanted} by the {part}")
