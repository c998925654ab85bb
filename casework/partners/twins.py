"""Rows that both records of one body have: the same service, place, number or contact.

The twin of the second record stays with it, unseen, and what named it names the other twin.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from casework.partners.choices import LocationKind
from casework.partners.merging import Moved
from casework.partners.models import Contact, Location, Organisation, Phone, Service
from ostoja.ui.polish_order import fold

Same = Callable[[Any], Hashable | None]
"""What makes two rows twins; None for a row that has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Twins:
    """One kind of row. ``named_by`` are the columns of rooms above that name such a row."""

    model: type[Model]
    same: Same
    named_by: list[tuple[type[Model], str]] = field(default_factory=list)


def _name_of_service(service: Service) -> Hashable | None:
    return fold(service.name.get("pl", "")).strip() or None


def _address(place: Location) -> Hashable | None:
    """A place without a street is known by its name."""
    if place.kind != LocationKind.PHYSICAL or not place.street:
        return place.kind, fold(place.name)
    return place.kind, fold(place.street), fold(place.town), fold(place.name)


SERVICES = Twins(Service, _name_of_service)
LOCATIONS = Twins(Location, _address)
PHONES = Twins(Phone, lambda phone: phone.number)
CONTACTS = Twins(Contact, lambda one: (fold(one.name), one.email.lower()))
ALL = (SERVICES, LOCATIONS, PHONES, CONTACTS)


def named_by(twins: Twins, model: type[Model], column: str) -> None:
    """Called by a room when the app starts: its rows name one of two twins."""
    twins.named_by.append((model, column))


def pairs(twins: Twins, kept: Organisation, merged: Organisation) -> list[tuple[Any, Any]]:
    """Each row of the second record that the first one has too, after the first one's."""
    rows: Any = twins.model._default_manager
    known = {twins.same(row): row for row in reversed(rows.filter(organisation=kept))}
    known.pop(None, None)
    theirs = rows.filter(organisation=merged)
    return [(known[same], row) for row in theirs if (same := twins.same(row)) in known]


def move(twins: Twins, kept: Organisation, merged: Organisation) -> Moved:
    """Bring the rows that the first record has not, and let twins be named by one name."""
    rows: Any = twins.model._default_manager
    both = pairs(twins, kept, merged)
    named = [_rename(twins, theirs.pk, ours.pk) for ours, theirs in both]
    moving = rows.filter(organisation=merged).exclude(pk__in=[theirs.pk for _ours, theirs in both])
    keys = list(moving.values_list("pk", flat=True))
    rows.filter(pk__in=keys).update(organisation=kept)
    return {"moved": [str(pk) for pk in keys], "named": named}


def back(twins: Twins, kept: Organisation, merged: Organisation, moved: Moved) -> None:
    """Bring back what moved and is still there; what named a twin names it again."""
    rows: Any = twins.model._default_manager
    rows.filter(pk__in=moved["moved"], organisation=kept).update(organisation=merged)
    for one in moved["named"]:
        for model, column in twins.named_by:
            keys = one["rows"].get(f"{model._meta.label_lower}.{column}", ())
            found: Any = model._default_manager
            found.filter(pk__in=keys, **{column: one["ours"]}).update(**{column: one["theirs"]})


def _rename(twins: Twins, theirs: Any, ours: Any) -> dict[str, Any]:
    """Let everything name ``ours`` that named ``theirs``; which rows that were."""
    renamed: dict[str, list[str]] = defaultdict(list)
    for model, column in twins.named_by:
        rows: Any = model._default_manager
        found = rows.filter(**{column: theirs})
        keys = [
            pk for pk in found.values_list("pk", flat=True) if not _has(model, column, pk, ours)
        ]
        rows.filter(pk__in=keys).update(**{column: ours})
        renamed[f"{model._meta.label_lower}.{column}"] = [str(pk) for pk in keys]
    return {"theirs": str(theirs), "ours": str(ours), "rows": renamed}


def _has(model: type[Model], column: str, pk: Any, ours: Any) -> bool:
    """Whether a link between two rows would be there twice."""
    if not model._meta.auto_created:
        return False
    rows: Any = model._default_manager
    row = rows.get(pk=pk)
    others = [one for one in row._meta.fields if one.is_relation and one.name != column]
    same = {one.attname: getattr(row, one.attname) for one in others}
    return bool(rows.filter(**same, **{column: ours}).exists())
