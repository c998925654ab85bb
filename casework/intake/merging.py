"""Conversations follow their case when two cases of one person become one."""

from casework.cases import merging
from casework.intake.models import Conversation


def register_all() -> None:
    """Called when the app starts."""
    merging.follow(Conversation)
