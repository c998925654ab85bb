"""All writes of this room."""

from casework.benefits.actions.giving import give_out, take_back
from casework.benefits.actions.keeping import (
    ArticleFacts,
    add_article,
    change_article,
    change_store,
    open_store,
)
from casework.benefits.actions.stock import count, receive, write_off
from casework.benefits.actions.warning import warn_of_expiry, warn_of_low

__all__ = [
    "ArticleFacts",
    "add_article",
    "change_article",
    "change_store",
    "count",
    "give_out",
    "open_store",
    "receive",
    "take_back",
    "warn_of_expiry",
    "warn_of_low",
    "write_off",
]
