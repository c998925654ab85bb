"""Whether somebody answers the chat now: what the roster says, else the crisis centre's hours."""

import datetime
from dataclasses import dataclass

from casework.roster.selectors import opening_at


@dataclass(frozen=True, slots=True)
class Hours:
    """``changes_at`` (UTC) is when it opens or closes, where that is known.

    ``is_known`` is off where nobody has said anything about hours; then the rest means nothing.
    """

    is_open: bool
    changes_at: datetime.datetime | None = None
    is_known: bool = True


def hours_at(moment: datetime.datetime) -> Hours:
    """Whether somebody answers at this aware moment."""
    found = opening_at(moment)
    return Hours(found.is_open, found.changes_at, found.is_known)
