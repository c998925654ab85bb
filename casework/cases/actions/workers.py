"""Who works on a case."""

from uuid import UUID

from django.utils.translation import gettext as _

from casework.cases import notices
from casework.cases.actions.locking import locked_case, refuse_closed
from casework.cases.choices import CaseState, StepKind
from casework.cases.models import Case, CaseStep
from casework.cases.refusal import NotAllowed
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


def _give(case: Case, worker: User | None, kind: StepKind, *, by: User | None) -> Case:
    before = case.worker
    case.worker = worker
    case.save(update_fields=["worker", "changed_at"])
    step = CaseStep.objects.create(case=case, kind=kind, by=by, group=case.lead.group)
    record(f"case.{kind}", by=by, on=case, subject=case, before=str(before.pk) if before else "")
    notices.given_away(case, before, step, by=by)
    return case
