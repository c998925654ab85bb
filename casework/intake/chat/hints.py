"""What both sides are hinted at, once it is committed."""

from collections.abc import Iterable
from uuid import UUID

from casework.intake.chat.said import facts_of
from casework.intake.choices import Author
from casework.intake.desk.news import tell_inbox
from casework.intake.models import Conversation, Message, MessageFile
from ostoja.accounts.models import User
from ostoja.live import tell
from ostoja.live.channels import channel_of

TOPIC = "conversation"


def channel(conversation: UUID) -> str:
    """Where this conversation is heard."""
    return channel_of(TOPIC, conversation)


def said(message: Message, staff: User | None, files: Iterable[MessageFile] = ()) -> None:
    """Somebody wrote: the message itself goes with the hint, under the city's key."""
    tell(TOPIC, message.conversation_id, facts_of(message, staff, files))


def changed(conversation: Conversation) -> None:
    """Its state, its holder or who is there: look at it anew."""
    moved_on(conversation)
    tell_inbox()


def moved_on(conversation: Conversation) -> None:
    """The same, of which the inbox shows nothing."""
    tell(TOPIC, conversation.pk, {"type": "state"})


def typing(conversation: UUID, side: Author) -> None:
    """One side is writing just now."""
    tell(TOPIC, conversation, {"type": "typing", "from": side})
