"""What rooms above do when other people may see a case than before."""

from collections.abc import Callable

from casework.cases.models import Case
from ostoja.accounts.models import User

Effect = Callable[[Case, User], object]
"""Is given the case as it is now, which is locked, and who decided it."""

_effects: list[Effect] = []


def register(effect: Effect) -> None:
    """Called by a room when the app starts; it runs in the transaction of the change."""
    _effects.append(effect)


def follow(case: Case, by: User) -> None:
    """Let every room do its part."""
    for effect in _effects:
        effect(case, by)
