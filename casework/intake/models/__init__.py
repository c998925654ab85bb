"""How somebody reaches the city, and the conversation that comes of it; one file an entity."""

from casework.intake.models.at_work import AtWork
from casework.intake.models.conversation import Conversation
from casework.intake.models.entry_point import EntryPoint
from casework.intake.models.message import Message

__all__ = ["AtWork", "Conversation", "EntryPoint", "Message"]
