"""The steps of the referrals' workflow as a program takes them: addresses, words, bodies.

Who may take a step, and what must be said with it, stands in ``casework.referrals.workflow``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from api.fields import Body, Choice, Nothing, Text
from casework.referrals.choices import Kind, Reason, State
from casework.referrals.workflow import rows


class WithReason(Body):
    """Why; another reason is explained."""

    reason = Choice(choices=Reason.choices, required=False)
    explanation = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"reason": "no_capacity", "explanation": ""}


class WithOutcome(Body):
    """What was achieved; the sender and the lead read it."""

    outcome = Text()

    example: ClassVar = {"outcome": "Trzy rozmowy, jest wsparcie w rodzinie."}


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its address below the referral, and how it is described."""

    address: str
    summary: str
    more: str = ""


STEPS: Mapping[State, Step] = {
    State.SENT: Step(
        "send", "Send a draft", "The receiver sees it from now on, and the clock runs."
    ),
    State.CONSIDERED: Step("consider", "Say that you look into it", "The clock starts anew, once."),
    State.ACCEPTED: Step(
        "accept",
        "Accept",
        "Your organisation takes on the need, the coordination or the lead, "
        "and sees of the case what was shared with it.",
    ),
    State.IN_PROGRESS: Step("start", "Begin the work"),
    State.DECLINED: Step("decline", "Decline", "With the reason; it returns to the sender."),
    State.COMPLETED: Step("complete", "Complete", "Say what was achieved: the need is met."),
    State.NOT_ACHIEVED: Step(
        "fail", "Say that it was not achieved", "With the reason; the need is open again."
    ),
    State.WITHDRAWN: Step(
        "withdraw", "Withdraw", "Take it back, with the reason; a draft needs none."
    ),
}
"""By the state that each leads to. The clock's own steps have no address."""


def taken(to: State) -> type[Body]:
    """What is sent with a step into this state, wherever it begins."""
    needs = {
        need
        for kind in Kind
        for _before, state, step in rows(kind)
        if state == to
        for need in step.needs
    }
    if "outcome" in needs:
        return WithOutcome
    return WithReason if "reason" in needs else Nothing
