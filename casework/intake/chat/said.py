"""A message as it travels: the facts, what each side may see of them, and all after a number."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from casework.intake.choices import Author
from casework.intake.files import facts_of_files
from casework.intake.models import Conversation, Message, MessageFile
from ostoja.accounts.models import User
from ostoja.privacy.keys import keyed_hash

Facts = dict[str, Any]
AT_ONCE = 100  # messages of one reading


def facts_of(message: Message, staff: User | None, files: Iterable[MessageFile] = ()) -> Facts:
    """All that either side may see."""
    from_staff = message.author == Author.STAFF
    return {
        "type": "message",
        "number": message.number,
        "from": message.author,
        "text": message.text,
        "at": message.created_at.isoformat(),
        "voice": voice_of(message.conversation_id, message.staff_id) if from_staff else "",
        "name": staff.full_name if staff and from_staff else "",
        "files": facts_of_files(files),
    }


def seen_by(side: Author, facts: Facts) -> Facts:
    """Residents learn that another person writes, and never who it is."""
    if side == Author.STAFF:
        return facts
    return {name: value for name, value in facts.items() if name != "name"}


def voice_of(conversation: object, staff: object) -> str:
    """The same for each message of one person in one conversation; it names nobody."""
    return keyed_hash("intake.voices", f"{conversation} {staff}".encode()).hex()[:12]


def last_voice(conversation: Conversation) -> str:
    """Whose word of ours was the last; empty before the first."""
    ours = conversation.messages.filter(author=Author.STAFF).order_by("-number")
    staff = ours.values_list("staff_id", flat=True).first()
    return voice_of(conversation.pk, staff) if staff else ""


def said_after(conversation: Conversation, number: int, side: Author) -> list[Facts]:
    """The messages after this number, in order; at most ``AT_ONCE``, so ask again after them."""
    rows = conversation.messages.filter(number__gt=number).select_related("staff")
    rows = rows.prefetch_related("files")
    return [seen_by(side, facts_of(one, one.staff, one.files.all())) for one in rows[:AT_ONCE]]


def last_number(conversation: Conversation) -> int:
    """The number of the last message, as it is now."""
    found = conversation.messages.aggregate(last=models.Max("number"))["last"]
    return int(found or 0)


def read_number(value: Any, last: int) -> int:
    """A number that a client sent: nobody gets less of what was said by a forged one."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return min(max(value, 0), last)
