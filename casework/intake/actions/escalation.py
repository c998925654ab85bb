"""Somebody waits longer than the city promises: people are told, once for each step."""

from casework.intake.actions.rows import locked, noted
from casework.intake.desk import notices as desk_notices
from casework.intake.desk.choices import Overdue
from casework.intake.models import Conversation, Escalation
from ostoja.audit import action


@action
def escalate(*, conversation: Conversation, step: Overdue) -> bool:
    """Tell those who can do something; False where that was done, or somebody has answered."""
    row = locked(conversation)
    is_the_same_wait = row.waiting_since == conversation.waiting_since
    if row.waiting_since is None or not is_the_same_wait:
        noted("submission.repeated", row, None)
        return False
    _row, is_new = Escalation.objects.get_or_create(
        conversation=row, waiting_since=row.waiting_since, step=step
    )
    noted("conversation.escalated" if is_new else "submission.repeated", row, None, step=step)
    if is_new:
        desk_notices.waits_too_long(row, step)
    return is_new
