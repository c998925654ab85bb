"""In whose name e-mails go out: the city's name, and where its pages are.

Cities lie above the kernel, so they register the function that reads it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import translation


@dataclass(frozen=True)
class Sender:
    """The city's name, and the beginning of its pages' addresses, without a slash at the end."""

    city: str
    origin: str

    def page(self, route: str, *args: object, language: str) -> str:
        """The whole address of a page of the city."""
        with translation.override(language):
            path = reverse(route, args=args, urlconf=settings.ROOT_URLCONF)
        return f"{self.origin}{path}"


Reader = Callable[[], Sender]

_readers: list[Reader] = []


def register(reader: Reader) -> None:
    """Set the function that reads who the present city is."""
    _readers[:] = [reader]


def sender_here() -> Sender:
    """The present city; nobody in a place that is no city."""
    return _readers[0]() if _readers else Sender("", "")
