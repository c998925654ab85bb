"""Writing down what somebody said on the telephone or in person."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError

from casework.cases.choices import Urgency
from casework.intake.actions.new_conversation import new_conversation
from casework.intake.actions.sending import within
from casework.intake.actions.told import Told
from casework.intake.choices import Author, Channel, ConversationState
from casework.intake.models import Conversation, Message, RecordedContact
from casework.partners.models import Need
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.privacy.receipts import code_for


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
    """A conversation that whoever wrote it down holds; the same form sent again gives it again."""
    found = Conversation.objects.filter(submission=submission).first()
    if found is not None:
        return found
    try:
        return _record_contact(submission=submission, by=by, facts=facts)
    except IntegrityError:  # the other tab was quicker
        return Conversation.objects.get(submission=submission)


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


def _keep_words(row: Conversation, facts: ContactFacts, by: User) -> None:
    """The person's own words as far as they were written down, hence not ours."""
    Message.objects.create(
        submission=within(row, row.submission),
        conversation=row,
        number=1,
        author=Author.RESIDENT,
        staff=by,
        text=facts["text"],
        created_at=facts["happened_at"],
    )
    RecordedContact.objects.create(
        conversation=row, name=facts["name"], urgency=facts["urgency"], recorded_by=by
    )


@action
def show_code(*, conversation: Conversation, by: User) -> str:
    """The receipt code, to be told on the telephone; that somebody saw it is recorded."""
    record("conversation.code_shown", by=by, on=conversation, subject=conversation)
    return code_for(conversation.submission)
