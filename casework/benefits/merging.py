"""What was given, when two cases of a person become one; the stores stay as they are."""

from casework.benefits.models import Giving
from casework.cases import merging


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Giving)
