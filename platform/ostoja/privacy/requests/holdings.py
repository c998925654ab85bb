"""What each room holds of a person: rooms register their models, or say why one is not given.

A test finds a model with data of clients that no room has registered.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q, QuerySet

from ostoja.privacy.classification import FieldClass
from ostoja.privacy.requests.subjects import Label, Roots

GIVEN = frozenset(
    {FieldClass.CLIENT_DATA, FieldClass.CLIENT_IDENTIFYING, FieldClass.CLIENT_NARRATIVE}
)
Content = Callable[[Any], tuple[str, bytes] | None]


@dataclass(frozen=True, slots=True)
class Holding:
    """One model's rows about a person: ``path`` leads from the model to the subject ``root``.

    Given are its fields about clients, those ``also`` named (days, states), each under its label.
    ``withheld`` are fields that are not, each with the reason. ``others`` are rows that another
    person wrote or that are about one, when the record ``asked`` for is not their own; ``inner``
    is the reason why all rows are left out as a rule. ``own`` are the fields with the person's own
    names, numbers and addresses, which are never covered. ``content`` opens the file of a row.
    ``words`` turn codes into words, ``more`` gives what is no column: a label, and words for a row.
    """

    model: type[Model]
    label: Label
    root: str
    path: str
    also: tuple[str, ...] = ()
    labels: Mapping[str, Label] = field(default_factory=dict)
    withheld: Mapping[str, Label] = field(default_factory=dict)
    others: Callable[[str], Q | None] = lambda asked: None
    inner: Label = ""
    joins: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    content: Content | None = None
    words: Mapping[str, Callable[[Any], str]] = field(default_factory=dict)
    more: Mapping[str, tuple[Label, Callable[[Any], str]]] = field(default_factory=dict)

    def rows(self, roots: Roots) -> QuerySet[Any]:
        """The person's rows, in the model's order."""
        ids = roots.get(self.root, frozenset())
        found = self.model._default_manager.filter(**{f"{self.path}__in": ids})
        return found.select_related(*self.joins) if self.joins else found

    def fields(self) -> list[str]:
        """The names of what is given, in the order of the model."""
        classes: Mapping[str, Any] = self.model.privacy  # type: ignore[attr-defined]
        names = [one.name for one in self.model._meta.concrete_fields]
        return [
            name
            for name in names
            if (classes[name] in GIVEN or name in self.also) and name not in self.withheld
        ]

    def label_of(self, name: str) -> str:
        """What the field is called on paper."""
        given = self.labels.get(name)
        return str(given or self.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


Facts = Callable[[Roots], list[tuple[str, str]]]
_holdings: dict[type[Model], Holding] = {}
_elsewhere: dict[type[Model], Label] = {}
_information: list[tuple[int, Facts]] = []


def register(*holdings: Holding) -> None:
    """Called by a room when the app starts."""
    for one in holdings:
        _holdings[one.model] = one


def leave_out(model: type[Model], reason: Label) -> None:
    """A model with data of clients that a copy leaves out, and why."""
    _elsewhere[model] = reason


def register_information(order: int, facts: Facts) -> None:
    """What a person is told beside the copy (GDPR, art. 15(1)): pairs of heading and words."""
    _information.append((order, facts))


def every_holding() -> list[Holding]:
    """In the order of registration, which is that of the rooms."""
    return list(_holdings.values())


def left_out_models() -> Mapping[type[Model], Label]:
    """Those that no copy holds, each with the reason."""
    return dict(_elsewhere)


def information(roots: Roots) -> list[tuple[str, str]]:
    """All that is told beside the copy."""
    ordered = sorted(_information, key=lambda one: one[0])
    return [pair for _order, facts in ordered for pair in facts(roots)]
