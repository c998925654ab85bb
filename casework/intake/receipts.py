"""The receipt as a resident gets it: the code for a while, and its picture."""

from datetime import timedelta

import segno
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


def picture_of(text: str) -> str:
    """A QR picture as a ``data:`` address. It holds the bare text: no address, no name."""
    address: str = segno.make(text, error="m").png_data_uri(scale=6, border=4)
    return address
