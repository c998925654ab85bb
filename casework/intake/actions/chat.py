"""What changes while both sides are there. See ``conversations`` for all else."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from casework.files.receiving import Arrived
from casework.intake.actions.conversations import (
    _held_by_nobody_but,
    _move,
    _record,
    _write_next,
)
from casework.intake.actions.limits import check_limit_of_answer
from casework.intake.actions.rows import locked
from casework.intake.actions.sending import repeated, what_was_sent
from casework.intake.chat import hints, presence
from casework.intake.choices import Author, ConversationState
from casework.intake.mail import letters
from casework.intake.models import Conversation, Message
from casework.intake.workflow import check
from ostoja.accounts.models import User
from ostoja.audit import action


@action
def say(
    *,
    conversation: Conversation,
    submission: UUID,
    text: str,
    files: Sequence[Arrived] = (),
    by: User,
    reason: str = "",
) -> Message:
    """Write to a resident who may be writing too: no version is asked for.

    While the resident is there the conversation stays in one's hands; else it is answered.
    Raises ``HeldBySomebodyElse`` and ``OverLimit``.
    """
    row = locked(conversation)
    sent = what_was_sent(row, submission, text, files)
    if sent.kept is not None:
        return repeated(sent.kept, by)
    _held_by_nobody_but(by, row)
    check_limit_of_answer(row, by, reason, stays=presence.is_there(row))
    row.is_doubtful = False  # whoever answers has seen that a person wrote
    message = _write_next(row, sent, Author.STAFF, by)
    if presence.is_there(row):
        _hold(row, by)
    else:
        _move(row, ConversationState.ANSWERED, holder=by, by=by)
        letters.tell_of_answer(row)
    _record("conversation.answered", row, by, number=message.number)
    return message


def _hold(row: Conversation, by: User) -> None:
    """In one's hands, or still there; the person begins to wait anew from this word on."""
    row.waiting_since = timezone.now()
    if row.state != ConversationState.CLAIMED:
        _move(row, ConversationState.CLAIMED, holder=by, by=by)
        return
    row.version += 1
    row.save()
    hints.moved_on(row)


@action
def enter_chat(
    *, conversation: Conversation, lasts: timedelta = presence.LIVE, by: User | None = None
) -> Conversation:
    """The resident is there and would like to talk; without another sign of life for so long."""
    row = locked(conversation)
    is_new = not presence.is_there(row)
    if is_new:
        row.chat_since, row.chat_ended_at = timezone.now(), None
    row.chat_until = timezone.now() + lasts
    row.save()
    _record("conversation.chat_entered" if is_new else "submission.repeated", row, by)
    if is_new:
        hints.changed(row)
    return row


@action
def leave_chat(*, conversation: Conversation, by: User | None = None) -> Conversation:
    """The resident does not wait any longer: what was written is a message and stays one."""
    row = locked(conversation)
    _gone(row)
    _record("conversation.chat_left", row, by)
    return row


@action
def end_chat(*, conversation: Conversation, by: User | None) -> Conversation:
    """Either side ends the talk; the conversation stays, and both may write again.

    What the resident wrote last and nobody answered goes on waiting.
    Raises ``HeldBySomebodyElse``.
    """
    row = locked(conversation)
    if by is not None:
        _held_by_nobody_but(by, row)
    row.chat_ended_at = timezone.now()
    _gone(row)
    _record("conversation.chat_ended", row, by)
    return row


def _gone(row: Conversation) -> None:
    row.chat_until = None
    last = row.messages.order_by("number").last()
    is_ours = last is not None and last.author == Author.STAFF
    if row.state == ConversationState.CLAIMED and is_ours and row.claimed_by is not None:
        check(row.state, ConversationState.ANSWERED, row.claimed_by)
        _move(row, ConversationState.ANSWERED, holder=row.claimed_by, by=row.claimed_by)
        return
    row.save()
    hints.changed(row)
