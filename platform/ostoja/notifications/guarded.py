"""Messages that ask once more before they leave: whether it is still right, and safe now.

A room registers who is asked. The outbox asks before each attempt, so that a message which waited
for a safe hour, or for a provider that was away, never leaves on an old permission.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ostoja.notifications.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class Waits:
    """Not now: it is asked again at this moment."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Stays:
    """It never leaves; its words and its address are forgotten."""


Guard = Callable[[UUID], Waits | Stays | None]
"""None lets the message go; it is asked in the transaction of the attempt."""

Lost = Callable[[UUID], object]
"""Is told in the same transaction that nobody could deliver the message."""

_guards: dict[str, Guard] = {}
_told_of_lost: dict[str, Lost] = {}


def register(kind: str, guard: Guard, lost: Lost | None = None) -> None:
    """Called by a room when the app starts."""
    _guards[kind] = guard
    if lost is not None:
        _told_of_lost[kind] = lost


def given_up(message: OutboxMessage) -> None:
    """Let the room know that the message never arrives, where it wants to."""
    kind, _colon, pk = message.guard.partition(":")
    if (lost := _told_of_lost.get(kind)) is not None:
        lost(UUID(pk))


def name_of(kind: str, pk: UUID) -> str:
    """What the outbox keeps of who is asked."""
    return f"{kind}:{pk}"


def asked(message: OutboxMessage) -> Waits | Stays | None:
    """What the guard says. A message whose guard is not known stays: nobody could vouch for it."""
    if not message.guard:
        return None
    kind, _colon, pk = message.guard.partition(":")
    guard = _guards.get(kind)
    return Stays() if guard is None else guard(UUID(pk))
