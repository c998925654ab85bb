"""All writes of this room, one module a topic."""

from casework.telling.actions.arising import raise_telling
from casework.telling.actions.not_telling import note_not_told, remind
from casework.telling.actions.notices import send_notice, stop_notice
from casework.telling.actions.telling import note_contact, tell_in_conversation

__all__ = [
    "note_contact",
    "note_not_told",
    "raise_telling",
    "remind",
    "send_notice",
    "stop_notice",
    "tell_in_conversation",
]
