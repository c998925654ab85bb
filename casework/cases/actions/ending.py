"""Closing a case, and opening it again."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import closing, due, notices
from casework.cases.access import coordinates
from casework.cases.actions.changing import add_note
from casework.cases.actions.follow_ups import FollowUpFacts, keep_follow_up
from casework.cases.actions.locking import (
    locked_case,
    refuse_closed,
    refuse_merged,
    sent_before,
)
from casework.cases.actions.needs import reopen_in, settle_in
from casework.cases.actions.tasks import end_task
from casework.cases.choices import CaseState, NeedState, NoteVisibility, StepKind
from casework.cases.choices_of_endings import CaseOutcome
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case, CaseClosing, CaseStep, Note
from casework.cases.refusal import NotAllowed
from casework.cases.task_selectors import open_tasks
from ostoja.access.permissions import Permission
from ostoja.access.versions import lock
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def close_case(
    *,
    case: Case,
    version: int,
    submission: UUID,
    answers: Mapping[UUID, str],
    how_it_ended: str,
    group: Group,
    by: User | None,
    outcome: CaseOutcome | str = "",
    missing: Mapping[UUID, str] | None = None,
    tasks: Mapping[UUID, TaskState] | None = None,
    leave_out_tasks: bool = False,
    follow_up: FollowUpFacts | None = None,
) -> Case:
    """Close a case whose every need is settled; ``answers`` settles those still open (of those
    met in part ``missing`` says why the rest is not).

    ``tasks`` says of each open task whether it is done or left out; with ``leave_out_tasks`` the
    others are left out, and else refused. A ``follow_up`` is a contact that was agreed on.

    A repeat with the same ``submission`` changes nothing.
    """
    if _said_before(case, StepKind.CLOSED, submission, by):
        return locked_case(case)
    closed = lock(Case, case.pk, version)
    refuse_closed(closed)
    for obstacle in closing.obstacles(closed):
        raise NotAllowed(obstacle)
    _end_tasks(closed, tasks or {}, leave_out_tasks, group, by)
    _settle_the_rest(closed, answers, missing or {}, by)
    said = {"submission": submission, "text": how_it_ended, "group": group, "by": by}
    _keep_outcome(_keep_step(closed, StepKind.CLOSED, **said), outcome)
    _agree(closed, outcome, follow_up, by)
    closing.finish(closed, how_it_ended, by)
    closed.state, closed.closed_at = CaseState.CLOSED, timezone.now()
    closed.save(update_fields=["state", "closed_at", "version", "changed_at"])
    due.renew(closed)
    record("case.closed", by=by, on=closed, subject=closed, outcome=str(outcome))
    return closed


@action
def reopen_case(
    *,
    case: Case,
    version: int,
    submission: UUID,
    reason: str,
    needs: Collection[UUID],
    group: Group,
    by: User | None,
) -> Case:
    """Take back the closing of a case: it stands as it stood before, with ``needs`` open again.

    Who worked on it does so again, unless they left. A repeat with the same ``submission``
    changes nothing.
    """
    if _said_before(case, StepKind.REOPENED, submission, by):
        return locked_case(case)
    reopened = lock(Case, case.pk, version)
    refuse_merged(reopened)
    if reopened.state != CaseState.CLOSED:
        raise NotAllowed(_("This case is not closed, so nothing was changed."))
    closed_by = reopened.steps.filter(kind=StepKind.CLOSED).last()
    reopened.state = CaseState.COORDINATED if coordinates(reopened.lead) else CaseState.OPEN
    reopened.closed_at = None
    reopened.worker = _who_still_works_on(reopened)
    reopened.save(update_fields=["state", "closed_at", "worker", "version", "changed_at"])
    for need in reopened.needs.filter(pk__in=needs):
        reopen_in(reopened, need, by=by)
    said = {"submission": submission, "text": reason, "group": group, "by": by}
    _keep_step(reopened, StepKind.REOPENED, **said)
    record("case.reopened", by=by, on=reopened, subject=reopened)
    due.renew(reopened)
    notices.reopened(reopened, [reopened.worker], by=by)
    closing.reopen(reopened, closed_by, by)
    reopened.refresh_from_db()
    return reopened


def _said_before(case: Case, kind: StepKind, submission: UUID, by: User | None) -> Note | None:
    """The note of this very step, where the form was sent before; the case is locked."""
    locked_case(case)
    notes = Note.objects.filter(case=case, author=by, step__kind=kind)
    return sent_before(notes, submission, by=by)


def _keep_step(case: Case, kind: StepKind, **said: Any) -> CaseStep:
    """What happened, with what was said in a note that those who lead may read."""
    note = add_note(case=case, visibility=NoteVisibility.LEADING, **said)
    facts = {"by": note.author, "group": note.author_group, "note": note}
    return CaseStep.objects.create(case=case, kind=kind, **facts)


def _keep_outcome(step: CaseStep, outcome: CaseOutcome | str) -> None:
    """Whoever closes on a page or by a program was asked; an import may not know it."""
    if outcome:
        CaseClosing.objects.create(step=step, outcome=CaseOutcome(outcome))


def _end_tasks(
    case: Case,
    decided: Mapping[UUID, TaskState],
    leave_out: bool,
    group: Group,
    by: User | None,
) -> None:
    """One by one as somebody decided; what is left goes with the case, where that was said."""
    for task in open_tasks(case):
        if decided.get(task.pk) == TaskState.DONE:
            end_task(task, TaskState.DONE, on_behalf=group, by=by)
        elif task.pk not in decided and not leave_out:
            words = _("Something is still to be done in this case. Do it or leave it out.")
            raise NotAllowed(words)


def _agree(case: Case, outcome: str, follow_up: FollowUpFacts | None, by: User | None) -> None:
    if follow_up is None:
        return
    if outcome == CaseOutcome.DIED:
        raise NotAllowed(_("Nobody is asked after a case that ended with the person's death."))
    keep_follow_up(case, None, follow_up, by=by)


def _settle_the_rest(
    case: Case, answers: Mapping[UUID, str], missing: Mapping[UUID, str], by: User | None
) -> None:
    for need in case.needs.select_related("need").filter(state=NeedState.OPEN):
        if need.pk not in answers:
            message = _("Say what became of “%(need)s” before you close the case.")
            raise NotAllowed(message % {"need": need})
        lacks = missing.get(need.pk, "")
        settle_in(case, need, answers[need.pk], missing=lacks, by=by)


def _who_still_works_on(case: Case) -> User | None:
    """Its last worker, where that person still may work on cases of the body that leads it."""
    worker = case.worker
    if worker is None or case.lead.group_id not in groups_with(worker, Permission.CASE_CHANGE):
        return None
    return worker
