"""What stands above every page for staff while something unusual holds; rooms register it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Banner:
    """A template and what it tells of."""

    template: str
    about: Any


Reader = Callable[[HttpRequest], Banner | None]

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Set the function that reads it; None for who sees no banner."""
    _readers[:] = [reader]


def banner_of(request: HttpRequest) -> Banner | None:
    """The banner for whoever looks at this page."""
    return _readers[0](request) if _readers else None
