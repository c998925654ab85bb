"""The record that somebody has read the duties towards a minor."""

from casework.intake.models import Conversation, DutyReading
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def read_duties(*, conversation: Conversation, by: User) -> DutyReading:
    """This person has read them, in this conversation; once is enough."""
    reading, is_new = DutyReading.objects.get_or_create(conversation=conversation, reader=by)
    verb = "conversation.duties_read" if is_new else "submission.repeated"
    record(verb, by=by, on=conversation, subject=conversation.case or conversation)
    return reading
