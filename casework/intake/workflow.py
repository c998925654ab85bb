"""What may follow what in a conversation, who may do it, and what it needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.intake.choices import ConversationState as State
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


@dataclass(frozen=True, slots=True)
class Transition:
    """One step. Without a permission it is the resident's; ``needs`` names what comes with it."""

    permission: Permission | None
    needs: tuple[str, ...] = ()


_BY_STAFF = Transition(Permission.CONVERSATION_ANSWER)
_WITH_AN_ANSWER = Transition(Permission.CONVERSATION_ANSWER, needs=("text",))
_BY_THE_RESIDENT = Transition(None, needs=("text",))

WORKFLOW: Mapping[State, Mapping[State, Transition]] = {
    State.WAITING: {
        State.WAITING: _BY_THE_RESIDENT,
        State.CLAIMED: _BY_STAFF,
        State.ANSWERED: _WITH_AN_ANSWER,
        State.CLOSED: _BY_STAFF,
    },
    State.CLAIMED: {
        State.CLAIMED: _BY_THE_RESIDENT,
        State.WAITING: _BY_STAFF,
        State.ANSWERED: _WITH_AN_ANSWER,
        State.CLOSED: _BY_STAFF,
    },
    State.ANSWERED: {
        State.WAITING: _BY_THE_RESIDENT,
        State.CLAIMED: _WITH_AN_ANSWER,  # the person is there: they talk on
        State.ANSWERED: _WITH_AN_ANSWER,
        State.CLOSED: _BY_STAFF,
    },
    State.CLOSED: {
        State.WAITING: _BY_THE_RESIDENT,
        State.CLAIMED: _WITH_AN_ANSWER,
        State.ANSWERED: _WITH_AN_ANSWER,
    },
}


class NotAllowed(Exception):
    """The table has no such step. ``state`` is where the conversation stands."""

    def __init__(self, state: State) -> None:
        super().__init__(f"Not possible while the conversation is {state.value}")
        self.state = state


def check(before: str, after: State, by: User | None) -> None:
    """Raises ``NotAllowed`` when the table has no such step for staff (or, without ``by``, for
    the resident).
    """
    step = WORKFLOW[State(before)].get(after)
    if step is None or (step.permission is None) != (by is None):
        raise NotAllowed(State(before))


def after_the_resident_wrote(before: str) -> State:
    """Whoever works on it keeps it; otherwise it goes (back) to the queue."""
    return State.CLAIMED if before == State.CLAIMED else State.WAITING
