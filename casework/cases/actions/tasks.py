"""Tasks and appointments of a case: adding, changing, doing, leaving out, opening again."""

from datetime import date, datetime, time
from typing import Any, NotRequired, TypedDict, Unpack
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import due, task_effects, task_notices
from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.choices_of_tasks import MOVES, WANTS_A_REASON, TaskKind, TaskState, TaskStepKind
from casework.cases.models import Case, CaseStep, CaseTask, PlanGoal, TaskStep
from casework.cases.refusal import NotAllowed
from casework.cases.task_selectors import can_move, may_be_given
from casework.moments import moment_of
from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record

END_OF_DAY = time(23, 59)


class TaskFacts(TypedDict):
    """What is written of a task, as ``TaskForm`` gives it."""

    title: str
    details: NotRequired[str]
    group: Group
    worker: User | None
    due_at: datetime | None
    has_hour: bool
    place: NotRequired[str]
    with_whom: NotRequired[str]
    person_told: NotRequired[bool]
    goal: NotRequired[PlanGoal | None]


@action
def add_task(
    *,
    submission: UUID,
    case: Case,
    kind: TaskKind | str,
    on_behalf: Group,
    by: User | None,
    is_prescribed: bool = False,
    is_duty: bool = False,
    **facts: Unpack[TaskFacts],
) -> CaseTask:
    """Add a task or an appointment; a repeat with the same id gives the first."""
    case = locked_case(case)
    first = sent_before(CaseTask.objects.filter(case=case, created_by=by), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    _check(case, facts)
    task = CaseTask.objects.create(
        submission=submission,
        case=case,
        kind=kind,
        created_by=by,
        created_group=on_behalf,
        is_prescribed=is_prescribed,
        is_duty=is_duty,
        **facts,
    )
    _keep(task, TaskStepKind.ADDED, "", on_behalf, by)
    task_notices.given(task, by=by)
    return task


@action
def change_task(
    *,
    task: CaseTask,
    version: int,
    reason: str,
    on_behalf: Group,
    told_anew: bool = False,
    by: User | None,
    **facts: Unpack[TaskFacts],
) -> CaseTask:
    """Change what is to be done, until when or by whom; what was prescribed only with a reason.

    Who knew the former time or place knows nothing of the new one, unless they were ``told_anew``.
    """
    case = locked_case(task.case)
    if not can_move(task, case):
        refuse_closed(case)
    changed = lock(CaseTask, task.pk, version)
    if changed.state != TaskState.OPEN:
        raise NotAllowed(_("Only what is still to be done can be changed."))
    if changed.is_prescribed and not reason:
        raise NotAllowed(_("Say why you depart from the playbook."))
    _check(case, facts)
    before = changed.worker_id, changed.group_id, changed.due_at
    place = changed.place
    facts = facts if told_anew else _not_of_the_former(changed, facts)
    for name, value in facts.items():
        setattr(changed, name, value)
    changed.save(update_fields=[*facts, "version"])
    given_by = before[1] if before[1] != changed.group_id else None
    _keep(changed, TaskStepKind.CHANGED, reason, on_behalf, by, given_by=given_by)
    if before[2] != changed.due_at:
        task_notices.settled(changed)
    if (before[2], place) != (changed.due_at, changed.place):
        task_effects.follow_move(changed, by)
    if before[:2] != (changed.worker_id, changed.group_id):
        task_notices.given(changed, by=by)
    return changed


def _not_of_the_former(task: CaseTask, facts: TaskFacts) -> TaskFacts:
    """The facts; at another time or in another place nobody knows because they knew the former."""
    place = facts.get("place", task.place)
    if task.person_told and (task.due_at, task.place) != (facts["due_at"], place):
        return {**facts, "person_told": False}
    return facts


@action
def move_task(
    *,
    task: CaseTask,
    version: int,
    to: TaskState,
    words: str,
    on_behalf: Group,
    by: User | None,
) -> CaseTask:
    """Say that it was done, that it is left out and why, or that it is open again and why.

    Somebody who says what was said a moment ago changes nothing.
    """
    case = locked_case(task.case)
    found = CaseTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if not can_move(found, case):
        refuse_closed(case)
    if found.state == to:
        record("submission.repeated", by=by, on=found, subject=case)
        return found
    if found.version != version:
        raise StaleObject(found)
    step = MOVES[TaskState(found.state)].get(to)
    if step is None:
        raise NotAllowed(_("This is not possible now, so nothing was changed."))
    if to in WANTS_A_REASON and not words:
        raise NotAllowed(_("Say why."))
    return _move(found, to, step, words=words, on_behalf=on_behalf, by=by)


@action
def release_task(*, task: CaseTask, by: User | None, held_by: User) -> CaseTask:
    """Give a task back to the body that does it, unless somebody else has it by now."""
    locked_case(task.case)
    found = CaseTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if found.worker_id != held_by.pk or found.state != TaskState.OPEN:
        record("submission.repeated", by=by, on=found, subject=found.case)
        return found
    found.worker, found.version = None, found.version + 1
    found.save(update_fields=["worker", "version"])
    _keep(found, TaskStepKind.GIVEN_BACK, "", found.group, by)
    task_notices.given(found, by=by)
    return found


@action
def set_due(*, task: CaseTask, due_at: datetime | None, by: User | None) -> CaseTask:
    """Give a prescribed task its time once what it counts from has happened; or take it back."""
    found = CaseTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    found.due_at, found.has_hour, found.version = due_at, due_at is not None, found.version + 1
    found.save(update_fields=["due_at", "has_hour", "version"])
    task_notices.settled(found)
    record("task.timed", by=by, on=found, subject=found.case)
    due.renew(found.case)
    return found


@action
def recall_task(*, task: CaseTask) -> int:
    """Tell whoever is to do it that its time ends soon; how many people are told anew."""
    number = task_notices.due(task)
    record("task.recalled", by=None, on=task, subject=task.case, people=number)
    return number


def add_follow_up_task(case: Case, *, submission: UUID, day: date, **facts: Any) -> CaseTask:
    """The clock puts a contact after closing on somebody's desk; ``case`` is locked."""
    task = CaseTask.objects.create(
        submission=submission,
        case=case,
        kind=TaskKind.FOLLOW_UP,
        due_at=moment_of(day, END_OF_DAY),
        created_group=facts["group"],
        **facts,
    )
    _keep(task, TaskStepKind.ADDED, "", None, None)
    return task


def end_follow_up_task(task: CaseTask, *, by: User | None) -> None:
    """The case is open again, so nobody needs to ask; it is locked."""
    if task.state == TaskState.OPEN:
        _move(task, TaskState.CANCELLED, TaskStepKind.CANCELLED, by=by)


def end_task(task: CaseTask, to: TaskState, *, on_behalf: Group, by: User | None) -> None:
    """Whoever closes the case says that it is done; the case is locked."""
    _move(task, to, MOVES[TaskState(task.state)][to], on_behalf=on_behalf, by=by)


def close_tasks(case: Case, how_it_ended: str, by: User | None) -> None:
    """What is still to be done is left out with the case, whose row is locked."""
    for task in case.tasks.filter(state=TaskState.OPEN):
        _move(task, TaskState.CANCELLED, TaskStepKind.CLOSED_WITH_CASE, by=by)


def reopen_tasks(case: Case, closed: CaseStep | None, by: User | None) -> None:
    """What was left out with the case when it was last closed is to be done again."""
    if closed is None:
        return
    ended = case.tasks.filter(
        state=TaskState.CANCELLED,
        steps__kind=TaskStepKind.CLOSED_WITH_CASE,
        steps__at__gte=closed.at,
    )
    for task in ended.distinct():
        _move(task, TaskState.OPEN, TaskStepKind.REOPENED_WITH_CASE, by=by)


def _move(
    task: CaseTask,
    to: TaskState,
    step: TaskStepKind,
    *,
    words: str = "",
    on_behalf: Group | None = None,
    by: User | None,
) -> CaseTask:
    task.state, task.version = to, task.version + 1
    task.ended_at = None if to == TaskState.OPEN else timezone.now()
    task.save(update_fields=["state", "ended_at", "version"])
    _keep(task, step, words, on_behalf, by)
    if to != TaskState.OPEN:
        task_notices.settled(task)
    task_effects.follow(task, step, by)
    return task


def _keep(
    task: CaseTask,
    kind: TaskStepKind,
    words: str,
    on_behalf: Group | None,
    by: User | None,
    *,
    given_by: int | None = None,
) -> None:
    """``given_by`` is the group that did it until now, where another one does from now on."""
    TaskStep.objects.create(task=task, kind=kind, words=words, by=by, group=on_behalf)
    given = {} if given_by is None else {"given_by": given_by}
    record(f"task.{kind}", by=by, on=task, subject=task.case, **given)
    due.renew(task.case)


def _check(case: Case, facts: TaskFacts) -> None:
    if not may_be_given(case, facts["group"], facts["worker"]):
        raise NotAllowed(_("This person or organisation does not work on the case."))
    goal = facts.get("goal")
    if goal is not None and goal.case_id != case.pk:
        raise NotAllowed(_("This goal is not one of the case."))
