"""How an outcome may change: state, next states, who may, and what it needs."""

from dataclasses import dataclass

from casework.meetings.choices import OutcomeState as State
from ostoja.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed change; ``needs`` names the fields that must be filled in for it."""

    permission: Permission = Permission.MEETING_LOG
    needs: tuple[str, ...] = ()


TRANSITIONS: dict[State, dict[State, Transition]] = {
    State.OPEN: {
        State.DONE: Transition(),
        State.DROPPED: Transition(needs=("closing_note",)),
        State.OPEN: Transition(needs=("due_on", "review_on")),  # postponed: one of the two
    },
    State.DONE: {State.OPEN: Transition()},
    State.DROPPED: {State.OPEN: Transition()},
    State.NOTED: {},
}


class NotAllowed(ValueError):
    """The outcome cannot go from its state to the wanted one."""


def check(now: State | str, wanted: State) -> None:
    """Raise ``NotAllowed`` for a change that the table does not hold."""
    if wanted not in TRANSITIONS[State(now)]:
        raise NotAllowed(f"an outcome that is {now} cannot become {wanted}")
