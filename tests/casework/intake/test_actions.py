"""Everything that changes a conversation."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from casework.intake import actions
from casework.intake.choices import Author, ConversationState
from casework.intake.models import Conversation, Message
from casework.intake.workflow import NotAllowed
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.privacy.receipts import lookup_hash
from tests.casework.intake.reports import WORDS, code_of, make_entry_point, make_report
from tests.cast import Cast


def verbs() -> list[str]:
    events = AuditEvent.objects.filter(object_type__startswith="intake.")
    return sorted(events.values_list("verb", flat=True))


def texts_of(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.all()]


def answer(conversation: Conversation, cast: Cast, text: str = "Dzień dobry.") -> Message:
    conversation.refresh_from_db()
    return actions.answer(
        conversation=conversation,
        version=conversation.version,
        submission=uuid4(),
        text=text,
        by=cast.consultant,
    )


def test_a_report_waits_in_the_queue(cast: Cast) -> None:
    point = make_entry_point()
    conversation = make_report(entry_point=point, language="uk")
    conversation.refresh_from_db()
    assert conversation.state == ConversationState.WAITING
    assert conversation.waiting_since == conversation.created_at
    assert (conversation.entry_point, conversation.language) == (point, "uk")
    assert texts_of(conversation) == [WORDS]
    assert conversation.messages.get().number == conversation.last_number == 1
    assert bytes(conversation.receipt_hash) == lookup_hash(code_of(conversation))
    event = AuditEvent.objects.get(verb="conversation.received")
    assert event.actor_id is None and event.subject_id == str(conversation.pk)


def test_the_same_form_sent_again_is_one_report(cast: Cast) -> None:
    submission = uuid4()
    first, is_new = actions.receive_report(submission=submission, text=WORDS, language="pl")
    again, is_new_again = actions.receive_report(submission=submission, text=WORDS, language="en")
    assert (is_new, is_new_again) == (True, False)
    assert first == again
    assert Message.objects.count() == 1


def test_changed_words_of_a_form_sent_again_are_kept_once(cast: Cast) -> None:
    submission = uuid4()
    for text in (WORDS, "Jeszcze coś.", "Jeszcze coś.", WORDS):
        make_report(text, submission)
    conversation = Conversation.objects.get()
    assert texts_of(conversation) == [WORDS, "Jeszcze coś."]
    assert conversation.last_number == 2


def test_neither_words_nor_code_stand_in_the_database(cast: Cast) -> None:
    conversation = make_report("Nikomu o tym nie mówię", uuid4())
    make_report("Nikomu też nie", conversation.submission)
    with connection.cursor() as cursor:
        cursor.execute("select m::text || c::text from intake_message m, intake_conversation c")
        rows = "".join(row for (row,) in cursor.fetchall())
    assert b"Nikomu".hex() not in rows
    assert code_of(conversation).replace(" ", "").encode().hex() not in rows


def test_a_claim_takes_it_out_of_the_queue(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.consultant)
    assert conversation.state == ConversationState.CLAIMED
    assert conversation.claimed_by == cast.consultant
    assert conversation.waiting_since is not None


def test_the_second_to_claim_is_told_who_has_it(cast: Cast) -> None:
    conversation = make_report()
    actions.claim(conversation=conversation, by=cast.consultant)
    with pytest.raises(actions.HeldBySomebodyElse) as refusal:
        actions.claim(conversation=conversation, by=cast.colleague)
    assert refusal.value.conversation.claimed_by == cast.consultant


def test_claiming_twice_is_no_mistake(cast: Cast) -> None:
    conversation = make_report()
    first = actions.claim(conversation=conversation, by=cast.consultant)
    assert actions.claim(conversation=conversation, by=cast.consultant).version == first.version
    assert verbs() == ["conversation.claimed", "conversation.received", "submission.repeated"]


def test_what_is_answered_cannot_be_claimed(cast: Cast) -> None:
    conversation = make_report()
    answer(conversation, cast)
    with pytest.raises(NotAllowed):
        actions.claim(conversation=conversation, by=cast.consultant)


def test_a_colleague_can_put_it_back_when_somebody_went_home(cast: Cast) -> None:
    conversation = make_report()
    actions.claim(conversation=conversation, by=cast.consultant)
    released = actions.release(conversation=conversation, by=cast.colleague)
    assert released.state == ConversationState.WAITING
    assert released.claimed_by is None
    event = AuditEvent.objects.get(verb="conversation.released")
    assert event.details == {"held_by": str(cast.consultant.pk)}


def test_what_nobody_holds_cannot_be_put_back(cast: Cast) -> None:
    conversation = make_report()
    with pytest.raises(NotAllowed):
        actions.release(conversation=conversation, by=cast.consultant)


def test_an_answer_claims_by_itself_and_ends_the_waiting(cast: Cast) -> None:
    conversation = make_report()
    message = answer(conversation, cast)
    conversation.refresh_from_db()
    assert conversation.state == ConversationState.ANSWERED
    assert conversation.claimed_by == cast.consultant
    assert conversation.waiting_since is None
    assert (message.number, message.author, message.staff) == (2, Author.STAFF, cast.consultant)


def test_an_answer_sent_twice_is_one(cast: Cast) -> None:
    conversation, submission = make_report(), uuid4()
    sent = [
        actions.answer(
            conversation=conversation,
            version=1,
            submission=submission,
            text="A",
            by=cast.consultant,
        )
        for _ in range(2)
    ]
    assert sent[0] == sent[1]
    assert conversation.messages.count() == 2
    assert verbs() == ["conversation.answered", "conversation.received", "submission.repeated"]


def test_an_answer_to_what_has_changed_is_held_back(cast: Cast) -> None:
    conversation = make_report()
    actions.write_again(conversation=conversation, submission=uuid4(), text="Już nieaktualne.")
    with pytest.raises(StaleObject):
        actions.answer(
            conversation=conversation, version=1, submission=uuid4(), text="A", by=cast.consultant
        )
    assert conversation.messages.count() == 2


def test_an_answer_into_a_colleagues_conversation_is_held_back(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.colleague)
    with pytest.raises(actions.HeldBySomebodyElse):
        answer(conversation, cast)


def test_after_an_answer_the_residents_words_go_to_the_queue(cast: Cast) -> None:
    conversation = make_report()
    answer(conversation, cast)
    actions.write_again(conversation=conversation, submission=uuid4(), text="Dziękuję.")
    conversation.refresh_from_db()
    assert conversation.state == ConversationState.WAITING
    assert conversation.claimed_by is None
    assert conversation.waiting_since is not None


def test_who_waits_does_not_lose_the_place_by_writing_again(cast: Cast) -> None:
    conversation = make_report()
    conversation.refresh_from_db()
    since = conversation.waiting_since
    actions.claim(conversation=conversation, by=cast.consultant)
    actions.write_again(conversation=conversation, submission=uuid4(), text="I jeszcze.")
    conversation.refresh_from_db()
    assert conversation.waiting_since == since
    assert (conversation.state, conversation.claimed_by) == ("claimed", cast.consultant)


def test_words_sent_twice_are_one_message(cast: Cast) -> None:
    conversation, submission = make_report(), uuid4()
    for _ in range(2):
        actions.write_again(conversation=conversation, submission=submission, text="I jeszcze.")
    assert texts_of(conversation) == [WORDS, "I jeszcze."]


def test_an_id_counts_in_its_own_conversation_only(cast: Cast) -> None:
    one, other, submission = make_report(), make_report(), uuid4()
    for conversation in (one, other):
        actions.write_again(conversation=conversation, submission=submission, text="I jeszcze.")
    assert texts_of(one) == texts_of(other) == [WORDS, "I jeszcze."]


def test_a_closed_conversation_opens_when_the_resident_writes(cast: Cast) -> None:
    conversation = make_report()
    answer(conversation, cast)
    conversation.refresh_from_db()
    closed = actions.close(
        conversation=conversation, version=conversation.version, by=cast.consultant
    )
    assert (closed.state, closed.waiting_since) == (ConversationState.CLOSED, None)
    actions.write_again(conversation=conversation, submission=uuid4(), text="Jednak.")
    conversation.refresh_from_db()
    assert conversation.state == ConversationState.WAITING


def test_what_has_changed_is_not_closed(cast: Cast) -> None:
    conversation = make_report()
    actions.write_again(conversation=conversation, submission=uuid4(), text="Czekam.")
    with pytest.raises(StaleObject):
        actions.close(conversation=conversation, version=1, by=cast.consultant)


def test_a_colleagues_conversation_is_not_closed(cast: Cast) -> None:
    conversation = actions.claim(conversation=make_report(), by=cast.colleague)
    with pytest.raises(actions.HeldBySomebodyElse):
        actions.close(conversation=conversation, version=conversation.version, by=cast.consultant)


def test_every_step_leaves_a_row_in_the_audit(cast: Cast) -> None:
    conversation = make_report()
    actions.claim(conversation=conversation, by=cast.consultant)
    actions.release(conversation=conversation, by=cast.consultant)
    answer(conversation, cast)
    actions.write_again(conversation=conversation, submission=uuid4(), text="Dziękuję.")
    assert verbs() == [
        "conversation.answered",
        "conversation.claimed",
        "conversation.received",
        "conversation.released",
        "conversation.written_again",
    ]
    assert WORDS not in str([event.details for event in AuditEvent.objects.all()])


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"state": "claimed"}, "conversation_claimed_by_someone"),
        ({"state": "answered"}, "conversation_waits_or_not"),
        ({"waiting_since": None}, "conversation_waits_or_not"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    cast: Cast, wrong: dict[str, str], constraint: str
) -> None:
    conversation = make_report()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(**wrong)


def test_numbers_are_given_once(cast: Cast) -> None:
    conversation = make_report()
    with pytest.raises(IntegrityError, match="message_number_once"), transaction.atomic():
        Message.objects.create(
            submission=uuid4(), conversation=conversation, number=1, author="staff", text="x"
        )


@pytest.mark.parametrize("code", ["hwp7k3", "HWP7K", "HWP7O3"])
def test_codes_of_entry_points_are_well_formed(cast: Cast, code: str) -> None:
    with pytest.raises(IntegrityError, match="well_formed"), transaction.atomic():
        make_entry_point(code)


def test_what_is_said_of_the_age_when_sent_again_counts(cast: Cast) -> None:
    submission = uuid4()
    for is_minor, kept in ((None, None), (True, True), (None, True), (False, False)):
        conversation = make_report(WORDS, submission, is_minor=is_minor)
        conversation.refresh_from_db()
        assert conversation.is_minor is kept
    assert verbs() == [*["conversation.age_told"] * 2, "conversation.received"]
    assert Message.objects.count() == 1


def test_of_a_form_sent_again_all_is_kept_or_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = uuid4()
    make_report(WORDS, submission)

    def fails(**_facts: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(actions.conversations, "keep_what_was_told", fails)
    with pytest.raises(IntegrityError):
        make_report("Jeszcze coś.", submission, is_minor=True)
    assert texts_of(Conversation.objects.get()) == [WORDS]
