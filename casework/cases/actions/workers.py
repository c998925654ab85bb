"""Who works on a case."""

from uuid import UUID

from django.utils.translation import gettext as _

from casework.cases import due, notices
from casework.cases.actions.locking import locked_case, refuse_closed
from casework.cases.choices import CaseState, StepKind, Urgency
from casework.cases.models import Case, CaseStep
from casework.cases.refusal import NotAllowed
from casework.cases.workers import works_for
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def take_case(*, case: Case, instead_of: UUID | None, by: User) -> Case:
    """Become the worker of a case that one's own body leads.

    ``instead_of`` is whom the person saw at work on it, None for nobody: raises ``NotAllowed``
    where somebody else does by now, so that nobody is displaced unknowingly.
    """
    case = locked_case(case)
    refuse_closed(case)
    if case.worker_id == by.pk:
        record("submission.repeated", by=by, on=case, subject=case)
        return case
    if case.worker and case.worker_id != instead_of:
        raise NotAllowed(_("%(name)s works on this case now.") % {"name": case.worker})
    return _give(case, by, StepKind.TAKEN, by=by)


@action
def release_case(*, case: Case, by: User | None, held_by: User | None = None) -> Case:
    """Give a case back to the team: it has no worker until somebody takes it.

    With ``held_by`` it is left alone when that person no longer works on it, or it was closed
    in the meantime.
    """
    case = locked_case(case)
    if held_by and (case.worker_id != held_by.pk or case.state == CaseState.CLOSED):
        record("case.kept", by=by, on=case, subject=case)
        return case
    return _give(case, None, StepKind.RELEASED, by=by)


@action
def assign_case(*, case: Case, worker: User, by: User | None) -> Case:
    """Give a case to somebody of the body that leads it; who worked on it before is told."""
    case = locked_case(case)
    refuse_closed(case)
    if case.worker_id == worker.pk:
        record("submission.repeated", by=by, on=case, subject=case)
        return case
    if not works_for(worker, case.lead.group_id):
        message = _("%(name)s does not work on cases of %(body)s.")
        raise NotAllowed(message % {"name": worker, "body": case.lead})
    if not case.lets_in(worker.pk):
        raise NotAllowed(_("%(name)s may not see this case.") % {"name": worker})
    return _give(case, worker, StepKind.ASSIGNED, by=by)


@action
def set_urgency(*, case: Case, urgency: Urgency | str, by: User | None) -> Case:
    """Say how soon somebody must act. Whoever writes in the form of the case meanwhile is told."""
    case = locked_case(case)
    refuse_closed(case)
    before, case.urgency = case.urgency, Urgency(urgency)
    if before == case.urgency:
        record("submission.repeated", by=by, on=case, subject=case)
        return case
    case.version += 1
    case.save(update_fields=["urgency", "version", "changed_at"])
    due.renew(case)
    record("case.urgency_set", by=by, on=case, subject=case, before=before, now=str(case.urgency))
    return case


def _give(case: Case, worker: User | None, kind: StepKind, *, by: User | None) -> Case:
    before = case.worker
    case.worker = worker
    case.save(update_fields=["worker", "changed_at"])
    step = CaseStep.objects.create(case=case, kind=kind, by=by, group=case.lead.group)
    record(f"case.{kind}", by=by, on=case, subject=case, before=str(before.pk) if before else "")
    notices.given_away(case, before, step, by=by)
    if kind == StepKind.ASSIGNED:
        notices.assigned(case, step, by=by)
    return case
