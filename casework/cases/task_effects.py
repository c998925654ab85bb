"""What rooms above do when a task of a case was done, left out, opened again or changed."""

from collections.abc import Callable

from casework.cases.choices_of_tasks import TaskStepKind
from casework.cases.models import CaseTask
from ostoja.accounts.models import User

Effect = Callable[[CaseTask, TaskStepKind, User | None], None]
"""Is given the task as it is now, what happened to it, and who did it."""

Moved = Callable[[CaseTask, User | None], None]
"""Is given a task that is to be done at another time or in another place, and who said so."""

_effects: list[Effect] = []
_moved: list[Moved] = []


def register(effect: Effect) -> None:
    """Called by a room when the app starts; it runs in the transaction of the step."""
    _effects.append(effect)


def register_moved(effect: Moved) -> None:
    """The same for another time or place, which is no step of its own."""
    _moved.append(effect)


def follow_move(task: CaseTask, by: User | None) -> None:
    """Let every room do its part of it."""
    for effect in _moved:
        effect(task, by)


def follow(task: CaseTask, step: TaskStepKind, by: User | None) -> None:
    """Let every room do its part."""
    for effect in _effects:
        effect(task, step, by)
