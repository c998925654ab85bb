"""The meeting that a receiver names once it has accepted: it stands where the deadline stood."""

from datetime import datetime
from typing import Any, TypedDict, Unpack
from uuid import uuid5

from django.utils.translation import gettext as _

from casework.cases.actions import locked_case, refuse_closed
from casework.cases.actions.tasks import TaskFacts, add_task, change_task, end_task
from casework.cases.choices_of_tasks import TaskKind, TaskState
from casework.cases.models import Case, CaseTask
from casework.cases.refusal import NotAllowed
from casework.referrals import following
from casework.referrals.actions.steps import move
from casework.referrals.choices import WORKING, Kind
from casework.referrals.models import Referral, ReferralAppointment
from ostoja.accounts.models import User
from ostoja.audit import action, record


class Meeting(TypedDict):
    """When (a moment of Poland's clock) and where, and whether the person knows of it."""

    at: datetime
    place: str
    person_told: bool


@action
def name_appointment(
    *, referral: Referral, by: User | None, **meeting: Unpack[Meeting]
) -> ReferralAppointment:
    """Name the first meeting, or move it; it is an appointment of the case, of the receiver."""
    case = locked_case(referral.case)
    refuse_closed(case)
    found = Referral.objects.select_related("receiver__group").get(pk=referral.pk)
    if found.kind != Kind.REFERRAL or found.state not in WORKING:
        raise NotAllowed(_("Only who has accepted a referral names a meeting."))
    group = found.receiver.group
    facts = TaskFacts(
        title=_("First meeting"),
        group=group,
        worker=None,
        due_at=meeting["at"],
        has_hour=True,
        place=meeting["place"],
        person_told=meeting["person_told"],
    )
    named = ReferralAppointment.objects.filter(referral=found).select_related("task").first()
    if named is not None and named.task.state == TaskState.OPEN:
        _change(named.task, facts, by)
    else:
        submission = uuid5(found.submission, f"appointment {named.task_id if named else ''}")
        kind = TaskKind.APPOINTMENT
        made = add_task(
            submission=submission, case=case, kind=kind, on_behalf=group, by=by, **facts
        )
        named, _made = ReferralAppointment.objects.update_or_create(
            referral=found, defaults={"task": made}
        )
        following.meet(found, case, made, by=by)
    record("referral.appointed", by=by, on=found, subject=case)
    return named


def _change(task: CaseTask, facts: TaskFacts, by: User | None) -> None:
    """Another time or place; whether the person knows is said of the new one."""
    change_task(
        task=task,
        version=task.version,
        reason="",
        on_behalf=facts["group"],
        told_anew=True,
        by=by,
        **facts,
    )


@action
def move_and_meet(
    *, referral: Referral, by: User | None, meeting: Meeting | None = None, **step: Any
) -> Referral:
    """Take a step as ``move`` does and name the first meeting with it: both or neither."""
    moved = move(referral=referral, by=by, **step)
    if meeting is not None:
        name_appointment(referral=moved, by=by, **meeting)
    return moved


def follow(referral: Referral, case: Case, *, by: User | None) -> None:
    """Nobody meets any more when the work has ended otherwise; see ``following``."""
    if referral.state in WORKING:
        return
    named = ReferralAppointment.objects.filter(referral=referral).select_related("task").first()
    if named is not None and named.task.state == TaskState.OPEN:
        group = referral.receiver.group
        end_task(named.task, TaskState.CANCELLED, on_behalf=group, by=by)
