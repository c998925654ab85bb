"""How handovers, referrals and transfers move on: the whole of it is the table ``WORKFLOW``.

The screens, the actions and the help page for staff are all drawn from it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.referrals.choices import Kind, Reason, State
from ostoja.access.permissions import Permission


class Side(StrEnum):
    """Who takes a step."""

    SENDER = "sender"
    RECEIVER = "receiver"
    CLOCK = "clock"
    REOPENING = "reopening"

    @property
    def label(self) -> Promise:
        """The side in words."""
        return _SIDES[self]


_SIDES: dict[Side, Promise] = {
    Side.SENDER: _("the sender"),
    Side.RECEIVER: _("the receiver"),
    Side.CLOCK: _("the clock"),
    Side.REOPENING: _("the reopening of the case"),
}


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: who takes it, with which permission, and what must be said with it.

    The sender's permission is one on the case, the receiver's one on the referral itself;
    the clock and the reopening of the case need none.
    """

    side: Side
    permission: Permission | None = None
    needs: tuple[str, ...] = ()


def _hands_over(*needs: str) -> Transition:
    return Transition(Side.SENDER, Permission.CASE_HAND_OVER, needs)


def _coordinates(*needs: str) -> Transition:
    return Transition(Side.SENDER, Permission.CASE_COORDINATE, needs)


def _answers(*needs: str) -> Transition:
    return Transition(Side.RECEIVER, Permission.REFERRAL_ANSWER, needs)


_RUNS_OUT = Transition(Side.CLOCK)
_GOES_ON = Transition(Side.REOPENING)

# A handover does not expire: it already lies with the coordinator, to whom everything else
# returns. When its clock has run out it stands first on the coordinator's desk.
# The clock of a referral that is being considered starts anew, so that it cannot be forgotten.
WORKFLOW: Mapping[Kind, Mapping[State, Mapping[State, Transition]]] = {
    Kind.HANDOVER: {
        State.DRAFT: {
            State.SENT: _hands_over("message", "legal_basis"),
            State.WITHDRAWN: _hands_over(),
        },
        State.SENT: {
            State.CONSIDERED: _answers(),
            State.ACCEPTED: _answers(),
            State.DECLINED: _answers("reason"),
            State.WITHDRAWN: _hands_over("reason"),
        },
        State.CONSIDERED: {
            State.ACCEPTED: _answers(),
            State.DECLINED: _answers("reason"),
            State.WITHDRAWN: _hands_over("reason"),
        },
        State.ACCEPTED: {
            State.COMPLETED: _answers("outcome"),
            State.NOT_ACHIEVED: _answers("reason"),
        },
        # The coordinator closed the case, and with it the coordination; both are taken back.
        State.COMPLETED: {State.ACCEPTED: _GOES_ON},
    },
    Kind.REFERRAL: {
        State.DRAFT: {
            State.SENT: _coordinates("message", "legal_basis"),
            State.WITHDRAWN: _coordinates(),
        },
        State.SENT: {
            State.CONSIDERED: _answers(),
            State.ACCEPTED: _answers(),
            State.DECLINED: _answers("reason"),
            State.EXPIRED: _RUNS_OUT,
            State.WITHDRAWN: _coordinates("reason"),
        },
        State.CONSIDERED: {
            State.ACCEPTED: _answers(),
            State.DECLINED: _answers("reason"),
            State.EXPIRED: _RUNS_OUT,
            State.WITHDRAWN: _coordinates("reason"),
        },
        State.ACCEPTED: {
            State.IN_PROGRESS: _answers(),
            State.COMPLETED: _answers("outcome"),
            State.NOT_ACHIEVED: _answers("reason"),
            State.WITHDRAWN: _coordinates("reason"),
        },
        State.IN_PROGRESS: {
            State.COMPLETED: _answers("outcome"),
            State.NOT_ACHIEVED: _answers("reason"),
            State.WITHDRAWN: _coordinates("reason"),
        },
    },
    Kind.TRANSFER: {
        State.DRAFT: {
            State.SENT: _coordinates("message", "legal_basis"),
            State.WITHDRAWN: _coordinates(),
        },
        State.SENT: {
            State.CONSIDERED: _answers(),
            State.ACCEPTED: _answers(),  # the lead changes at once, so this is its end
            State.DECLINED: _answers("reason"),
            State.EXPIRED: _RUNS_OUT,
            State.WITHDRAWN: _coordinates("reason"),
        },
        State.CONSIDERED: {
            State.ACCEPTED: _answers(),
            State.DECLINED: _answers("reason"),
            State.EXPIRED: _RUNS_OUT,
            State.WITHDRAWN: _coordinates("reason"),
        },
    },
}

REASONS: Mapping[State, tuple[Reason, ...]] = {
    State.DECLINED: (
        Reason.NO_CAPACITY,
        Reason.NOT_COMPETENT,
        Reason.NOT_ELIGIBLE,
        Reason.PERSON_REFUSED,
        Reason.OTHER,
    ),
    State.NOT_ACHIEVED: (
        Reason.NO_CONTACT,
        Reason.PERSON_REFUSED,
        Reason.OTHER_HELP,
        Reason.NOT_ELIGIBLE,
        Reason.NO_CAPACITY,
        Reason.LEFT_AGREEMENT,
        Reason.OTHER,
    ),
    State.WITHDRAWN: (
        Reason.OTHER_HELP,
        Reason.PERSON_REFUSED,
        Reason.CONSENT_ENDED,
        Reason.MISTAKE,
        Reason.OTHER,
    ),
}
"""The reasons to choose from where a step needs one."""


def transition(kind: str, state: str, to: str) -> Transition | None:
    """The step from one state to another, or None where the table has none."""
    return WORKFLOW[Kind(kind)].get(State(state), {}).get(State(to))


def by_hand(kind: str, state: str, to: str) -> Transition | None:
    """The step, where somebody (or the clock) can take it by itself."""
    step = transition(kind, state, to)
    return None if step is None or step.side == Side.REOPENING else step


def steps_from(kind: str, state: str) -> Mapping[State, Transition]:
    """Every step from a state; none from a last one."""
    return WORKFLOW[Kind(kind)].get(State(state), {})


def needs_of(kind: str, state: str, to: str) -> tuple[str, ...]:
    """What a step must be told; where there is none now, what it is told from other states."""
    now = transition(kind, state, to)
    others = [step for _from, into, step in rows(Kind(kind)) if into == to]
    return now.needs if now else max((step.needs for step in others), key=len, default=())


def side_into(kind: str, to: str) -> Side | None:
    """Who takes steps into a state by hand; None where the kind has no such state."""
    steps = (step for _from, state, step in rows(Kind(kind)) if state == to)
    return next((step.side for step in steps if step.side != Side.REOPENING), None)


def rows(kind: Kind) -> Iterator[tuple[State, State, Transition]]:
    """The table of one kind, a row for each step."""
    for state, steps in WORKFLOW[kind].items():
        for to, step in steps.items():
            yield state, to, step
