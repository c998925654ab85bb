"""By which ways a person may be asked after their case: what they said themselves decides.

Rooms above this one know what people said of being reached; they register when they start.
"""

from collections.abc import Callable

from casework.cases.choices_of_endings import ContactWay
from casework.cases.models import Case

Said = Callable[[Case], frozenset[ContactWay] | None]
"""Gives the ways that the person allowed, or None where nothing is known of it."""

_said: list[Said] = []


def register(said: Said) -> None:
    """Called by a room when the app starts."""
    _said.append(said)


def of(case: Case) -> list[ContactWay]:
    """The ways that nobody's words forbid; a meeting that was agreed on is always one.

    Where no room knows anything, the case's own rules are read by whoever decides.
    """
    known = [ways for said in _said if (ways := said(case)) is not None]
    return [
        way for way in ContactWay if way == ContactWay.MEETING or all(way in ways for ways in known)
    ]
