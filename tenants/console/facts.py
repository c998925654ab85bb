"""What the console shows of cities: each topic registers its facts, read for many at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from tenants.models import City

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of one city. A moment or a day as ``text`` is shown on Poland's clock.

    ``colour`` makes it a tag; ``lines`` stand below it. ``is_wrong`` is what somebody should mend.
    """

    text: Any
    colour: str = ""
    url: str = ""
    lines: Sequence[Any] = field(default_factory=list)
    is_wrong: bool = False


Read = Callable[[Sequence[City]], Mapping[str, Said]]
"""Gives what is known by slug. It asks for all cities at once, never for one after the other,
and a city of which nothing is known is left out. It runs in the platform's own schema."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about cities; with ``in_list`` it has a column in the list of them.

    One that tells of ``problems`` is what the list can be searched by: it is quick for all cities.
    """

    name: str
    label: Text
    read: Read
    order: int
    in_list: bool
    problems: bool


_facts: dict[str, Fact] = {}


def register_fact(
    name: str,
    label: Text,
    read: Read,
    *,
    order: int = 100,
    in_list: bool = False,
    problems: bool = False,
) -> None:
    """Called when an app starts."""
    _facts[name] = Fact(name, label, read, order, in_list, problems)


def facts(*, in_list: bool = False) -> list[Fact]:
    """All facts, or those of the list, in their order."""
    found = [fact for fact in _facts.values() if fact.in_list or not in_list]
    return sorted(found, key=lambda fact: fact.order)


def telling_of_problems() -> list[Fact]:
    """Those that say what should be mended, in their order."""
    return [fact for fact in facts() if fact.problems]


def known_of(city: City) -> list[tuple[Text, Said]]:
    """All that is known of one city, with its label."""
    found = [(fact.label, fact.read([city]).get(city.slug)) for fact in facts()]
    return [(label, said) for label, said in found if said is not None]
