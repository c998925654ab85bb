"""How a body comes to the agreement and leaves it: state, next states, who may, what it needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.partners.choices import AgreementState as State
from ostoja.access.permissions import Permission


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed change; ``needs`` names the fields that must be filled in for it."""

    permission: Permission = Permission.PARTNER_CHANGE
    needs: tuple[str, ...] = ()

    @property
    def needs_date(self) -> bool:
        """Whether the day of the change must be given."""
        return "date" in self.needs


AGREEMENT: dict[State, dict[State, Transition]] = {
    State.NONE: {
        State.INVITED: Transition(),
        State.JOINING: Transition(),
    },
    State.INVITED: {
        State.JOINING: Transition(),
        State.NONE: Transition(),  # the invitation was withdrawn or turned down
    },
    State.JOINING: {
        State.SIGNATORY: Transition(needs=("date",)),
        State.NONE: Transition(),  # the accession came to nothing
    },
    State.SIGNATORY: {
        State.SUSPENDED: Transition(needs=("date",)),
        State.LEFT: Transition(needs=("date",)),
    },
    State.SUSPENDED: {
        State.SIGNATORY: Transition(needs=("date",)),
        State.LEFT: Transition(needs=("date",)),
    },
    State.LEFT: {
        State.INVITED: Transition(),
        State.JOINING: Transition(),
    },
}


class NotAllowed(ValueError):
    """The agreement cannot go from its state to the wanted one."""


class DateMissing(ValueError):
    """The change needs the day on which it happened."""


def check(now: State | str, wanted: State, day: date | None) -> None:
    """Raise ``NotAllowed`` for a change that the table does not hold, ``DateMissing`` for one
    without its day.
    """
    transition = AGREEMENT[State(now)].get(wanted)
    if transition is None:
        raise NotAllowed(f"an agreement that is {now} cannot become {wanted}")
    if transition.needs_date and day is None:
        raise DateMissing(f"the day of becoming {wanted} is missing")


def next_states(now: State | str) -> list[State]:
    """Where the agreement may go from here."""
    return list(AGREEMENT[State(now)])


def rows() -> Iterator[tuple[State, State, Transition]]:
    """The whole table, one change at a time."""
    for now, ways in AGREEMENT.items():
        for wanted, transition in ways.items():
            yield now, wanted, transition
