"""What the person who writes is told of the desk: new hands, and a conversation that is muted."""

from dataclasses import dataclass
from datetime import datetime

from casework.intake.choices import Author
from casework.intake.desk.selectors import quiet_now
from casework.intake.models import Conversation


@dataclass(frozen=True, slots=True)
class Told:
    """``kind`` and ``until`` of a mute or ban, empty without one; never who, and never why."""

    kind: str = ""
    until: datetime | None = None
    new_hands: bool = False


def told(conversation: Conversation) -> Told:
    """What holds now."""
    quiet = quiet_now(conversation)
    if quiet is not None:
        return Told(quiet.kind, quiet.until)
    return Told(new_hands=_is_in_new_hands(conversation))


def _is_in_new_hands(conversation: Conversation) -> bool:
    """Whether a colleague got it after somebody had answered, and has not written yet."""
    last = conversation.passings.filter(to_queue=False).last()
    if last is None or last.receiver_id != conversation.claimed_by_id:
        return False
    by_staff = conversation.messages.filter(author=Author.STAFF)
    answered_before = by_staff.filter(number__lte=last.after_number).exists()
    return answered_before and not by_staff.filter(number__gt=last.after_number).exists()
