"""A message beside the conversation names nobody, and leaves only while it may."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core import mail
from django.utils import timezone

from casework.intake.actions import write_again
from casework.intake.models import Conversation, Message, SafeContact
from casework.telling import public_words
from casework.telling.actions import send_notice
from casework.telling.choices import Stopped, Way
from casework.telling.models import Attempt, Telling
from casework.telling.refusals import TellingRefused
from casework.telling.ways import Standing
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.notifications.outbox import deliver_due
from tests.casework.cases.situations import url, words
from tests.casework.referrals.situations import press
from tests.casework.telling.making import MAIL, WORDS, accepted, other_time, standing, talk, tell
from tests.cast import Cast, browser_of


def told_that_it_stopped(telling: Telling) -> set[UUID]:
    """Who was told that a message about it did not leave, or did not arrive."""
    found = Notification.objects.filter(kind="telling-stopped", about=telling.pk)
    return set(found.values_list("person", flat=True))


class TestNeutralMessages:
    def prepared(self, cast: Cast, **rules: Any) -> Telling:
        telling = accepted(cast)
        talk(telling.case, **{"times": ["any"], **rules})
        return tell(telling, cast, notice="email", note_read=bool(rules.get("note")))

    def test_it_names_nobody(self, cast: Cast) -> None:
        self.prepared(cast)
        assert deliver_due() >= 1
        [letter] = [one for one in mail.outbox if one.to == [MAIL]]
        assert letter.body == "Jest nowa wiadomość. Można ją przeczytać później.\n"
        assert letter.subject == "Wiadomość" and "<" not in letter.from_email

    @pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
    def test_it_does_not_say_that_anybody_is_in_danger(self, language: str) -> None:
        said = f"{public_words.neutral_subject(language)} {public_words.neutral(language)}"
        for word in ("safe", "bezpiecz", "sicher", "безпе"):
            assert word not in said.lower()

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
        assert told_that_it_stopped(telling) == {cast.consultant.pk}

    def test_what_a_colleague_wrote_into_the_case_meanwhile_stops_it(self, cast: Cast) -> None:
        """The person called: "do not write, he has my telephone"."""
        telling = self.prepared(cast, times=other_time())
        page = words(browser_of(cast.consultant), "telling_notice", telling.pk)
        assert telling.case.contact_rules in page
        telling.case.contact_rules = "Nie pisać: mąż czyta."
        telling.case.save(update_fields=["contact_rules"])
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        deliver_due()
        assert Attempt.objects.get(way=Way.EMAIL).stopped == Stopped.OTHER_ADDRESS

    def test_who_wrote_meanwhile_has_read_it(self, cast: Cast) -> None:
        self.prepared(cast, times=other_time())
        write_again(conversation=Conversation.objects.get(), submission=uuid4(), text="Dziękuję")
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        deliver_due()
        assert Attempt.objects.get(way=Way.EMAIL).stopped == Stopped.NOT_NEEDED
        assert not Notification.objects.filter(kind="telling-stopped").exists()

    def test_who_holds_the_case_is_told_of_what_could_not_be_delivered(
        self, cast: Cast, settings: Any
    ) -> None:
        telling = self.prepared(cast)
        settings.EMAIL_BACKEND = "tests.nowhere.Backend"  # there is none
        OutboxMessage.objects.filter(guard="").delete()
        OutboxMessage.objects.update(created_at=timezone.now() - timedelta(days=6))
        deliver_due()
        message = OutboxMessage.objects.get(guard__startswith="telling-notice")
        assert message.given_up_at is not None
        assert told_that_it_stopped(telling) == {cast.consultant.pk}
        send_notice(telling=telling, submission=uuid4(), way=Way.EMAIL, by=cast.consultant)
        assert Notification.objects.get(kind="telling-stopped").read_at is not None

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
        assert message.body == "Jest nowa wiadomość. Można ją przeczytać później."

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

    def test_what_could_not_be_delivered_leaves_room_for_another(self, cast: Cast) -> None:
        telling = self.prepared(cast)
        OutboxMessage.objects.filter(guard__startswith="telling-notice").update(
            given_up_at=timezone.now()
        )
        again: Any = {"telling": telling, "way": Way.EMAIL, "by": cast.consultant}
        send_notice(submission=uuid4(), **again)
        assert Attempt.objects.filter(way=Way.EMAIL).count() == 2
        with pytest.raises(TellingRefused):
            send_notice(submission=uuid4(), **again)
