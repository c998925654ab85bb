"""The row of a conversation that has just begun, before it is saved."""

from uuid import UUID

from casework.intake.choices import Channel, Doubt
from casework.intake.models import Conversation, EntryPoint
from ostoja.privacy.receipts import code_for, lookup_hash


def new_conversation(
    submission: UUID,
    language: str,
    entry_point: EntryPoint | None = None,
    channel: Channel | str = Channel.FORM,
    doubt: Doubt | None = None,
    *,
    display: str = "",
) -> Conversation:
    """Of the receipt code only its keyed hash is kept."""
    return Conversation(
        submission=submission,
        receipt_hash=lookup_hash(code_for(submission)),
        entry_point=entry_point,
        channel=channel,
        language=language,
        display=display,
        is_doubtful=doubt is not None,
        doubt=doubt or "",
        last_number=1,
    )
