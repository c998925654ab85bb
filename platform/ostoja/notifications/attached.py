"""Files that go along with an e-mail: rooms register what makes them when the e-mail leaves.

The outbox keeps their name alone. A file is made of rows that do not change, so it is the same
however often it is sent.
"""

from collections.abc import Callable
from uuid import UUID

from ostoja.notifications.models import OutboxMessage

Make = Callable[[UUID], tuple[str, bytes]]
"""Gives the name of the file and its content, a PDF."""

_makers: dict[str, Make] = {}


def register(kind: str, make: Make) -> None:
    """Called by a room when the app starts."""
    _makers[kind] = make


def name_of(kind: str, pk: UUID) -> str:
    """What the outbox keeps of a file."""
    return f"{kind}:{pk}"


def file_of(message: OutboxMessage) -> tuple[str, bytes] | None:
    """The file of an e-mail; None for the many that have none."""
    kind, _colon, pk = message.attached.partition(":")
    return _makers[kind](UUID(pk)) if kind else None
