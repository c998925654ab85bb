"""The steps of a referral by name, each with what it must be told."""

from casework.referrals.actions.steps import move
from casework.referrals.choices import Reason, State
from casework.referrals.models import Referral
from ostoja.accounts.models import User


def send(*, referral: Referral, version: int, by: User | None) -> Referral:
    """The receiver may see it now, and the clock runs."""
    return move(referral=referral, to=State.SENT, version=version, by=by)


def consider(*, referral: Referral, version: int, by: User | None) -> Referral:
    """Say that one is looking into it: the clock starts anew, once."""
    return move(referral=referral, to=State.CONSIDERED, version=version, by=by)


def accept(*, referral: Referral, version: int, by: User | None) -> Referral:
    """Take on the need, the coordination or the lead."""
    return move(referral=referral, to=State.ACCEPTED, version=version, by=by)


def start(*, referral: Referral, version: int, by: User | None) -> Referral:
    """Begin the work that was accepted."""
    return move(referral=referral, to=State.IN_PROGRESS, version=version, by=by)


def decline(
    *,
    referral: Referral,
    version: int,
    reason: Reason | str,
    explanation: str = "",
    by: User | None,
) -> Referral:
    """Say no, with the reason; it returns to the sender."""
    said = {"reason": reason, "explanation": explanation}
    return move(referral=referral, to=State.DECLINED, version=version, by=by, **said)


def complete(*, referral: Referral, version: int, outcome: str, by: User | None) -> Referral:
    """Say what was achieved: the need is met."""
    return move(referral=referral, to=State.COMPLETED, version=version, by=by, outcome=outcome)


def fail(
    *,
    referral: Referral,
    version: int,
    reason: Reason | str,
    explanation: str = "",
    by: User | None,
) -> Referral:
    """Say why it was not achieved; the need is open again and returns to the sender."""
    said = {"reason": reason, "explanation": explanation}
    return move(referral=referral, to=State.NOT_ACHIEVED, version=version, by=by, **said)


def withdraw(
    *,
    referral: Referral,
    version: int,
    reason: Reason | str,
    explanation: str = "",
    by: User | None,
) -> Referral:
    """Take it back, with the reason; a draft needs none."""
    said = {"reason": reason, "explanation": explanation}
    return move(referral=referral, to=State.WITHDRAWN, version=version, by=by, **said)


def expire(*, referral: Referral, version: int) -> Referral:
    """The clock has run out: it returns to the sender."""
    return move(referral=referral, to=State.EXPIRED, version=version, by=None)
