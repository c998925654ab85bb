"""Other ways to sign in than those of this room; whoever has one registers it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class WayIn:
    """A link on the page for signing in."""

    text: str
    url: str


Reader = Callable[[], WayIn | None]

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Called when an app starts; ``reader`` gives None where the city has not set it up."""
    _readers.append(reader)


def ways_in() -> list[WayIn]:
    """Those of the present city."""
    return [way for way in (reader() for reader in _readers) if way is not None]
