"""Lists of bodies and places to choose from, in groups."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

Grouped = list[tuple[Any, Any]]


def grouped(groups: Iterable[tuple[str, Iterable[Model]]], empty: str | Promise) -> Grouped:
    """Choices of a select: the empty one, then each group under its name."""
    named = [(name, [(row.pk, str(row)) for row in rows]) for name, rows in groups]
    return [("", empty), *named]
