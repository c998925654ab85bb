"""The person is told once, in a way that they allowed, and nothing that was typed is lost."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.intake.actions import claim, close, enter_chat, note_check_word
from casework.intake.desk.selectors import desk_settings
from casework.intake.models import Conversation, MailSender, Message
from casework.telling import actions
from casework.telling.choices import State, Way, What
from casework.telling.models import Attempt, Telling
from casework.telling.refusals import TellingRefused
from casework.telling.ways import Standing
from ostoja.access.versions import StaleObject
from tests.casework.cases.situations import url, words
from tests.casework.intake.reports import age, make_report
from tests.casework.referrals.situations import press
from tests.casework.telling.making import WORDS, accepted, other_time, standing, talk, tell
from tests.cast import Cast, browser_of


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

    def test_who_wrote_by_email_and_has_no_code_reads_nothing(self, cast: Cast) -> None:
        """A list, or advertising: no letter with a code was ever sent to them."""
        telling = accepted(cast)
        found = talk(telling.case)
        Conversation.objects.filter(pk=found.pk).update(channel="email")
        sender = MailSender.objects.create(
            conversation=found, address="a@poczta.example", address_hash=bytes(32), may_tell=False
        )
        assert standing(telling, cast)[Way.CONVERSATION] == Standing.CLOSED
        with pytest.raises(TellingRefused):
            tell(telling, cast)
        MailSender.objects.filter(pk=sender.pk).update(may_tell=True)
        assert standing(telling, cast)[Way.CONVERSATION] == Standing.OPEN

    def test_who_wrote_of_somebody_else_is_not_simply_the_person(self, cast: Cast) -> None:
        telling = accepted(cast)
        found = talk(telling.case)
        Conversation.objects.filter(pk=found.pk).update(about="other")
        assert standing(telling, cast)[Way.CONVERSATION] == Standing.YOURS
        page = words(browser_of(cast.consultant), "telling", telling.pk)
        assert page.count("told us of somebody else") == 2

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

    def test_nothing_is_said_to_who_came_back_without_the_check_word(self, cast: Cast) -> None:
        telling = accepted(cast)
        conversation = talk(telling.case, check_word="wrzos")
        age(conversation, days=1)
        enter_chat(conversation=conversation)
        assert standing(telling, cast)[Way.CONVERSATION] == Standing.CLOSED
        page = self._refused(telling, cast, WORDS)
        assert "has not given the check word" in page and WORDS in page
        assert not Message.objects.filter(author="staff").exists()
        note_check_word(conversation=conversation, was_right=True, by=cast.consultant)
        assert tell(telling, cast).state == State.TOLD

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


class TestByHand:
    def note(self, browser: Client, telling: Telling, submission: UUID, **facts: str) -> str:
        sent = {"version": str(telling.version), "submission": str(submission), **facts}
        return press(browser, url("telling_contact", telling.pk), sent)

    def test_a_call_is_written_down(self, cast: Cast) -> None:
        telling = accepted(cast)
        browser, submission = browser_of(cast.consultant), uuid4()
        page = words(browser, "telling_contact", telling.pk)
        assert "How to reach the person safely" in page and "Leave no message" in page
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
        for _turn in range(2):  # a double click
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
