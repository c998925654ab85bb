"""Starting a playbook in a case and stopping it; what follows when its steps are done."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.actions.tasks import add_task, move_task, set_due
from casework.cases.choices_of_tasks import TaskKind, TaskState, TaskStepKind
from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.cases.task_selectors import bodies_of, may_be_given
from casework.partners.choices import OrganisationRole
from casework.partners.selectors import organisation_with_role
from casework.playbooks import notices
from casework.playbooks.choices import Doer, EditionState, RunState
from casework.playbooks.models import Edition, PlaybookRun, PlaybookStep, RunStep
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def start_run(
    *, submission: UUID, case: Case, edition: Edition, group: Group, by: User | None
) -> PlaybookRun:
    """Start a playbook: its steps become tasks of the case. A repeat gives the first run."""
    case = locked_case(case)
    first = sent_before(PlaybookRun.objects.filter(case=case, started_by=by), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    if edition.state != EditionState.PUBLISHED or not edition.playbook.is_active:
        raise NotAllowed(_("This playbook is not in force any more. Choose again."))
    running = PlaybookRun.objects.filter(case=case, state=RunState.RUNNING)
    if running.filter(edition__playbook=edition.playbook_id).exists():
        raise NotAllowed(_("This playbook is under way in this case already."))
    run = PlaybookRun.objects.create(
        submission=submission, case=case, edition=edition, group=group, started_by=by
    )
    start = timezone.now()
    for step in edition.steps.all():
        _become_task(run, step, start, by)
    record("playbook_run.started", by=by, on=run, subject=case)
    return run


def _become_task(run: PlaybookRun, step: PlaybookStep, start: datetime, by: User | None) -> None:
    """A step that counts from another one has no time until that one has ended."""
    group, worker = _who_does(run.case, step, by)
    due_at = None if step.after else due_of(step, start)
    task = add_task(
        submission=uuid5(run.pk, step.key),
        case=run.case,
        kind=TaskKind.TASK,
        on_behalf=run.group,
        by=by,
        is_prescribed=True,
        is_duty=step.is_duty,
        title=step.title,
        group=group,
        worker=worker,
        due_at=due_at,
        has_hour=due_at is not None,
    )
    RunStep.objects.create(run=run, step=step, task=task)


def due_of(step: PlaybookStep, start: datetime) -> datetime | None:
    """Until when a step is to be done that counts from this moment."""
    if step.within_hours is None:
        return None
    return start + timedelta(hours=step.within_hours)


def _who_does(case: Case, step: PlaybookStep, by: User | None) -> tuple[Group, User | None]:
    """The body, and the person where it is clear who; what nobody else can do the lead does."""
    lead = case.lead.group
    if step.doer == Doer.WORKER:
        worker = case.worker or by
        return lead, worker if may_be_given(case, lead, worker) else None
    if step.doer == Doer.COORDINATOR:
        coordinator = organisation_with_role(OrganisationRole.COORDINATOR)
        if coordinator and bodies_of(case).filter(pk=coordinator.group_id).exists():
            return coordinator.group, None
    return lead, None


@action
def stop_run(
    *, run: PlaybookRun, version: int, reason: str, on_behalf: Group, by: User | None
) -> PlaybookRun:
    """Stop it and say why: what is still to be done is left out, but for duties of the law."""
    case = locked_case(run.case)
    stopped = lock(PlaybookRun, run.pk, version)
    if stopped.state != RunState.RUNNING:
        raise NotAllowed(_("This playbook has ended already."))
    refuse_closed(case)
    _end(stopped, RunState.STOPPED, by, reason)
    still_open = CaseTask.objects.filter(run_step__run=run, state=TaskState.OPEN, is_duty=False)
    for pk in list(still_open.values_list("pk", flat=True)):
        # Leaving one out gives others their time: each is read anew.
        task = CaseTask.objects.select_related("case").get(pk=pk)
        move_task(
            task=task,
            version=task.version,
            to=TaskState.CANCELLED,
            words=reason,
            on_behalf=on_behalf,
            by=by,
        )
    record("playbook_run.stopped", by=by, on=stopped, subject=case)
    return stopped


def follow_task(task: CaseTask, step: TaskStepKind, by: User | None) -> None:
    """When a step has ended, what counts from it gets its time; after the last one it is over."""
    own = RunStep.objects.select_related("run", "step").filter(task=task).first()
    if own is None or step == TaskStepKind.CLOSED_WITH_CASE:
        return
    run = PlaybookRun.objects.select_for_update(of=("self",)).get(pk=own.run_id)
    ended = timezone.now() if task.state != TaskState.OPEN else None
    waiting = run.steps.filter(step__after=own.step.key, task__state=TaskState.OPEN)
    for later in waiting.select_related("step", "task__case"):
        set_due(task=later.task, due_at=ended and due_of(later.step, ended), by=by)
    _finish_or_go_on(run, task, by)


def _finish_or_go_on(run: PlaybookRun, task: CaseTask, by: User | None) -> None:
    is_open = run.steps.filter(task__state=TaskState.OPEN).exists()
    if run.state == RunState.RUNNING and not is_open:
        run.version += 1
        _end(run, RunState.FINISHED, by)
        record("playbook_run.finished", by=by, on=run, subject=task.case)
    elif run.state in {RunState.FINISHED, RunState.CLOSED} and is_open:
        _go_on(run, task, by)


def _go_on(run: PlaybookRun, task: CaseTask, by: User | None) -> None:
    """A step is open again; not beside a newer run of the same playbook."""
    others = PlaybookRun.objects.filter(case=run.case_id, state=RunState.RUNNING)
    if others.filter(edition__playbook=run.edition.playbook_id).exists():
        return
    run.state, run.ended_at, run.ended_by = RunState.RUNNING, None, None
    run.version += 1
    run.save(update_fields=["state", "ended_at", "ended_by", "version"])
    record("playbook_run.resumed", by=by, on=run, subject=task.case)


def end_with_case(case: Case, how_it_ended: str, by: User | None) -> None:
    """What is under way ends with the case, whose row is locked."""
    for run in PlaybookRun.objects.filter(case=case, state=RunState.RUNNING):
        run.version += 1
        _end(run, RunState.CLOSED, by)
        record("playbook_run.closed", by=by, on=run, subject=case)


def _end(run: PlaybookRun, state: RunState, by: User | None, reason: str = "") -> None:
    run.state, run.ended_at, run.ended_by, run.reason = state, timezone.now(), by, reason
    run.save(update_fields=["state", "ended_at", "ended_by", "reason", "version"])


@action
def tell_of_duty(*, task: CaseTask) -> int:
    """What the law demands was not done in time: supervisors and the coordinator are told once."""
    told = notices.duty_overdue(task)
    record("playbook_run.duty_overdue", by=None, on=task, subject=task.case, told=told)
    return told
