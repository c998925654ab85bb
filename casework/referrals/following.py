"""What follows from a referral's step in rooms above this one; they register when they start."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

from casework.cases.models import Case, CaseTask
from casework.referrals.models import OutsideReferral, Referral
from ostoja.accounts.models import User

_of_the_past: ContextVar[bool] = ContextVar("of the past", default=False)


class Follower(Protocol):
    """Does what follows from the state that the referral has just reached."""

    def __call__(self, referral: Referral, case: Case, *, by: User | None) -> object: ...


class OutsideFollower(Protocol):
    """The same of what a body outside the system was asked."""

    def __call__(self, asked: OutsideReferral, case: Case, *, by: User | None) -> object: ...


class MeetingFollower(Protocol):
    """Does what follows from a first meeting that was just named; ``task`` holds when and where."""

    def __call__(
        self, referral: Referral, case: Case, task: CaseTask, *, by: User | None
    ) -> object: ...


@dataclass(frozen=True, slots=True)
class Followers:
    """What one room does; each runs in the transaction of the step, with the case locked and the
    row saved, and is given both, and who took the step.
    """

    referral: Follower | None = None
    meeting: MeetingFollower | None = None
    outside: OutsideFollower | None = None


_followers: dict[str, Followers] = {}


def register(
    name: str,
    referral: Follower | None = None,
    *,
    meeting: MeetingFollower | None = None,
    outside: OutsideFollower | None = None,
) -> None:
    """Called by a room when the app starts."""
    _followers[name] = Followers(referral, meeting, outside)


def follow(referral: Referral, case: Case, *, by: User | None) -> None:
    """Let every room do what follows from the state the referral has just reached."""
    for one in _followers.values():
        if one.referral is not None:
            one.referral(referral, case, by=by)


def meet(referral: Referral, case: Case, task: CaseTask, *, by: User | None) -> None:
    """The same of a first meeting that was named; ``task_effects`` tells what becomes of it."""
    for one in _followers.values():
        if one.meeting is not None:
            one.meeting(referral, case, task, by=by)


def follow_outside(asked: OutsideReferral, case: Case, *, by: User | None) -> None:
    """The same of what a body outside was asked, and of what came of it."""
    for one in _followers.values():
        if one.outside is not None:
            one.outside(asked, case, by=by)


@contextmanager
def of_the_past() -> Iterator[None]:
    """Around loading what happened long ago: nobody need do anything about it any more."""
    before = _of_the_past.set(True)
    try:
        yield
    finally:
        _of_the_past.reset(before)


def is_of_the_past() -> bool:
    """Whether the step that is followed is history that is being loaded."""
    return _of_the_past.get()
