"""What operators can do to a city from the console: each topic registers its acts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ostoja.accounts.models import User
from tenants.console.facts import Said, Text
from tenants.console.forms import ActForm
from tenants.jobs.models import Job
from tenants.models import City


class ActRefused(Exception):
    """It cannot be done; the text says why and the mend."""


Outcome = Job | Text
"""Long work is a job, which is shown; what is done at once says so in a sentence."""


@dataclass(frozen=True, slots=True)
class CityAct:
    """One act on a city. It is done on a page of its own, which ``explains`` what will happen.

    ``do`` runs in the platform's schema and records the act with the operator's name; it raises
    ``ActRefused``. ``form`` asks for what it needs, ``tells`` what is known already. ``is_grave``
    gives it the red button, and asks who one is. ``of_lost``: also to a city whose tables the
    database has lost.
    """

    name: str
    label: Text
    explains: Text
    do: Callable[[City, Mapping[str, Any], User], Outcome]
    applies: Callable[[City], bool]
    form: type[ActForm] = ActForm
    tells: Callable[[City], Sequence[tuple[Text, Said]]] = lambda city: ()
    order: int = 100
    is_grave: bool = False
    of_lost: bool = False


_acts: dict[str, CityAct] = {}


def register_act(act: CityAct) -> None:
    """Called when an app starts."""
    _acts[act.name] = act


def acts_on(city: City, *, is_lost: bool = False) -> list[CityAct]:
    """What can be done to this city now, in order; ``is_lost``: the database lost its schema."""
    acts = [act for act in _acts.values() if act.of_lost or not is_lost]
    found = [act for act in acts if act.applies(city)]
    return sorted(found, key=lambda act: act.order)


def act_named(name: str) -> CityAct | None:
    """The act, if there is one of that name."""
    return _acts.get(name)
