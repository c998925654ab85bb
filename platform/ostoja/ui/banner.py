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
    """A function that reads one; None for who does not see it. Called when a room starts."""
    if reader not in _readers:
        _readers.append(reader)


def banners_of(request: HttpRequest) -> list[Banner]:
    """The banners for whoever looks at this page."""
    return [found for reader in _readers if (found := reader(request)) is not None]
