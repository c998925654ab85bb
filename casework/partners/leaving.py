"""What ends when a body leaves the agreement or is suspended; rooms above say what is theirs.

They are called in the transaction of the change, so that nobody's work is left with a body that
does not do it any more.
"""

from collections.abc import Callable

from casework.partners.choices import AgreementState
from casework.partners.models import Organisation
from ostoja.accounts.models import User

GONE = frozenset({AgreementState.SUSPENDED, AgreementState.LEFT})

End = Callable[[Organisation, User | None], int]
"""Ends what is open with the body, and says how much it was."""

_ends: list[End] = []


def register(end: End) -> None:
    """Called by a room when the app starts."""
    _ends.append(end)


def end_work_of(organisation: Organisation, *, by: User | None) -> int:
    """Let every room end what is open with the body; how much it was."""
    return sum(end(organisation, by) for end in _ends)
