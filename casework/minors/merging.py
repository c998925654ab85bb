"""What a card does when its case becomes one with another."""

from casework.cases import merging
from casework.minors.models import Intervention


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Intervention)
