"""What every act at the desk begins and ends with: the row's lock, and the record."""

from casework.intake.models import Conversation
from ostoja.accounts.models import User
from ostoja.audit import record


def locked(conversation: Conversation) -> Conversation:
    """The conversation as it is now, locked until the transaction ends."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("claimed_by")
    return rows.get(pk=conversation.pk)


def noted(
    verb: str, conversation: Conversation, by: User | None, **details: str | int | None
) -> None:
    """With the case as its subject, once there is one."""
    record(verb, by=by, on=conversation, subject=conversation.case or conversation, **details)
