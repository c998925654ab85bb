"""What rooms above do when a task of a case was done, left out, opened again or changed."""

from collections.abc import Callable

from casework.cases.choices_of_tasks import TaskStepKind
from casework.cases.models import CaseTask
from ostoja.accounts.models import User

Effect = Callable[[CaseTask, TaskStepKind, User | None], None]
"""Is given the task as it is now, what happened to it, and who did it."""

_effects: list[Effect] = []


def register(effect: Effect) -> None:
    """Called by a room when the app starts; it runs in the transaction of the step."""
    _effects.append(effect)


def follow(task: CaseTask, step: TaskStepKind, by: User | None) -> None:
    """Let every room do its part."""
    for effect in _effects:
        effect(task, step, by)
