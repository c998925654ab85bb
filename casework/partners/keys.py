"""Keys of bodies, places and services: short names for addresses, unique in a city."""

from collections.abc import Sequence
from uuid import uuid4

from django.db import models
from django.utils.text import slugify

from ostoja.ui.polish_order import fold

ADDRESSES = frozenset({"join", "activities"})
"""Pages of the directory stand where a body of this key would."""
LONGEST = 70
"""Leaves room for an ending within the 80 characters of the column."""


def free_key(model: type[models.Model], name: str) -> str:
    """A key made from the name that no row of this model has.

    Where the name's own key is taken, it gets a random ending; so does a name without any
    Latin letter.
    """
    return free_keys(model, [name])[0]


def free_keys(model: type[models.Model], names: Sequence[str]) -> list[str]:
    """A key for each of the names, none taken and none twice. One query."""
    wanted = [slugify(fold(name))[:LONGEST].strip("-") for name in names]
    taken = set(model._default_manager.filter(key__in=wanted).values_list("key", flat=True))
    taken |= ADDRESSES
    found = []
    for key in wanted:
        free = key if key and key not in taken else f"{key}-{uuid4().hex[:8]}".lstrip("-")
        taken.add(free)
        found.append(free)
    return found
