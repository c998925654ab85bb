"""Everything that changes a conversation.

A text is sent with an id made beforehand, so that sending it again changes nothing (``sending``).
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.files.receiving import Arrived, new_among
from casework.intake import notices
from casework.intake.actions.ended_calls import end_call
from casework.intake.actions.limits import check_limit, check_limit_of_answer
from casework.intake.actions.new_conversation import new_conversation
from casework.intake.actions.quiet import is_kept_without_ringing
from casework.intake.actions.rows import HeldBySomebodyElse, locked
from casework.intake.actions.sending import Sent, changed_id, repeated, what_was_sent, within
from casework.intake.actions.told import Told, keep_what_was_told
from casework.intake.answers import About, NotSaid
from casework.intake.chat import hints
from casework.intake.choices import WAITS, Author, Channel, ConversationState, Doubt
from casework.intake.files import keep_files, origins_in
from casework.intake.mail import letters
from casework.intake.models import Conversation, EntryPoint, Message
from casework.intake.safe_contact import SafeContactFacts
from casework.intake.workflow import NotAllowed, after_the_resident_wrote, check
from casework.partners.models import Need
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record


def receive_report(
    *,
    submission: UUID,
    text: str,
    language: str,
    entry_point: EntryPoint | None = None,
    channel: Channel = Channel.FORM,
    is_minor: bool | None = None,
    about: About | str = "",
    needs: Sequence[Need] = (),
    no_needs: NotSaid | str = "",
    safe_contact: SafeContactFacts | None = None,
    is_doubtful: bool = False,
    doubt: Doubt | None = None,
    files: Sequence[Arrived] = (),
    display: str = "",
    by: User | None = None,
) -> tuple[Conversation, bool]:
    """Keep a report; the conversation, and whether it is new. Only ``text`` must say something.

    ``is_minor`` is what the person said of their own age, ``about`` whom it is about, ``no_needs``
    why ``needs`` is empty, ``safe_contact`` how they may be reached, ``display`` the look chosen.

    The same form sent again is one report. If its words or files were changed in between, what is
    new is kept as one message more; what else it says counts anew; what it does not say stays.
    """
    told = Told(is_minor, about, tuple(needs), no_needs, safe_contact)
    found = Conversation.objects.filter(submission=submission).first()
    if found is None:
        new = new_conversation(submission, language, entry_point, channel, doubt, display=display)
        new.is_doubtful |= is_doubtful
        try:
            return _start(conversation=new, text=text, told=told, files=files, by=by), True
        except IntegrityError:  # the other tab was quicker
            found = Conversation.objects.get(submission=submission)
    with transaction.atomic():  # all that was changed is kept, or nothing
        _keep_what_is_new(found, text, files, by)
        if told.differs_from(found):
            found = keep_what_was_told(conversation=found, told=told, by=by)
    return found, False


@action
def _start(
    *,
    conversation: Conversation,
    text: str,
    told: Told,
    files: Sequence[Arrived],
    by: User | None,
) -> Conversation:
    told.put_on(conversation)
    conversation.save(force_insert=True)
    told.put_beside(conversation)
    sent = Sent(within(conversation, conversation.submission), text, files)
    _write(conversation, sent, Author.RESIDENT)
    record("conversation.received", by=by, on=conversation, subject=conversation)
    notices.waits(conversation, by=by)
    hints.changed(conversation)
    return conversation


def _keep_what_is_new(
    conversation: Conversation, text: str, files: Sequence[Arrived], by: User | None
) -> None:
    own = conversation.messages.filter(author=Author.RESIDENT)
    new = new_among(files, origins_in(conversation)) if files else []
    words = "" if text in [message.text for message in own] else text
    if words or new:
        changed = changed_id(conversation.submission, words, new)
        write_again(conversation=conversation, submission=changed, text=words, files=new, by=by)


@action
def write_again(
    *,
    conversation: Conversation,
    submission: UUID,
    text: str,
    files: Sequence[Arrived] = (),
    by: User | None = None,
) -> Message:
    """Keep what the resident added; it goes to the queue, or to whoever holds the conversation."""
    row = locked(conversation)
    sent = what_was_sent(row, submission, text, files)
    if sent.kept is not None:
        return repeated(sent.kept, by)
    message = _write_next(row, sent, Author.RESIDENT)
    if is_kept_without_ringing(row, message, by):
        return message
    notices.written_again(row, message, row.claimed_by)
    state = after_the_resident_wrote(row.state)
    holder = row.claimed_by if state == ConversationState.CLAIMED else None
    _move(row, state, holder=holder, by=by)
    _record("conversation.written_again", row, by, number=message.number)
    return message


@action
def claim(*, conversation: Conversation, by: User, reason: str = "") -> Conversation:
    """Take a conversation out of the queue. Of any number of people at once, one does.

    Raises ``HeldBySomebodyElse`` for all others, ``NotAllowed`` when nobody waits, ``OverLimit``.
    """
    row = _held_by_nobody_but(by, locked(conversation))
    if row.state == ConversationState.CLAIMED:
        _record("submission.repeated", row, by)
        return row
    if row.state != ConversationState.WAITING:  # only a word takes it out of the other states
        raise NotAllowed(ConversationState(row.state))
    check_limit(row, by, reason)
    _move(row, ConversationState.CLAIMED, holder=by, by=by)
    _record("conversation.claimed", row, by)
    return row


@action
def release(
    *,
    conversation: Conversation,
    by: User,
    version: int | None = None,
    held_by: User | None = None,
) -> Conversation:
    """Put a claimed conversation back in the queue, one's own or that of an absent colleague.

    Raises ``NotAllowed`` when nobody holds it, and ``StaleObject`` when something was written or
    done since ``version``: it may be in other hands by now. With ``held_by`` it is left alone
    when that person has answered or lost it in the meantime.
    """
    row = locked(conversation)
    if version is not None:
        _unchanged_since(version, row)
    if held_by and (row.claimed_by_id != held_by.pk or row.state != ConversationState.CLAIMED):
        _record("submission.repeated", row, by)
        return row
    holder = row.claimed_by_id
    _move(row, ConversationState.WAITING, holder=None, by=by)
    _record("conversation.released", row, by, held_by=str(holder))
    return row


@action
def answer(
    *,
    conversation: Conversation,
    version: int,
    submission: UUID,
    text: str,
    files: Sequence[Arrived] = (),
    by: User,
    reason: str = "",
) -> Message:
    """Write to the resident; whoever answers holds the conversation from then on.

    Raises ``StaleObject`` when something was written or done since ``version``,
    ``HeldBySomebodyElse`` when a colleague holds it, and ``OverLimit``.
    """
    row = locked(conversation)
    sent = what_was_sent(row, submission, text, files)
    if sent.kept is not None:
        return repeated(sent.kept, by)
    _held_by_nobody_but(by, _unchanged_since(version, row))
    check_limit_of_answer(row, by, reason, stays=False)
    row.is_doubtful = False  # whoever answers has seen that a person wrote
    message = _write_next(row, sent, Author.STAFF, by)
    _move(row, ConversationState.ANSWERED, holder=by, by=by)
    _record("conversation.answered", row, by, number=message.number)
    letters.tell_of_answer(row)
    return message


@action
def close(*, conversation: Conversation, version: int, by: User) -> Conversation:
    """Nothing more is to be done; the resident may still read, and write again.

    Raises ``StaleObject``, ``HeldBySomebodyElse`` and ``NotAllowed``.
    """
    row = _held_by_nobody_but(by, _unchanged_since(version, locked(conversation)))
    _move(row, ConversationState.CLOSED, holder=row.claimed_by, by=by)
    end_call(row)
    _record("conversation.closed", row, by)
    return row


def _unchanged_since(version: int, row: Conversation) -> Conversation:
    if row.version != version:
        raise StaleObject(row)
    return row


def _held_by_nobody_but(user: User, row: Conversation) -> Conversation:
    if row.is_held_by_somebody_else(user):
        raise HeldBySomebodyElse(row)
    return row


def _move(
    row: Conversation, state: ConversationState, *, holder: User | None, by: User | None
) -> None:
    """Take the step, if the table has it, and save. How long somebody waits is not forgotten."""
    check(row.state, state, by)
    is_new = row.state != state
    is_in_other_hands = row.claimed_by_id != (holder.pk if holder else None)
    row.state, row.claimed_by = state, holder
    row.version += 1
    row.waiting_since = (row.waiting_since or timezone.now()) if state in WAITS else None
    row.save()
    if is_new:
        notices.moved(row, by=by)
    if is_new or is_in_other_hands:
        hints.changed(row)
    else:  # one more word: every inbox of the city need not be read again for it
        hints.moved_on(row)


def _write_next(
    row: Conversation, sent: Sent, author: Author, staff: User | None = None
) -> Message:
    """The next message; the caller holds the row's lock and saves it."""
    row.last_number += 1
    return _write(row, sent, author, staff)


def _write(row: Conversation, sent: Sent, author: Author, staff: User | None = None) -> Message:
    facts: Any = {"number": row.last_number, "author": author, "staff": staff, "text": sent.text}
    now = timezone.now()  # both sides are told the time at once
    message = Message.objects.create(
        submission=sent.own_id, conversation=row, created_at=now, **facts
    )
    hints.said(message, staff, keep_files(message, sent.files))
    return message


def _record(
    verb: str, conversation: Conversation, by: User | None, **details: str | int | None
) -> None:
    """With the case as its subject, once there is one: who saw it is then one look-up."""
    record(verb, by=by, on=conversation, subject=conversation.case or conversation, **details)
