"""The values that describe a task of a case, and how it may change."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TaskKind(TextChoices):
    """Something to do until a time, or a meeting at a time."""

    TASK = "task", pgettext_lazy("of a case", "task")
    APPOINTMENT = "appointment", pgettext_lazy("of a case", "appointment")
    FOLLOW_UP = "follow_up", pgettext_lazy("of a case", "contact after closing")


BY_HAND = (TaskKind.TASK, TaskKind.APPOINTMENT)
"""What people add; a contact after closing is made by the clock, in a case that is closed."""


class TaskState(TextChoices):
    """What became of it."""

    OPEN = "open", pgettext_lazy("task", "to be done")
    DONE = "done", pgettext_lazy("task", "done")
    CANCELLED = "cancelled", pgettext_lazy("task", "left out")


class TaskStepKind(TextChoices):
    """What happens to a task."""

    ADDED = "added", _("Task added")
    CHANGED = "changed", _("Task changed")
    DONE = "done", _("Task done")
    CANCELLED = "cancelled", _("Task left out")
    REOPENED = "reopened", _("Task open again")
    CLOSED_WITH_CASE = "closed_with_case", _("Task left out, since the case was closed")
    REOPENED_WITH_CASE = "reopened_with_case", _("Task open again with its case")
    GIVEN_BACK = "given_back", _("Task given back to the team")


MOVES: Mapping[TaskState, Mapping[TaskState, TaskStepKind]] = {
    TaskState.OPEN: {
        TaskState.DONE: TaskStepKind.DONE,
        TaskState.CANCELLED: TaskStepKind.CANCELLED,
    },
    TaskState.DONE: {TaskState.OPEN: TaskStepKind.REOPENED},
    TaskState.CANCELLED: {TaskState.OPEN: TaskStepKind.REOPENED},
}
"""State, next states, and what the history calls the step."""
WANTS_A_REASON = frozenset({TaskState.CANCELLED, TaskState.OPEN})
