"""What must be settled before a case can be closed; rooms above this one add their own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casework.cases.models import Case
from ostoja.accounts.models import User


@dataclass(frozen=True, slots=True)
class ClosingRule:
    """``obstacle`` says what still stands in the way, or nothing; ``finish`` runs at closing.

    Both run in the transaction that closes the case, with its row locked. ``finish`` is
    given the case, how it ended in words, and who closes it.
    """

    obstacle: Callable[[Case], str]
    finish: Callable[[Case, str, User | None], object]


_rules: dict[str, ClosingRule] = {}


def register(name: str, rule: ClosingRule) -> None:
    """Called by a room when the app starts."""
    _rules[name] = rule


def obstacles(case: Case) -> Iterator[str]:
    """Everything that stands in the way, in the page's language."""
    yield from filter(None, (rule.obstacle(case) for rule in _rules.values()))


def finish(case: Case, how_it_ended: str, by: User | None) -> None:
    """Let every room end its part of the case."""
    for rule in _rules.values():
        rule.finish(case, how_it_ended, by)
