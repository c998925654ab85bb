"""The receipt as a resident gets it: the code, for a while."""

from datetime import timedelta

from django.utils import timezone

from casework.intake.models import Conversation
from ostoja.privacy.receipts import code_for, normalise

SHOWN_FOR = timedelta(minutes=10)


def code_to_show(conversation: Conversation) -> str | None:
    """The code in groups of four; None once it has been shown for ten minutes."""
    if timezone.now() - conversation.created_at > SHOWN_FOR:
        return None
    return code_for(conversation.submission)


def is_code_of(conversation: Conversation, typed: str) -> bool:
    """Whether a person wrote the code down as it is."""
    return normalise(typed) == normalise(code_for(conversation.submission))
