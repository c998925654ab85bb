"""Which needs of a case a body sees that does not lead it: rooms that share them register."""

from collections.abc import Callable, Collection, Iterable
from uuid import UUID

from casework.cases.models import Case

SharedNeeds = Callable[[Case, Collection[int]], Iterable[UUID]]
"""Gives the ids of the case's needs that were shared with these groups."""

_sharing: list[SharedNeeds] = []


def register(shared_needs: SharedNeeds) -> None:
    """Called by a room when the app starts."""
    _sharing.append(shared_needs)


def needs_shared_with(case: Case, groups: Collection[int]) -> set[UUID]:
    """The ids of the needs that any room shared with these groups."""
    return {pk for shared_needs in _sharing for pk in shared_needs(case, groups)}
