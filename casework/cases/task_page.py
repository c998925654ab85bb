"""What pages show of the tasks of cases: cards, facts in words, buttons and history."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from casework.cases.choices import CaseState
from casework.cases.choices_of_tasks import MOVES, TaskKind, TaskState, TaskStepKind
from casework.cases.models import Case, CaseTask, TaskStep
from casework.cases.page import person_of_body
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry, Text
from casework.cases.selectors import Sight
from casework.cases.task_selectors import is_overdue, tasks_for
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.ui.elapsed import time_ago
from ostoja.ui.templatetags.ui import local_time

STATE_COLOURS = {TaskState.OPEN: "yellow", TaskState.DONE: "green", TaskState.CANCELLED: "grey"}
ADDING: Mapping[TaskKind, Promise] = {
    TaskKind.TASK: gettext_lazy("Add a task"),
    TaskKind.APPOINTMENT: gettext_lazy("Add an appointment"),
}
CHANGING: Mapping[TaskKind, Promise] = {
    TaskKind.TASK: gettext_lazy("Change the task"),
    TaskKind.APPOINTMENT: gettext_lazy("Change the appointment"),
    TaskKind.FOLLOW_UP: gettext_lazy("Another day or person"),
}
ADDED: Mapping[TaskKind, Promise] = {
    TaskKind.TASK: gettext_lazy("The task was added."),
    TaskKind.APPOINTMENT: gettext_lazy("The appointment was added."),
}
BUTTONS: Mapping[TaskState, Promise] = {
    TaskState.DONE: gettext_lazy("It is done"),
    TaskState.CANCELLED: gettext_lazy("Leave it out"),
    TaskState.OPEN: gettext_lazy("Open it again"),
}
MOVED: Mapping[TaskState, Promise] = {
    TaskState.DONE: gettext_lazy("Noted as done."),
    TaskState.CANCELLED: gettext_lazy("It is left out, and your reason is kept."),
    TaskState.OPEN: gettext_lazy("It is to be done again."),
}
RemarkOf = Callable[[CaseTask, User], Iterable[dict[str, Any]]]
_remarks: list[RemarkOf] = []


def register_remarks(remarks: RemarkOf) -> None:
    """Called by a room that knows more of some tasks; it gives rows of a summary list."""
    _remarks.append(remarks)


def remarks_of(task: CaseTask, user: User) -> list[dict[str, Any]]:
    """What other rooms know of the task."""
    return [row for remarks in _remarks for row in remarks(task, user)]


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """The tasks of a case: what is to be done first, what is over folded away."""
    tasks = list(tasks_for(case, sight))
    writes = sight.may(Permission.CASE_ANNOTATE) and case.state != CaseState.CLOSED
    if not tasks and not writes:
        return None
    context = {
        "tasks": [row_of(task) for task in tasks if task.state == TaskState.OPEN],
        "ended": [row_of(task) for task in tasks if task.state != TaskState.OPEN],
        "buttons": list(_adding(case)) if writes else [],
    }
    return CasePanel("cases/tasks_panel.html", context)


def _adding(case: Case) -> Iterator[CaseButton]:
    for kind, label in ADDING.items():
        yield CaseButton(label, reverse("case_task_new", args=[case.pk, kind.value]))


def row_of(task: CaseTask) -> dict[str, Any]:
    """For the list of things to do."""
    return {
        "title": task.title,
        "url": reverse("case_task", args=[task.pk]),
        "hint": " · ".join(filter(None, [_kind(task), str(when(task)), who(task)])),
        "state": state_of(task),
        "state_colour": "red" if is_overdue(task) else STATE_COLOURS[TaskState(task.state)],
    }


def _kind(task: CaseTask) -> str:
    words = [_("duty by law")] if task.is_duty else []
    if task.kind != TaskKind.TASK:
        words.append(str(task.get_kind_display()))
    return capfirst(", ".join(words))


def state_of(task: CaseTask) -> str:
    """Its state; of one that is late, how late."""
    if is_overdue(task):
        return _("overdue")
    return str(task.get_state_display())


def when(task: CaseTask) -> str:
    """Until when, or when: the day alone where no hour was named."""
    if task.due_at is None:
        return _("no time set")
    local = timezone.localtime(task.due_at)
    return f"{local:%d.%m.%Y %H:%M}" if task.has_hour else f"{local:%d.%m.%Y}"


def who(task: CaseTask) -> str:
    """The person with their body, or the body."""
    return person_of_body(task.worker, task.group.organisation.name)


def card_of(task: CaseTask) -> dict[str, Any]:
    """One in the list of somebody's tasks."""
    facts = [
        (_("Case"), f"{task.case.number} · {task.case.pseudonym}"),
        (_("When"), when(task)),
        (_("Who"), who(task)),
    ]
    late = is_overdue(task) and task.due_at
    return {
        "title": task.title,
        "url": reverse("case_task", args=[task.pk]),
        "state": state_of(task),
        "state_colour": "red" if late else STATE_COLOURS[TaskState(task.state)],
        "facts": [{"key": key, "value": value} for key, value in facts],
        "text": _("It should have been done %(time)s.") % {"time": time_ago(late)} if late else "",
        "sample": task.case,
    }


def tags_of(task: CaseTask) -> list[tuple[str, str]]:
    """Kind, state, and whether the law demands it."""
    colour = "red" if is_overdue(task) else STATE_COLOURS[TaskState(task.state)]
    tags = [(state_of(task), colour), (str(task.get_kind_display()), "grey")]
    return [*tags, (_("duty by law"), "purple")] if task.is_duty else tags


def rows_of(task: CaseTask) -> list[dict[str, Any]]:
    """Its facts for a summary list."""
    return [{"key": key, "value": value} for key, value in _facts(task) if value]


def _facts(task: CaseTask) -> Iterator[tuple[str, Any]]:
    yield _("When"), local_time(task.due_at) if task.has_hour else when(task)
    yield _("Who"), who(task)
    if task.kind == TaskKind.APPOINTMENT:
        yield _("Place"), task.place
        yield _("With whom"), task.with_whom
        yield _("The person knows of it"), _("yes") if task.person_told else _("no")
    yield pgettext("of a task", "Details"), task.details


def buttons_of(task: CaseTask) -> list[CaseButton]:
    """What one can do with it now."""
    moves = [
        CaseButton(BUTTONS[to], reverse("case_task_move", args=[task.pk, to.value]), is_main=main)
        for to in MOVES[TaskState(task.state)]
        for main in [to == TaskState.DONE]
    ]
    if task.state != TaskState.OPEN:
        return moves
    change = CaseButton(CHANGING[TaskKind(task.kind)], reverse("case_task_edit", args=[task.pk]))
    return [*moves, change]


def history_of(task: CaseTask) -> list[HistoryEntry]:
    """What happened to one task, the newest first."""
    steps = task.steps.select_related("by", "group__organisation")
    return [_entry(step, TaskStepKind(step.kind).label) for step in steps.order_by("-at")]


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """What happened to the tasks that this person may see, for the history of the case."""
    seen = tasks_for(case, sight)
    steps = TaskStep.objects.filter(task__in=seen)
    for step in steps.select_related("task", "by", "group__organisation"):
        yield _entry(step, f"{TaskStepKind(step.kind).label}: {step.task.title}")


def _entry(step: TaskStep, title: Text) -> HistoryEntry:
    body = step.group.organisation.name if step.group else ""
    by = person_of_body(step.by, body) if body else (step.by.full_name if step.by else "")
    return HistoryEntry(title, step.at, by=by, text=step.words)
