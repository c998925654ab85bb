"""Visits, when two cases of a person become one."""

from casework.cases import merging
from casework.visits.models import Visit


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Visit)
