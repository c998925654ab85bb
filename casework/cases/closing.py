"""What must be settled before a case can be closed; rooms above this one add their own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from casework.cases.models import Case, CaseStep
from ostoja.accounts.models import User


def _nothing(case: Case, closed: CaseStep | None, by: User | None) -> None:
    """Most rooms have nothing to take back."""


def _nowhere(case: Case, user: User) -> Iterable["OpenThing"]:
    """Where nothing stands in the way, there is nothing to list."""
    return ()


@dataclass(frozen=True, slots=True)
class OpenThing:
    """Something that must end before the case can, and the page on which somebody decides it."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """``obstacle`` says what still stands in the way, or nothing; ``open_things`` lists it one by
    one for a person, as far as that person may see it; ``finish`` runs at closing, ``reopen``
    when the closing is taken back.

    All run in the transaction that closes or reopens the case, with its row locked. ``finish``
    is given the case, how it ended in words, and who closes it; ``reopen`` the case, which is
    open again, the step that had closed it as far as it is known, and who reopens it.
    """

    obstacle: Callable[[Case], str]
    finish: Callable[[Case, str, User | None], object]
    reopen: Callable[[Case, CaseStep | None, User | None], object] = _nothing
    open_things: Callable[[Case, User], Iterable[OpenThing]] = _nowhere


_rules: dict[str, ClosingRule] = {}


def register(name: str, rule: ClosingRule) -> None:
    """Called by a room when the app starts."""
    _rules[name] = rule


def obstacles(case: Case) -> Iterator[str]:
    """Everything that stands in the way, in the page's language."""
    yield from filter(None, (rule.obstacle(case) for rule in _rules.values()))


def open_things(case: Case, user: User) -> list[OpenThing]:
    """What must be decided first, each with its page."""
    return [thing for rule in _rules.values() for thing in rule.open_things(case, user)]


def finish(case: Case, how_it_ended: str, by: User | None) -> None:
    """Let every room end its part of the case."""
    for rule in _rules.values():
        rule.finish(case, how_it_ended, by)


def reopen(case: Case, closed: CaseStep | None, by: User | None) -> None:
    """Let every room take back what it did at closing."""
    for rule in _rules.values():
        rule.reopen(case, closed, by)
