"""What moves when two records of one body become one.

Every column that names a body or its group is in one of three lists here: its rows follow the
body, a ``Mover`` takes care of them, or they stay for a reason. A test finds one in none of them
(decision 0082). Rooms above this one register theirs when the app starts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.utils.functional import Promise

from casework.partners.models import Organisation

Moved = Any
Column = tuple[str, str]
"""A model's label in lower case, and the name of its field."""


class CannotMerge(Exception):
    """The message tells the person why, in the page's language; nothing was changed."""


def nothing(kept: Organisation, merged: Organisation) -> Iterator[str]:
    """No obstacle."""
    yield from ()


def nothing_follows(kept: Organisation, merged: Organisation, moved: Moved, is_back: bool) -> None:
    """Where the rows are is all there is to it."""


@dataclass(frozen=True, slots=True)
class Mover:
    """One room's part. ``obstacles`` says what stands in the way of merging; ``move`` brings the
    rows of the second record to the first and gives what ``back`` needs (as JSON).
    ``settle`` comes after all rooms' ``move`` or ``back`` with the same: what follows from where
    the rows are; its last argument tells whether they went back.

    All run in the transaction that merges or separates, with both bodies locked.
    """

    move: Callable[[Organisation, Organisation], Moved]
    back: Callable[[Organisation, Organisation, Moved], object]
    obstacles: Callable[[Organisation, Organisation], Iterator[str]] = nothing
    settle: Callable[[Organisation, Organisation, Moved, bool], object] = nothing_follows


@dataclass(frozen=True, slots=True)
class Counted:
    """What a page says before: ``number`` rows of the second record will move."""

    label: Promise
    number: int


_movers: dict[str, Mover] = {}
_counters: dict[str, tuple[Promise, Callable[[Organisation], int]]] = {}
_columns: set[Column] = set()
_staying: dict[Column, str] = {}


def register(name: str, mover: Mover, *columns: tuple[type[Model], str]) -> None:
    """Called by a room when the app starts; ``columns`` are those of which it takes care."""
    _movers[name] = mover
    _columns.update(_column(*one) for one in columns)


def count(name: str, label: Promise, number: Callable[[Organisation], int]) -> None:
    """Let the page say before how many of these will move."""
    _counters[name] = (label, number)


def stay(model: type[Model], field: str, why: str) -> None:
    """The rows keep naming the record that they name."""
    _staying[_column(model, field)] = why


def follow(
    model: type[Model],
    field: str = "organisation",
    label: Promise | None = None,
    settle: Callable[[Organisation, Organisation, Moved, bool], object] = nothing_follows,
) -> None:
    """Let the rows of a model follow their body, or its group where the field names a group.

    With a ``label`` the page says how many there are; ``settle`` is as of a ``Mover``.
    """
    rows: Any = model._default_manager
    has_group = model._meta.get_field(field).related_model is Group

    def end(body: Organisation) -> Any:
        return body.group_id if has_group else body.pk

    def move(kept: Organisation, merged: Organisation) -> Moved:
        moved = list(rows.filter(**{field: end(merged)}).values_list("pk", flat=True))
        rows.filter(pk__in=moved).update(**{field: end(kept)})
        return [str(pk) for pk in moved]

    def back(kept: Organisation, merged: Organisation, moved: Moved) -> None:
        rows.filter(pk__in=moved, **{field: end(kept)}).update(**{field: end(merged)})

    name = ".".join(_column(model, field))
    register(name, Mover(move, back, settle=settle), (model, field))
    if label is not None:
        count(name, label, lambda body: rows.filter(**{field: end(body)}).count())


def columns_cared_for() -> frozenset[Column]:
    """All columns that follow, or of which a room takes care."""
    return frozenset(_columns)


def staying_columns() -> Mapping[Column, str]:
    """Those that stay, each with its reason."""
    return _staying


def obstacles(kept: Organisation, merged: Organisation) -> Iterator[str]:
    """Everything that stands in the way, in the page's language."""
    for mover in _movers.values():
        yield from mover.obstacles(kept, merged)


def what_moves(merged: Organisation) -> list[Counted]:
    """What would move to the other record: of everything that there is, how many."""
    found = (Counted(label, number(merged)) for label, number in _counters.values())
    return [one for one in found if one.number]


def move_all(kept: Organisation, merged: Organisation) -> dict[str, Moved]:
    """Let every room bring its rows; what each needs to take them back, by its name."""
    moved = {name: mover.move(kept, merged) for name, mover in _movers.items()}
    for name, mover in _movers.items():
        mover.settle(kept, merged, moved[name], False)
    return moved


def take_back(kept: Organisation, merged: Organisation, moved: Mapping[str, Moved]) -> None:
    """Let every room take its rows back, the last first."""
    known = [(name, mover) for name, mover in _movers.items() if name in moved]
    for name, mover in reversed(known):
        mover.back(kept, merged, moved[name])
    for name, mover in known:
        mover.settle(kept, merged, moved[name], True)


def _column(model: type[Model], field: str) -> Column:
    return model._meta.label_lower, field
