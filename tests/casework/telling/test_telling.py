"""The person is told once, in a way that they allowed, and nothing that was typed is lost."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from casework.intake.actions import claim, close, write_again
from casework.intake.answers import SafeTime
from casework.intake.desk.selectors import desk_settings
from casework.intake.models import Conversation, Message, SafeContact
from casework.intake.safe_contact import part_of_day
from casework.telling import actions, ways
from casework.telling.choices import State, Stopped, Way, What
from casework.telling.models import Attempt, Telling
from casework.telling.refusals import TellingRefused
from casework.telling.ways import Standing
from ostoja.access.versions import StaleObject
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import deliver_due
from tests.casework.cases.situations import url, words
from tests.casework.intake.reports import make_report
from tests.casework.referrals.situations import press
from tests.casework.telling.making import MAIL, accepted, talk
from tests.cast import Cast, browser_of

WORDS = "Fundacja Łąka Panu pomoże."


def tell(telling: Telling, cast: Cast, text: str = WORDS, **facts: Any) -> Telling:
    given = {"version": telling.version, "submission": uuid4(), "by": cast.consultant}
    return actions.tell_in_conversation(telling=telling, text=text, **{**given, **facts})


def other_time() -> list[str]:
    """Every part of the day but this one."""
    now = part_of_day(timezone.now())
    return [one.value for one in SafeTime if one not in {SafeTime.ANY, now}]


def standing(telling: Telling, cast: Cast) -> dict[Way, Standing]:
    return {one.way: one.standing for one in ways.ways_of(telling.case, cast.consultant)}


class TestWays:
    def test_the_conversation_is_always_safe(self, cast: Cast) -> None:
        telling = accepted(cast)
        assert standing(telling, cast)[Way.CONVERSATION] == Standing.CLOSED
        talk(telling.case, may_write="no", may_call="no")
        found = standing(telling, cast)
        assert found[Way.CONVERSATION] == Standing.OPEN
        assert {found[Way.TEXT], found[Way.EMAIL], found[Way.CALL]} == {Standing.CLOSED}

    def test_a_written_down_call_is_none_until_the_person_wrote(self, cast: Cast) -> None:
        telling = accepted(cast)
        call = talk(telling.case)
        Conversation.objects.filter(pk=call.pk).update(channel="phone")
        Message.objects.filter(conversation=call).update(staff=cast.consultant)
        assert standing(telling, cast)[Way.CONVERSATION] == Standing.CLOSED
        assert standing(telling, cast)[Way.CALL] == Standing.YOURS

    @pytest.mark.parametrize(
        ("rules", "expected"),
        [
            ({}, Standing.OPEN),
            ({"times": other_time()}, Standing.LATER),
            ({"times": []}, Standing.CLOSED),
            ({"may_write": "unknown"}, Standing.CLOSED),
            ({"email": ""}, Standing.CLOSED),
        ],
    )
    def test_an_email_needs_a_yes_an_address_and_a_time(
        self, cast: Cast, rules: dict[str, Any], expected: Standing
    ) -> None:
        telling = accepted(cast)
        talk(telling.case, **{"times": ["any"], **rules})
        assert standing(telling, cast)[Way.EMAIL] == expected

    def test_what_was_said_twice_must_allow_it_twice(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case, may_write="yes")
        talk(telling.case, may_write="no")
        assert standing(telling, cast)[Way.EMAIL] == Standing.CLOSED


class TestConversation:
    def test_the_person_reads_it_and_the_story_says_so(self, cast: Cast) -> None:
        telling = accepted(cast)
        conversation = talk(telling.case, may_write="no")
        browser = browser_of(cast.consultant)
        address = url("telling", telling.pk)
        assert cast.partner.name in browser.get(address).content.decode()
        sent = {"version": "1", "submission": str(uuid4()), "text": WORDS}
        page = press(browser, address, sent)
        assert "The person was told in the conversation" in page
        press(browser, address, sent)
        assert conversation.messages.filter(author="staff").count() == 1
        assert "The person was told in the conversation" in words(
            browser, "case_story", telling.case_id
        )
        telling.refresh_from_db()
        assert (telling.state, telling.way) == (State.TOLD, Way.CONVERSATION)
        assert words(browser, "telling", telling.pk)

    def test_of_two_who_tell_at_once_one_does(self, cast: Cast) -> None:
        telling = accepted(cast)
        conversation = talk(telling.case)
        tell(telling, cast)
        browser = browser_of(cast.coordinator)
        sent = {"version": "1", "submission": str(uuid4()), "text": "Drugi raz"}
        answer = browser.post(url("telling", telling.pk), sent)
        assert answer.status_code == 422
        assert "saw to this already" in answer.content.decode()
        assert "Drugi raz" in answer.content.decode()
        assert conversation.messages.filter(author="staff").count() == 1

    def test_newer_news_stops_older_words_and_keeps_them(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case)
        actions.raise_telling(
            case=telling.case, what=What.COMPLETED, referral=telling.referral, by=None
        )
        page = self._refused(telling, cast, WORDS)
        assert "There is newer news" in page and WORDS in page
        newer = Telling.objects.get(state=State.WAITING)
        assert url("telling", newer.pk) in page

    def _refused(self, telling: Telling, cast: Cast, text: str, **more: str) -> str:
        sent = {"version": "1", "submission": str(uuid4()), "text": text, **more}
        answer = browser_of(cast.consultant).post(url("telling", telling.pk), sent)
        assert answer.status_code == 422
        return answer.content.decode()

    def test_words_that_are_empty_or_too_long_are_refused(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case)
        assert "Write what the person is told" in self._refused(telling, cast, "  ")
        assert "x" * 20_001 in self._refused(telling, cast, "x" * 20_001)
        assert not Message.objects.filter(author="staff").exists()

    def test_a_colleague_who_talks_with_the_person_tells_them(self, cast: Cast) -> None:
        telling = accepted(cast)
        conversation = talk(telling.case)
        claim(conversation=conversation, by=cast.colleague)
        page = self._refused(telling, cast, WORDS)
        assert cast.colleague.full_name in page and WORDS in page

    def test_a_closed_conversation_opens_again(self, cast: Cast) -> None:
        telling = accepted(cast)
        conversation = talk(telling.case)
        close(conversation=conversation, version=conversation.version, by=cast.consultant)
        assert "Your message opens it again" in words(
            browser_of(cast.consultant), "telling", telling.pk
        )
        tell(telling, cast)
        conversation.refresh_from_db()
        assert conversation.state == "answered"

    def test_who_answers_too_many_says_why(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case)
        type(desk_settings()).objects.update(most_at_once=1)
        claim(conversation=make_report(), by=cast.consultant)
        assert "You answer 1 conversations already" in self._refused(telling, cast, WORDS)
        sent = {"version": "1", "submission": str(uuid4()), "text": WORDS, "reason": "Pilne"}
        press(browser_of(cast.consultant), url("telling", telling.pk), sent)
        assert Message.objects.filter(author="staff", conversation__case=telling.case).exists()

    def test_only_who_holds_the_case_sees_it(self, cast: Cast) -> None:
        telling = accepted(cast)
        for who in (cast.partner_worker, cast.stranger, cast.member, cast.officer):
            for name in ("telling", "telling_contact", "telling_not", "telling_notice"):
                assert browser_of(who).get(url(name, telling.pk)).status_code == 404
        assert url("telling", telling.pk) not in words(
            browser_of(cast.partner_worker), "case", telling.case_id
        )
        assert url("telling", telling.pk) in words(
            browser_of(cast.coordinator), "case", telling.case_id
        )

    def test_a_restricted_case_is_kept_from_others(self, cast: Cast) -> None:
        telling = accepted(cast)
        type(telling.case).objects.filter(pk=telling.case_id).update(named=[cast.consultant.pk])
        assert browser_of(cast.colleague).get(url("telling", telling.pk)).status_code == 404
        assert browser_of(cast.consultant).get(url("telling", telling.pk)).status_code == 200


class TestNeutralMessages:
    def prepared(self, cast: Cast, **rules: Any) -> Telling:
        telling = accepted(cast)
        talk(telling.case, **{"times": ["any"], **rules})
        return tell(telling, cast, notice="email", note_read=bool(rules.get("note")))

    def test_it_names_nobody(self, cast: Cast) -> None:
        self.prepared(cast)
        assert deliver_due() >= 1
        [letter] = [one for one in mail.outbox if one.to == [MAIL]]
        assert letter.body == "Jest nowa wiadomość. Zajrzyj, gdy będzie bezpiecznie.\n"
        assert letter.subject == "Wiadomość" and "<" not in letter.from_email

    def test_it_waits_for_a_safe_time_and_is_asked_again(self, cast: Cast) -> None:
        self.prepared(cast, times=other_time())
        message = OutboxMessage.objects.get(guard__startswith="telling-notice")
        assert message.next_attempt_at > timezone.now()
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        deliver_due()
        assert not [one for one in mail.outbox if one.to == [MAIL]]
        message.refresh_from_db()
        assert message.next_attempt_at > timezone.now() and message.sealed_to == MAIL

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"may_write": "no"}, Stopped.NOT_ALLOWED),
            ({"email": "other@poczta.example"}, Stopped.OTHER_ADDRESS),
            ({"note": "Nie pisać, gdy jest w domu."}, Stopped.OTHER_ADDRESS),
            ({"times": []}, Stopped.NOT_ALLOWED),
        ],
    )
    def test_what_changed_meanwhile_stops_it(
        self, cast: Cast, change: dict[str, Any], why: Stopped
    ) -> None:
        telling = self.prepared(cast, times=other_time())
        rules = SafeContact.objects.get()
        for name, value in change.items():
            setattr(rules, name, value)
        rules.save()
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        deliver_due()
        message = OutboxMessage.objects.get(guard__startswith="telling-notice")
        assert message.given_up_at is not None and message.sealed_to is None
        assert not [one for one in mail.outbox if one.to != [] and "poczta" in one.to[0]]
        assert Attempt.objects.get(way=Way.EMAIL).stopped == why
        assert "It did not leave" in words(browser_of(cast.consultant), "telling", telling.pk)

    def test_who_wrote_meanwhile_has_read_it(self, cast: Cast) -> None:
        self.prepared(cast, times=other_time())
        write_again(conversation=Conversation.objects.get(), submission=uuid4(), text="Dziękuję")
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        deliver_due()
        assert Attempt.objects.get(way=Way.EMAIL).stopped == Stopped.NOT_NEEDED

    def test_a_note_is_read_by_a_human_first(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case, note="Nie wieczorem")
        with pytest.raises(TellingRefused) as refused:
            tell(telling, cast, notice="email")
        assert refused.value.field == "note_read"
        assert not Message.objects.filter(author="staff").exists()
        tell(telling, cast, notice="email", note_read=True)

    def test_a_permission_that_was_withdrawn_before_pressing_refuses_all(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case, may_write="no")
        sent = {"version": "1", "submission": str(uuid4()), "text": WORDS, "notice": "email"}
        answer = browser_of(cast.consultant).post(url("telling", telling.pk), sent)
        page = answer.content.decode()
        assert answer.status_code == 422 and WORDS in page
        assert "The person said that we may not write" in page
        assert not Message.objects.filter(author="staff").exists()

    def test_a_text_message_needs_a_provider(self, cast: Cast, settings: Any) -> None:
        telling = accepted(cast)
        talk(telling.case, may_write="yes")
        assert standing(telling, cast)[Way.TEXT] == Standing.CLOSED
        settings.SMS_PROVIDER = {"url": "http://127.0.0.1:9/sms.do", "token": "x", "sender": "x"}
        tell(telling, cast, notice="text")
        message = OutboxMessage.objects.get(channel="text")
        assert message.body == "Jest nowa wiadomość. Zajrzyj, gdy będzie bezpiecznie."

    def test_one_may_be_sent_later_but_only_one(self, cast: Cast) -> None:
        telling = accepted(cast)
        talk(telling.case, may_write="yes")
        browser, address = browser_of(cast.consultant), url("telling_notice", telling.pk)
        assert browser.get(address).status_code == 302
        tell(telling, cast)
        assert browser.get(address).status_code == 200
        page = press(browser, address, {"notice": "email", "submission": str(uuid4())})
        assert "The message is prepared" in page
        again = browser.post(address, {"notice": "email", "submission": str(uuid4())})
        assert again.status_code == 422 and "One is enough" in again.content.decode()


class TestByHand:
    def note(self, browser: Client, telling: Telling, submission: UUID, **facts: str) -> str:
        sent = {"version": str(telling.version), "submission": str(submission), **facts}
        return press(browser, url("telling_contact", telling.pk), sent)

    def test_a_call_is_written_down(self, cast: Cast) -> None:
        telling = accepted(cast)
        browser, submission = browser_of(cast.consultant), uuid4()
        page = words(browser, "telling_contact", telling.pk)
        assert "How to reach the person safely" in page
        for _turn in range(2):
            self.note(browser, telling, submission, way="call", result="not_reached")
        assert Attempt.objects.count() == 1
        telling.refresh_from_db()
        assert telling.state == State.WAITING
        self.note(browser, telling, uuid4(), way="call", result="somebody_else", note="Mąż")
        telling.refresh_from_db()
        self.note(browser, telling, uuid4(), way="meeting", result="told")
        telling.refresh_from_db()
        assert (telling.state, telling.way) == (State.TOLD, Way.MEETING)
        story = words(browser, "case_story", telling.case_id)
        assert "somebody else answered" in story and "Mąż" in story

    def test_why_not_needs_a_reason_and_a_day(self, cast: Cast) -> None:
        telling = accepted(cast)
        browser, address = browser_of(cast.consultant), url("telling_not", telling.pk)
        sent = {"version": "1", "why_not": "not_reached"}
        assert "Choose the day" in browser.post(address, sent).content.decode()
        day = timezone.localdate() + timedelta(days=2)
        named = {"again_on_day": day.day, "again_on_month": day.month, "again_on_year": day.year}
        page = press(browser, address, {**sent, **named})
        assert "It comes back to your desk" in page
        telling.refresh_from_db()
        assert telling.state == State.WAITING and telling.again_on == day
        assert url("telling", telling.pk) not in words(browser, "staff_home")
        with pytest.raises(StaleObject):
            actions.note_not_told(
                telling=telling, version=1, why_not="asked_not", note="x", by=None
            )
        refused = browser.post(address, {"version": telling.version, "why_not": "no_safe_way"})
        assert "in a few words why" in refused.content.decode()
        kept = {"version": telling.version, "why_not": "no_safe_way", "note": "Telefon ma mąż."}
        press(browser, address, kept)
        assert "Telefon ma mąż." in words(browser, "case_story", telling.case_id)
