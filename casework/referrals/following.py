"""What follows from a referral's step in rooms above this one; they register when they start."""

from typing import Protocol

from casework.cases.models import Case
from casework.referrals.models import Referral
from ostoja.accounts.models import User


class Follower(Protocol):
    """Does what follows from the state that the referral has just reached."""

    def __call__(self, referral: Referral, case: Case, *, by: User | None) -> object: ...


_followers: dict[str, Follower] = {}


def register(name: str, follower: Follower) -> None:
    """Called by a room when the app starts. ``follower`` runs inside the step's transaction, with
    the case locked and the referral saved; it is given both, and who took the step.
    """
    _followers[name] = follower


def follow(referral: Referral, case: Case, *, by: User | None) -> None:
    """Let every room do what follows from the state the referral has just reached."""
    for follower in _followers.values():
        follower(referral, case, by=by)
