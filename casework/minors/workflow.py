"""The table of an intervention: state → next states, and what each step needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.minors.choices import CardState


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``by_entry``: it is taken by the first thing that is written down."""

    to: CardState
    by_entry: bool = False
    needs_outcome: bool = False
    needs_reason: bool = False


STEPS: Mapping[CardState, tuple[Step, ...]] = {
    CardState.OPEN: (
        Step(CardState.ACTING, by_entry=True),
        Step(CardState.CLOSED, needs_outcome=True),
    ),
    CardState.ACTING: (Step(CardState.CLOSED, needs_outcome=True),),
    CardState.CLOSED: (Step(CardState.ACTING, needs_reason=True),),
}
"""Whoever sees a card may take each step that its state has."""


def step_to(state: str, to: CardState) -> Step | None:
    """The step from one state to another, where there is one."""
    return next((one for one in STEPS[CardState(state)] if one.to == to), None)


def takes_entries(state: str) -> bool:
    """Whether something can be written down now."""
    return state != CardState.CLOSED
