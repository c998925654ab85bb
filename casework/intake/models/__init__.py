"""How somebody reaches the city, and the conversation that comes of it; one file an entity."""

from casework.intake.models.at_work import AtWork
from casework.intake.models.conversation import Conversation
from casework.intake.models.duty_reading import DutyReading
from casework.intake.models.entry_point import EntryPoint
from casework.intake.models.message import Message
from casework.intake.models.need_told import NeedTold
from casework.intake.models.safe_contact import SafeContact

__all__ = [
    "AtWork",
    "Conversation",
    "DutyReading",
    "EntryPoint",
    "Message",
    "NeedTold",
    "SafeContact",
]
