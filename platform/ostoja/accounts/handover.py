"""What a person has in hand: rooms register it, so that it goes on when the person leaves."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from ostoja.accounts.models import User


@dataclass(frozen=True)
class OpenWork:
    """One kind of work. ``hand_over(user, by)`` gives it back to the person's team."""

    label: str | Promise
    count: Callable[[User], int]
    hand_over: Callable[[User, User], None]


@dataclass(frozen=True)
class Counted:
    """How much of one kind a person has in hand."""

    label: str | Promise
    number: int


_kinds: list[OpenWork] = []


def register(work: OpenWork) -> None:
    """Called by a room when the app starts."""
    _kinds.append(work)


def kinds() -> list[OpenWork]:
    """All kinds of open work."""
    return list(_kinds)


def open_work_of(user: User) -> list[Counted]:
    """What this person has in hand, without the kinds of which there is none."""
    counted = [Counted(work.label, work.count(user)) for work in _kinds]
    return [work for work in counted if work.number]
