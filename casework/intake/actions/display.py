"""How the resident wants the pages of the conversation to look."""

from casework.intake.models import Conversation
from ostoja.audit import action, record


@action
def choose_display(*, conversation: Conversation, display: str) -> Conversation:
    """Kept for the next time; the audit does not hold what was chosen."""
    Conversation.objects.filter(pk=conversation.pk).update(display=display)
    conversation.display = display
    record("conversation.display_chosen", by=None, on=conversation)
    return conversation
