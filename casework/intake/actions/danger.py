"""When a life is in danger: the procedure is begun, each step ticked, and it ends."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases.refusal import NotAllowed
from casework.intake.actions.rows import locked, noted
from casework.intake.desk import notices as desk_notices
from casework.intake.desk.news import tell_inbox
from casework.intake.desk.selectors import procedure
from casework.intake.models import Conversation, DangerRun, DangerTick
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def begin_danger(*, conversation: Conversation, by: User) -> DangerRun:
    """Begin the procedure; whoever begins it a second time joins the one that runs."""
    row = locked(conversation)
    running = row.danger_runs.filter(ended_at=None).first()
    if running is not None:
        noted("submission.repeated", row, by)
        return running
    run = DangerRun.objects.create(conversation=row, steps=procedure().steps, begun_by=by)
    noted("conversation.danger_begun", row, by)
    desk_notices.danger_begun(run, by=by)
    tell_inbox()
    return run


@action
def tick_danger(*, conversation: Conversation, step: int, by: User) -> DangerRun:
    """This step is done; ticked again, it keeps its first time. Raises ``NotAllowed``."""
    row = locked(conversation)
    run = _running(row)
    if not 0 <= step < len(run.steps):
        raise NotAllowed(_("The procedure has no such step. Open it again."))
    _tick, is_new = DangerTick.objects.get_or_create(run=run, step=step, defaults={"by": by})
    if is_new:
        noted("conversation.danger_ticked", row, by, step=step + 1)
    else:
        noted("submission.repeated", row, by)
    return run


@action
def note_emergency_call(
    *, conversation: Conversation, called_at: datetime, dispatcher: str, by: User
) -> DangerRun:
    """When 112 was called, and the number that they gave. Raises ``NotAllowed``."""
    row = locked(conversation)
    run = _running(row)
    if (run.called_at, run.dispatcher or "") == (called_at, dispatcher):
        noted("submission.repeated", row, by)
        return run
    run.called_at, run.dispatcher = called_at, dispatcher
    run.save()
    noted("conversation.danger_called", row, by)
    return run


@action
def end_danger(*, conversation: Conversation, by: User) -> DangerRun:
    """Nobody is in danger any more, or others have taken over. Raises ``NotAllowed``."""
    row = locked(conversation)
    run = _running(row)
    run.ended_by, run.ended_at = by, timezone.now()
    run.save()
    noted("conversation.danger_ended", row, by)
    tell_inbox()
    return run


def _running(row: Conversation) -> DangerRun:
    run = row.danger_runs.filter(ended_at=None).first()
    if run is None:
        raise NotAllowed(_("The procedure is not running here. Begin it first."))
    return run
