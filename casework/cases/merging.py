"""What moves when two cases of one person become one, and what both say differently.

Rooms above this one register what of theirs belongs to a case: a model whose rows simply follow
it, or a ``Mover`` of their own. What they give to ``move`` comes back to them for ``back``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from casework.cases.models import (
    Case,
    CasePerson,
    CaseTask,
    Consent,
    FollowUp,
    Note,
    PhaseMark,
    PlanGoal,
    PlanReview,
)

KEPT, MERGED, BOTH = "kept", "merged", "both"
FACTS = (
    "pseudonym",
    "person_name",
    "phone",
    "pesel",
    "summary",
    "contact_rules",
    "age",
    "birth_year",
    "sex",
    "district",
    "situation",
    "not_said",
    "language",
    "accessibility",
    "phase",
    "urgency",
)
"""What both cases say of their person; who leads and who works on it stays as in the kept one."""
JOINED = frozenset({"summary", "contact_rules", "situation", "not_said", "accessibility"})
"""Of which one may keep what both say."""
EMPTY: tuple[Any, ...] = ("", None, [])

Moved = Any


@dataclass(frozen=True, slots=True)
class Mover:
    """One room's part. ``obstacle`` says what stands in the way of merging, or nothing; ``move``
    brings the rows of the second case to the first and gives what ``back`` needs (as JSON).
    ``settle`` comes after all rooms' ``move`` or ``back``: what follows from where the rows are.

    All run in the transaction that merges or separates, with both cases locked.
    """

    move: Callable[[Case, Case], Moved]
    back: Callable[[Case, Case, Moved], object]
    obstacle: Callable[[Case, Case], str] = lambda kept, merged: ""
    settle: Callable[[Case, Case], object] = lambda kept, merged: None


_movers: dict[str, Mover] = {}
_models: set[type[Model]] = set()


def register(name: str, mover: Mover, *models: type[Model]) -> None:
    """Called by a room when the app starts; ``models`` are those of which it takes care."""
    _movers[name] = mover
    _models.update(models)


def follow(model: type[Model], field: str = "case") -> None:
    """Let the rows of a model follow their case; called by a room when the app starts."""
    rows = model._default_manager

    def move(kept: Case, merged: Case) -> list[str]:
        moved = list(rows.filter(**{field: merged}).values_list("pk", flat=True))
        rows.filter(pk__in=moved).update(**{field: kept})
        return [str(pk) for pk in moved]

    def back(kept: Case, merged: Case, moved: Moved) -> None:
        rows.filter(pk__in=moved, **{field: kept}).update(**{field: merged})

    register(model._meta.label_lower, Mover(move, back), model)


def movable_models() -> frozenset[type[Model]]:
    """The models of which some room takes care when cases become one."""
    return frozenset(_models)


def obstacles(kept: Case, merged: Case) -> Iterator[str]:
    """Everything that stands in the way, in the page's language."""
    yield from filter(None, (mover.obstacle(kept, merged) for mover in _movers.values()))


def move_all(kept: Case, merged: Case) -> dict[str, Moved]:
    """Let every room bring its rows; what each needs to take them back, by its name."""
    moved = {name: mover.move(kept, merged) for name, mover in _movers.items()}
    _settle(kept, merged)
    return moved


def take_back(kept: Case, merged: Case, moved: Mapping[str, Moved]) -> None:
    """Let every room take its rows back, the last first."""
    for name, mover in reversed(_movers.items()):
        if name in moved:
            mover.back(kept, merged, moved[name])
    _settle(kept, merged)


def _settle(kept: Case, merged: Case) -> None:
    for mover in _movers.values():
        mover.settle(kept, merged)


def conflicts(kept: Case, merged: Case) -> list[str]:
    """The facts of which both say something, and not the same."""
    return [
        name
        for name in FACTS
        if getattr(kept, name) not in EMPTY
        and getattr(merged, name) not in EMPTY
        and getattr(kept, name) != getattr(merged, name)
    ]


def facts_of(case: Case) -> dict[str, Any]:
    """All that a case says of its person."""
    return {name: getattr(case, name) for name in FACTS}


def decided(kept: Case, merged: Case, choices: Mapping[str, str]) -> dict[str, Any]:
    """What the one case says: what only one of them knew, and of conflicts what was chosen."""
    contested = conflicts(kept, merged)
    found = {
        name: _value(kept, merged, name, choices[name] if name in contested else "")
        for name in FACTS
    }
    # What one case kept quiet about and the other one says, is said.
    found["not_said"] = [name for name in found["not_said"] if found[name] in EMPTY]
    return found


def _value(kept: Case, merged: Case, name: str, choice: str) -> Any:
    ours, theirs = getattr(kept, name), getattr(merged, name)
    if choice == BOTH and name in JOINED:
        if isinstance(ours, list):
            return list(dict.fromkeys([*ours, *theirs]))
        return f"{ours}\n\n{theirs}"
    if choice == MERGED:
        return theirs
    return theirs if not choice and ours in EMPTY else ours


for model in (Note, Consent, CaseTask, CasePerson, FollowUp, PhaseMark, PlanGoal, PlanReview):
    follow(model)
