"""What every act at the desk begins and ends with: the row's lock, and the record."""

from casework.intake.models import Conversation
from ostoja.accounts.models import User
from ostoja.audit import record


class HeldBySomebodyElse(Exception):
    """A colleague answers this conversation already. ``conversation`` says who."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__("The conversation is claimed by somebody else")
        self.conversation = conversation


def locked(conversation: Conversation) -> Conversation:
    """The conversation as it is now, locked until the transaction ends."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("claimed_by")
    return rows.get(pk=conversation.pk)


def noted(
    verb: str, conversation: Conversation, by: User | None, **details: str | int | None
) -> None:
    """With the case as its subject, once there is one."""
    record(verb, by=by, on=conversation, subject=conversation.case or conversation, **details)
