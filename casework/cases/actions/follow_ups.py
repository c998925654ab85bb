"""Contacts after a closed case: agreed on, changed, left out, and put on the desk on their day."""

import datetime
from typing import TypedDict, Unpack

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import safe_ways
from casework.cases.actions.locking import locked_case, refuse_merged
from casework.cases.actions.tasks import add_follow_up_task, end_follow_up_task
from casework.cases.choices import CaseState
from casework.cases.choices_of_endings import ContactWay, FollowUpEnd
from casework.cases.choices_of_tasks import TaskKind, TaskState, TaskStepKind
from casework.cases.models import Case, CaseStep, CaseTask, FollowUp
from casework.cases.refusal import NotAllowed
from casework.cases.task_selectors import may_be_given
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record


class FollowUpFacts(TypedDict):
    """When, how and by whom; ``details`` are for whoever does it."""

    day: datetime.date
    way: ContactWay | str
    details: str
    group: Group
    worker: User | None


@action
def plan_follow_up(
    *, case: Case, version: int, by: User | None, **facts: Unpack[FollowUpFacts]
) -> FollowUp:
    """Agree on a contact after the closing, or change the one agreed on; ``version`` is that of
    the one seen, or 0. What stands on a desk already is changed there.
    """
    case = locked_case(case)
    refuse_merged(case)
    if case.state != CaseState.CLOSED:
        raise NotAllowed(_("This case is open. Add a task or an appointment instead."))
    planned = case.follow_ups.select_for_update(of=("self",)).filter(ended_at=None).first()
    if (planned.version if planned else 0) != version:
        raise StaleObject(planned or case)
    if planned is not None and planned.task_id is not None:
        raise NotAllowed(_("This contact stands among the tasks already. Go on there."))
    return keep_follow_up(case, planned, facts, by=by)


def keep_follow_up(
    case: Case, planned: FollowUp | None, facts: FollowUpFacts, *, by: User | None
) -> FollowUp:
    """The same where the case is locked and is being closed, or is closed."""
    _refuse(case, facts)
    if planned is None:
        kept = FollowUp.objects.create(case=case, **facts)
    else:
        kept = planned
        for name, value in facts.items():
            setattr(kept, name, value)
        kept.version += 1
        kept.save()
    record("follow_up.planned", by=by, on=kept, subject=case)
    return kept


@action
def drop_follow_up(*, case: Case, version: int, by: User | None) -> FollowUp | None:
    """The contact is not wanted any more; whoever says so a second time changes nothing."""
    case = locked_case(case)
    planned = case.follow_ups.select_for_update(of=("self",)).filter(ended_at=None).first()
    if planned is None:
        record("submission.repeated", by=by, on=case, subject=case)
        return None
    if planned.version != version:
        raise StaleObject(planned)
    if planned.task_id is not None:
        raise NotAllowed(_("This contact stands among the tasks already. Go on there."))
    return _end(planned, FollowUpEnd.LEFT_OUT, by=by)


@action
def raise_follow_up(*, follow_up: FollowUp) -> CaseTask | None:
    """Its day has come: it becomes a task of whoever does it, or of the team where they left."""
    case = locked_case(follow_up.case)
    due = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if due.task_id is not None or due.ended_at is not None:
        record("submission.repeated", by=None, on=due, subject=case)
        return None
    group, worker = _who_does(case, due)
    due.task = add_follow_up_task(
        case,
        submission=due.pk,
        title=_title(ContactWay(due.way)),
        details=due.details,
        group=group,
        worker=worker,
        day=due.day,
    )
    due.save(update_fields=["task"])
    return due.task


def follow_task(task: CaseTask, step: TaskStepKind, by: User | None) -> None:
    """What became of the task became of the contact; see ``task_effects``."""
    if task.kind != TaskKind.FOLLOW_UP:
        return
    planned = FollowUp.objects.filter(task=task, case=task.case).first()
    if planned is None:
        return
    if task.state == TaskState.OPEN:
        _begin_again(planned)
    elif planned.ended_at is None:
        done = task.state == TaskState.DONE
        _end(planned, FollowUpEnd.DONE if done else FollowUpEnd.LEFT_OUT, by=by)


def end_with_reopening(case: Case, closed: CaseStep | None, by: User | None) -> None:
    """Somebody works on the case again, so nobody needs to ask."""
    for planned in case.follow_ups.filter(ended_at=None):
        _end(planned, FollowUpEnd.REOPENED, by=by)
        if planned.task is not None:
            end_follow_up_task(planned.task, by=by)


def _begin_again(planned: FollowUp) -> None:
    others = FollowUp.objects.filter(case=planned.case, ended_at=None).exclude(pk=planned.pk)
    if others.exists():
        raise NotAllowed(_("Another contact after the closing was agreed on since."))
    planned.ended_at, planned.end = None, ""
    planned.save(update_fields=["ended_at", "end"])


def _end(planned: FollowUp, end: FollowUpEnd, *, by: User | None) -> FollowUp:
    planned.ended_at, planned.end, planned.version = timezone.now(), end, planned.version + 1
    planned.save(update_fields=["ended_at", "end", "version"])
    record("follow_up.ended", by=by, on=planned, subject=planned.case, end=str(end))
    return planned


def _refuse(case: Case, facts: FollowUpFacts) -> None:
    if facts["day"] < timezone.localdate():
        raise NotAllowed(_("This day has passed."))
    if facts["way"] not in safe_ways.of(case):
        raise NotAllowed(_("The person did not allow this way of contact."))
    if not may_be_given(case, facts["group"], facts["worker"]):
        raise NotAllowed(_("This person or organisation does not work on the case."))


def _who_does(case: Case, planned: FollowUp) -> tuple[Group, User | None]:
    """As agreed; the body where its person left, and the lead where the body works no longer."""
    for group, worker in ((planned.group, planned.worker), (planned.group, None)):
        if may_be_given(case, group, worker):
            return group, worker
    return case.lead.group, None


def _title(way: ContactWay) -> str:
    """Written in the city's language, since it stays in the case."""
    return _("Ask how the person is after the closing: %(way)s") % {"way": way.label}
