"""What a city must have before it opens: rooms register what they ask for, and how they see it.

A check is asked in the city that was entered, and in the language of the page.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from ostoja.ui.city import facts_here

Text = str | Promise


@dataclass(frozen=True, slots=True)
class ReadinessCheck:
    """``missing`` gives in words what is not there yet; nothing missing means it is done.

    ``explains`` says what it is for, ``page`` is the name of the route where it is mended, and
    ``module`` the part of the platform without which it is not asked for.
    """

    key: str
    title: Text
    explains: Text
    page: str
    missing: Callable[[], Iterable[Text]]
    order: int = 100
    module: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A check, and what was found missing just now."""

    check: ReadinessCheck
    missing: list[str]

    @property
    def is_done(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    @property
    def label(self) -> Text:
        """What is asked for."""
        return self.check.title

    @property
    def url(self) -> str:
        """The page where it is mended."""
        return reverse(self.check.page)


_checks: dict[str, ReadinessCheck] = {}


def register(check: ReadinessCheck) -> None:
    """Called by a room when the app starts."""
    _checks[check.key] = check


def items() -> list[Item]:
    """Every check that concerns the present city, in their order, with what is missing."""
    facts = facts_here()
    asked = sorted(_checks.values(), key=lambda check: (check.order, check.key))
    return [
        Item(check, [str(one) for one in check.missing()])
        for check in asked
        if facts.has(check.module)
    ]


def open_items() -> list[Item]:
    """Those that are not done."""
    return [item for item in items() if not item.is_done]
