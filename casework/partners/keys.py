"""Keys of bodies, places and services: short names for addresses, unique in a city."""

from uuid import uuid4

from django.db import models
from django.utils.text import slugify

from casework.partners.polish_order import fold

LONGEST = 70
"""Leaves room for an ending within the 80 characters of the column."""


def free_key(model: type[models.Model], name: str) -> str:
    """A key made from the name that no row of this model has.

    Where the name's own key is taken, it gets a random ending; so does a name without any
    Latin letter.
    """
    key = slugify(fold(name))[:LONGEST].strip("-")
    taken = not key or model._default_manager.filter(key=key).exists()
    return f"{key}-{uuid4().hex[:8]}".lstrip("-") if taken else key
