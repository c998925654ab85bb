"""What was sent under an id that was made beforehand: once, however often it comes.

Who goes back and changes the words, or adds a file, sends the same id with something else. What is
new then is a message more: nobody is told that words were sent which are nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from casework.files.receiving import Arrived, new_among
from casework.intake.files import origins_in
from casework.intake.models import Conversation, Message
from ostoja.accounts.models import User
from ostoja.audit import record
from ostoja.privacy.keys import keyed_hash


@dataclass(frozen=True, slots=True)
class Sent:
    """What is to be kept, or the message that keeps it already."""

    own_id: UUID
    text: str
    files: Sequence[Arrived] = ()
    kept: Message | None = None


def what_was_sent(
    row: Conversation, submission: UUID, text: str, files: Sequence[Arrived] = ()
) -> Sent:
    """Compared with what this id brought before; the caller holds the conversation's lock.

    Other words are sent as under an id of their own, so that going back to them once more, with
    one file more, does not bring them again.
    """
    own_id = within(row, submission)
    kept = row.messages.filter(submission=own_id).first()
    if kept is None:
        return Sent(own_id, text, files)
    new = new_among(files, origins_in(row)) if files else []
    if text not in {"", kept.text}:
        return what_was_sent(row, changed_id(submission, text, ()), text, new)
    if not new:
        return Sent(own_id, text, files, kept)
    return Sent(within(row, changed_id(submission, "", new)), "", new)


def repeated(kept: Message, by: User | None) -> Message:
    """The message that the same sending made before."""
    record("submission.repeated", by=by, on=kept)
    return kept


def within(conversation: Conversation, submission: UUID) -> UUID:
    """An id that was made in a browser counts inside its own conversation only."""
    return uuid5(conversation.pk, submission.hex)


def changed_id(submission: UUID, words: str, files: Sequence[Arrived]) -> UUID:
    """The same for the same change. From a hash without a key somebody could guess the words."""
    told = words.encode() + b"".join(one.origin for one in files)
    return uuid5(submission, keyed_hash("intake.changed words", told).hex())
