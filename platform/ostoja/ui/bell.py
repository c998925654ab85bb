"""The bell on pages for staff: how much a person has not read, and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Bell:
    """``unread`` of ``most`` stands for that and more."""

    url: str
    unread: int
    most: int

    @property
    def is_full(self) -> bool:
        """Whether there may be more than are counted."""
        return self.unread >= self.most

    @property
    def shown(self) -> str:
        """The number as the bell shows it."""
        return f"{self.most - 1}+" if self.is_full else str(self.unread)


Reader = Callable[[HttpRequest], Bell | None]

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Set the function that reads it; None for who has no such list."""
    _readers[:] = [reader]


def bell_of(request: HttpRequest) -> Bell | None:
    """The bell for whoever looks at this page."""
    return _readers[0](request) if _readers else None
