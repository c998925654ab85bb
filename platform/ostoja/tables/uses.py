"""Whether anything in the city refers to rows that are about to be removed."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.db.models import ForeignObjectRel, Model

Rows = Mapping[Any, Collection[Any]]
"""Keys by model."""


def used(model: type[Model], keys: Collection[Any], *, besides: Rows) -> set[Any]:
    """Those of ``keys`` to which a row refers that is not itself among ``besides``.

    One query for each relation. What lies between the rows and their own lists does not count.
    A model in ``besides`` without keys counts nowhere.
    """
    found: set[Any] = set()
    for relation in _relations(model):
        other, field = relation.related_model, relation.field.name
        known = besides.get(other)
        if known is not None and not known:
            continue
        rows = other._base_manager.filter(**{f"{field}__in": keys})
        if known:
            rows = rows.exclude(pk__in=known)
        found |= set(rows.values_list(relation.field.attname, flat=True))
    return found


def _relations(model: type[Model]) -> Iterator[Any]:
    own = {one.remote_field.through for one in model._meta.many_to_many}
    for field in model._meta.get_fields(include_hidden=True):
        if not isinstance(field, ForeignObjectRel) or field.many_to_many:
            continue
        if field.related_model not in own:
            yield field
