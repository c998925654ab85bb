"""Tasks of cases as tests need them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from casework.cases.actions.tasks import add_task, change_task, move_task
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseTask
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from tests.cast import Cast

PARTNERS = (Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
TITLE = "Zadzwonić do szkoły Poli"


def in_hours(hours: float) -> datetime:
    """So many hours from now."""
    return timezone.now() + timedelta(hours=hours)


def make_task(cast: Cast, case: Case, **facts: Any) -> CaseTask:
    """A task of the consultant, due in two days."""
    given: dict[str, Any] = {
        "submission": uuid4(),
        "kind": "task",
        "on_behalf": cast.centre.group,
        "title": TITLE,
        "group": cast.centre.group,
        "worker": cast.consultant,
        "due_at": in_hours(48),
        "has_hour": True,
        "by": cast.consultant,
    }
    return add_task(case=case, **{**given, **facts})


def move(cast: Cast, task: CaseTask, to: TaskState, words: str = "", **facts: Any) -> CaseTask:
    """The consultant says what became of it."""
    given: dict[str, Any] = {
        "version": task.version,
        "on_behalf": cast.centre.group,
        "by": cast.consultant,
    }
    return move_task(task=task, to=to, words=words, **{**given, **facts})


def share(cast: Cast, case: Case) -> None:
    """The partner works on the case, too."""
    grant(cast.partner.group, case, *PARTNERS)


def change(cast: Cast, task: CaseTask, **facts: Any) -> CaseTask:
    """The consultant changes a task."""
    given: dict[str, Any] = {
        "version": task.version,
        "reason": "",
        "on_behalf": cast.centre.group,
        "by": cast.consultant,
        "title": TITLE,
        "group": cast.centre.group,
        "worker": cast.consultant,
        "due_at": task.due_at,
        "has_hour": True,
    }
    return change_task(task=task, **{**given, **facts})
