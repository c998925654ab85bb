"""What the workers say on the way: at the door, more time, out again, help.

Each carries an id made before sending, so that what comes twice from a cellar is kept once.
"""

import datetime
from typing import TypedDict, Unpack
from uuid import UUID, uuid5

from django.contrib.auth.models import Group
from django.utils import timezone

from casework.cases.actions import add_note, sent_before
from casework.cases.actions.tasks import END_OF_DAY, add_task
from casework.cases.choices import CaseState, NoteKind, NoteVisibility
from casework.cases.choices_of_tasks import TaskKind
from casework.moments import moment_of
from casework.visits import notices, refusals
from casework.visits.actions.alarms import raise_alarm
from casework.visits.actions.rows import locked, moment
from casework.visits.choices import (
    LONGEST,
    AlarmReason,
    Stage,
    VisitOutcome,
    VisitState,
    VisitStepKind,
)
from casework.visits.clock import A_MINUTE
from casework.visits.models import Visit, VisitStep
from ostoja.accounts.models import User
from ostoja.audit import action, record


class Told(TypedDict, total=False):
    """What who comes back tells. ``group`` is the body on whose behalf they write into the case;
    None where they may not, and then the note stays with the visit.
    """

    note: str
    visibility: str
    group: Group | None
    next_step: str
    next_on: datetime.date | None


@action
def check_in(
    *, visit: Visit, submission: UUID, by: User | None, at: datetime.datetime | None = None
) -> Visit:
    """They are at the door, now or ``at`` an earlier moment. Where a colleague said so already,
    nothing changes. Raises ``VisitRefused`` once they are out again.
    """
    row = locked(visit)
    if sent_before(VisitStep.objects.filter(visit=row), submission, by=by) is not None:
        return row
    if row.is_over:
        raise refusals.over()
    if row.state == VisitState.UNDER_WAY:
        record("visit.checked_in_before", by=by, on=row, subject=row.case)
        return row
    since = moment(at)
    row.state, row.checked_in_at = VisitState.UNDER_WAY, since
    row.ends_at = since + row.minutes * A_MINUTE
    _begin_anew(row)
    _keep(row, VisitStepKind.CHECKED_IN, submission, at=since, by=by)
    record("visit.checked_in", by=by, on=row, subject=row.case)
    return row


@action
def extend(*, visit: Visit, submission: UUID, minutes: int, by: User | None) -> Visit:
    """So many minutes more, from the planned end or, once that has passed, from now."""
    row = locked(visit)
    if sent_before(VisitStep.objects.filter(visit=row), submission, by=by) is not None:
        return row
    if row.is_over:
        raise refusals.over()
    if row.state != VisitState.UNDER_WAY or row.ends_at is None:
        raise refusals.not_at_the_door()
    now = timezone.now()
    until = max(row.ends_at, now) + minutes * A_MINUTE
    if minutes < 1 or until > now + LONGEST * A_MINUTE:
        raise refusals.too_long()
    row.ends_at = until
    _begin_anew(row)
    _keep(row, VisitStepKind.EXTENDED, submission, at=now, by=by, minutes=minutes)
    record("visit.extended", by=by, on=row, subject=row.case, minutes=minutes)
    return row


@action
def check_out(
    *,
    visit: Visit,
    submission: UUID,
    outcome: str,
    by: User | None,
    at: datetime.datetime | None = None,
    **told: Unpack[Told],
) -> Visit:
    """They are out again, or did not go; the note goes into the case. An alarm that was raised
    stays: somebody else must hear from them first. Raises ``VisitRefused``.
    """
    row = locked(visit)
    if sent_before(VisitStep.objects.filter(visit=row), submission, by=by) is not None:
        return row
    if row.is_over and (told.get("note") or told.get("next_step")):
        raise refusals.written_too_late()
    if row.is_over:
        record("visit.checked_out_before", by=by, on=row, subject=row.case)
        return row
    ended = moment(at)
    if row.checked_in_at is not None and ended < row.checked_in_at:
        raise refusals.out_before_in()
    row.state, row.outcome, row.ended_at = VisitState.OVER, VisitOutcome(outcome), ended
    _write(row, submission, told, by)
    _begin_anew(row)
    _keep(row, VisitStepKind.CHECKED_OUT, submission, at=ended, by=by)
    record("visit.checked_out", by=by, on=row, subject=row.case, outcome=str(outcome))
    if row.outcome == VisitOutcome.DANGER:
        notices.had_to_leave(row, by=by)
    return row


@action
def ask_help(*, visit: Visit, submission: UUID, by: User | None) -> Visit:
    """The alarm at once, whatever the clock says; also from the stairs after they are out."""
    row = locked(visit)
    if sent_before(VisitStep.objects.filter(visit=row), submission, by=by) is not None:
        return row
    _keep(row, VisitStepKind.HELP, submission, at=timezone.now(), by=by)
    record("visit.help_asked", by=by, on=row, subject=row.case)
    raise_alarm(row, AlarmReason.HELP, what=f"help {submission}", by=by)
    return row


def _begin_anew(row: Visit) -> None:
    """The clock waits for something else now, and what people were told of is settled."""
    row.stage, row.version = Stage.QUIET, row.version + 1
    row.save()
    notices.on_time(row)


def _keep(
    row: Visit,
    kind: VisitStepKind,
    submission: UUID,
    *,
    at: datetime.datetime,
    by: User | None,
    minutes: int | None = None,
) -> None:
    row.steps.create(kind=kind, submission=submission, at=at, by=by, minutes=minutes)


def _write(row: Visit, submission: UUID, told: Told, by: User | None) -> None:
    """The note into the case where there is one, and what is to be done as a task of it."""
    note, group = told.get("note", ""), told.get("group")
    if note and row.case is not None and group is not None:
        add_note(
            submission=uuid5(submission, "note"),
            case=row.case,
            kind=NoteKind.VISIT,
            text=note,
            visibility=told.get("visibility") or NoteVisibility.LEADING,
            group=group,
            by=by,
        )
    else:
        row.note = note
    if told.get("next_step"):
        _add_task(row, submission, told, by)


def _add_task(row: Visit, submission: UUID, told: Told, by: User | None) -> None:
    group, day = told.get("group"), told.get("next_on")
    if row.case is None or group is None:
        raise refusals.nothing_to_do_for()
    if row.case.state == CaseState.CLOSED:
        raise refusals.task_of_a_closed_case()
    add_task(
        submission=uuid5(submission, "task"),
        case=row.case,
        kind=TaskKind.TASK,
        title=told["next_step"],
        group=group,
        worker=by,
        due_at=moment_of(day, END_OF_DAY) if day else None,
        has_hour=False,
        on_behalf=group,
        by=by,
    )
