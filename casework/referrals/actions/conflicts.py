"""Noting that a body is not impartial in a case, and lifting it."""

from datetime import timedelta
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.actions.tasks import add_task
from casework.cases.choices_of_tasks import TaskKind
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.partners.models import Organisation
from casework.referrals.choices import ConflictKind
from casework.referrals.live import live
from casework.referrals.models import Conflict
from ostoja.accounts.models import User
from ostoja.audit import action, record

DECIDE_WITHIN = timedelta(days=1)
"""Until then the lead decides about work that runs."""


@action
def note_conflict(
    *,
    submission: UUID,
    case: Case,
    organisation: Organisation,
    kind: ConflictKind | str,
    reason: str,
    by: User | None,
) -> Conflict:
    """Note one; work that runs there goes on until the lead, who gets a task, decides."""
    case = locked_case(case)
    first = sent_before(Conflict.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    if case.conflicts.filter(organisation=organisation, lifted_at=None).exists():
        raise NotAllowed(_("A conflict of interest of this body is noted already."))
    conflict = Conflict.objects.create(
        submission=submission,
        case=case,
        organisation=organisation,
        kind=kind,
        reason=reason,
        noted_by=by,
    )
    record("conflict.noted", by=by, on=conflict, subject=case, kind=str(kind))
    if case.referrals.filter(live(), receiver=organisation).exists():
        _ask_the_lead(conflict, by)
    return conflict


def _ask_the_lead(conflict: Conflict, by: User | None) -> None:
    case = conflict.case
    add_task(
        submission=uuid5(conflict.pk, "decide about work that runs"),
        case=case,
        kind=TaskKind.TASK,
        on_behalf=case.lead.group,
        by=by,
        title=_("Conflict of interest: decide about the work of %(body)s")
        % {"body": conflict.organisation.name},
        details=_("Nothing ended by itself. Leave the work there, or withdraw the referral."),
        group=case.lead.group,
        worker=case.worker,
        due_at=timezone.now() + DECIDE_WITHIN,
        has_hour=True,
    )


@action
def lift_conflict(*, conflict: Conflict, because: str, by: User | None) -> Conflict:
    """There is none any more, or it was noted by mistake; it stays on record."""
    locked_case(conflict.case)
    row = (
        Conflict.objects.select_for_update(of=("self",)).select_related("case").get(pk=conflict.pk)
    )
    if row.lifted_at is not None:
        record("submission.repeated", by=by, on=row, subject=row.case)
        return row
    row.lifted_at, row.lifted_by, row.lifted_because = timezone.now(), by, because
    row.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    record("conflict.lifted", by=by, on=row, subject=row.case)
    return row
