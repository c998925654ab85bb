"""What every act at the desk begins and ends with: the row's lock, and the record."""

from django.shortcuts import get_object_or_404

from casework.intake.models import Conversation
from ostoja.accounts.models import User
from ostoja.audit import record


class HeldBySomebodyElse(Exception):
    """A colleague answers this conversation already. ``conversation`` says who."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__("The conversation is claimed by somebody else")
        self.conversation = conversation


def locked(conversation: Conversation) -> Conversation:
    """The conversation as it is now, locked until the transaction ends.

    ``Http404`` where its time was over in the meantime: what is gone looks like what never was.
    """
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("claimed_by")
    return get_object_or_404(rows, pk=conversation.pk)


def noted(
    verb: str, conversation: Conversation, by: User | None, **details: str | int | None
) -> None:
    """With the case as its subject, once there is one."""
    record(verb, by=by, on=conversation, subject=conversation.case or conversation, **details)
