"""Writing down what somebody said on the telephone or in person."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from casework.cases.choices import Urgency
from casework.intake.actions.new_conversation import new_conversation
from casework.intake.actions.rows import locked, noted
from casework.intake.actions.sending import changed_id, within
from casework.intake.actions.told import Told
from casework.intake.chat import hints
from casework.intake.choices import Author, Channel, ConversationState
from casework.intake.models import Conversation, Message, RecordedContact
from casework.partners.models import Need
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.receipts import code_for

A_MINUTE = timedelta(minutes=1)
"""The form knows no smaller part of a time."""


class ContactFacts(TypedDict):
    """What a person writes down; ``happened_at`` with its zone, ``name`` may stay empty."""

    channel: Channel | str
    happened_at: datetime
    text: str
    language: str
    is_minor: bool | None
    needs: Sequence[Need]
    urgency: Urgency | str
    name: str


def record_contact(*, submission: UUID, by: User, **facts: Unpack[ContactFacts]) -> Conversation:
    """A conversation that whoever wrote it down holds; the same form sent again gives it again.

    Other words in it are kept as one message more, and what else it says counts anew.
    """
    found = Conversation.objects.filter(submission=submission).first()
    if found is None:
        try:
            return _record_contact(submission=submission, by=by, facts=facts)
        except IntegrityError:  # the other tab was quicker
            found = Conversation.objects.get(submission=submission)
    if RecordedContact.objects.filter(conversation=found, recorded_by=by).exists():
        _record_anew(conversation=found, by=by, facts=facts)
    return found


@action
def _record_contact(*, submission: UUID, by: User, facts: ContactFacts) -> Conversation:
    row = new_conversation(submission, facts["language"], channel=facts["channel"])
    row.state, row.claimed_by = ConversationState.CLAIMED, by
    row.created_at = row.waiting_since = facts["happened_at"]
    told = Told(facts["is_minor"], needs=tuple(facts["needs"]))
    told.put_on(row)
    row.save(force_insert=True)
    told.put_beside(row)
    _keep_words(row, facts, by)
    record("conversation.recorded", by=by, on=row, subject=row, channel=str(facts["channel"]))
    return row


@action
def _record_anew(*, conversation: Conversation, by: User, facts: ContactFacts) -> None:
    row, kept = locked(conversation), RecordedContact.objects.get(conversation=conversation)
    told = Told(facts["is_minor"], needs=tuple(facts["needs"]))
    has_words = facts["text"] in [message.text for message in row.messages.all()]
    is_other = _put_on(row, facts)
    is_same = (kept.name, kept.urgency) == (facts["name"], facts["urgency"])
    if has_words and is_same and not is_other and not told.differs_from(row):
        noted("submission.repeated", row, by)
        return
    kept.name, kept.urgency = facts["name"], facts["urgency"]
    kept.save(update_fields=["name", "urgency"])
    told.put_on(row)
    told.put_beside(row)
    row.version += 1
    if not has_words:
        row.last_number += 1
        own_id = within(row, changed_id(row.submission, facts["text"], ()))
        hints.said(_message(row, own_id, row.last_number, facts, by), by)
    row.save()
    noted("conversation.told" if has_words else "conversation.written_again", row, by)
    hints.changed(row)


def _put_on(row: Conversation, facts: ContactFacts) -> bool:
    """How, when and in which language it was; whether any of it is another one than before."""
    before = (row.channel, row.language)
    row.channel, row.language = facts["channel"], facts["language"]
    then, now = row.created_at, facts["happened_at"]
    if abs(now - then) < A_MINUTE:
        return before != (row.channel, row.language)
    row.created_at = now
    row.waiting_since = now if row.waiting_since == then else row.waiting_since
    row.messages.filter(number=1).update(created_at=now)
    return True


def _keep_words(row: Conversation, facts: ContactFacts, by: User) -> None:
    """The person's own words as far as they were written down, hence not ours."""
    _message(row, within(row, row.submission), 1, facts, by)
    RecordedContact.objects.create(
        conversation=row, name=facts["name"], urgency=facts["urgency"], recorded_by=by
    )


def _message(
    row: Conversation, own_id: UUID, number: int, facts: ContactFacts, by: User
) -> Message:
    return Message.objects.create(
        submission=own_id,
        conversation=row,
        number=number,
        author=Author.RESIDENT,
        staff=by,
        text=facts["text"],
        created_at=facts["happened_at"] if number == 1 else timezone.now(),
    )


@action
def show_code(*, conversation: Conversation, by: User) -> str:
    """The receipt code, to be told on the telephone; that somebody saw it is recorded."""
    record("conversation.code_shown", by=by, on=conversation, subject=conversation)
    return code_for(conversation.submission)
