"""Text messages: to whom, what they hold, and what a provider may answer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.actions import choose, forget_phone, mark_read
from ostoja.notifications.checks import NONE_LEAVES, text_messages_leave
from ostoja.notifications.choices import Channel, Mail
from ostoja.notifications.gateways import NotSent, Refused, TextMessage, gateway
from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from ostoja.notifications.outbox import deliver_due, queue, text_key, text_to
from ostoja.notifications.selectors import Channels
from ostoja.notifications.telling import settle
from ostoja.settings.sms import provider as provider_of
from tests.cast import Cast
from tests.platform.ostoja.notifications.news import kind, rows_of, tell
from tests.platform.ostoja.notifications.provider import Provider, running

PHONE = "+48600100200"


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with running() as found:
        settings.SMS_PROVIDER = found.settings()
        yield found


def with_phone(person: User, made: Kind, *, mail: Mail = Mail.NONE, **facts: Any) -> None:
    """The person has a telephone and wants this kind on it."""
    Choices.objects.filter(person=person).delete()
    choose(person=person, version=0, channels={made: Channels(True, mail, True)}, by=person)
    Choices.objects.filter(person=person).update(phone=PHONE, **facts)


def texts() -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(channel=Channel.TEXT))


class TestTelling:
    def test_it_comes_to_who_asked_and_holds_the_kind_alone(self, cast: Cast) -> None:
        made = kind()
        with_phone(cast.consultant, made, mail=Mail.AT_ONCE)
        tell(made, cast.consultant, cast.colleague)
        [message] = texts()
        assert message.sealed_to == PHONE and message.to == message.subject == ""
        assert message.body == "Gdansk: Powiadomienia. Otwórz Ostoję."
        [row] = rows_of(cast.consultant)
        assert row.text and message.pk == text_key(row.pk)
        assert OutboxMessage.objects.filter(pk=row.pk, channel=Channel.MAIL).exists()
        assert not rows_of(cast.colleague)[0].text

    def test_without_a_telephone_none_comes_whatever_was_chosen(self, cast: Cast) -> None:
        made = kind()
        with_phone(cast.consultant, made)
        Choices.objects.update(phone="")
        tell(made, cast.consultant)
        assert not texts() and not rows_of(cast.consultant)[0].text

    def test_of_what_everybody_is_told_one_can_ask_for_it_besides(self, cast: Cast) -> None:
        made = kind(always="Everybody is told.")
        with_phone(cast.consultant, made, mail=made.mail)
        tell(made, cast.consultant)
        assert len(texts()) == 1

    def test_no_telephone_lies_open_in_the_outbox(self, cast: Cast) -> None:
        from django.db import connection

        queue([text_to(PHONE, "x", key=uuid4())])
        with connection.cursor() as cursor:
            cursor.execute("select row_to_json(o)::text from notifications_outboxmessage o")
            [[row]] = cursor.fetchall()
        assert PHONE[3:] not in row


class TestForgetting:
    def test_what_waits_for_a_forgotten_telephone_is_not_sent(
        self, cast: Cast, provider: Provider
    ) -> None:
        made = kind()
        with_phone(cast.consultant, made)
        tell(made, cast.consultant)
        forget_phone(person=cast.consultant, by=cast.consultant)
        deliver_due()
        assert not texts() and not provider.forms
        tell(made, cast.consultant)
        assert not texts()

    def test_nor_is_what_was_read_while_the_provider_was_away(
        self, cast: Cast, provider: Provider
    ) -> None:
        made, provider.status = kind(), 503
        with_phone(cast.consultant, made)
        tell(made, cast.consultant)
        deliver_due()
        [row] = rows_of(cast.consultant)
        mark_read(notification=row, by=cast.consultant)
        assert texts()[0].attempts == 1
        forget_phone(person=cast.consultant, by=cast.consultant)
        assert not texts()

    @pytest.mark.parametrize("way", ["read", "settled"])
    def test_what_quiet_hours_hold_is_gone_once_it_is_done(self, cast: Cast, way: str) -> None:
        made, about = kind(), uuid4()
        with_phone(cast.consultant, made, mail=Mail.AT_ONCE)
        tell(made, cast.consultant, about=about)
        [row] = rows_of(cast.consultant)
        OutboxMessage.objects.update(next_attempt_at=timezone.now() + timedelta(hours=3))
        if way == "read":
            mark_read(notification=row, by=cast.consultant)
        else:
            settle(made, about=about)
        assert not OutboxMessage.objects.exists()

    def test_what_is_on_its_way_stays(self, cast: Cast) -> None:
        made, about = kind(), uuid4()
        with_phone(cast.consultant, made, mail=Mail.AT_ONCE)
        tell(made, cast.consultant, about=about)
        settle(made, about=about)
        assert OutboxMessage.objects.count() == 2


class TestProvider:
    def test_it_is_asked_once_with_everything_it_needs(
        self, gdansk: None, provider: Provider
    ) -> None:
        key = uuid4()
        queue([text_to(PHONE, "Wezwanie o pomoc", key=key)])
        assert [deliver_due(), deliver_due()] == [1, 0]
        [form] = provider.forms
        assert form == {
            "to": "48600100200",
            "message": "Wezwanie o pomoc",
            "from": "Ostoja",
            "idx": str(key),
            "check_idx": "1",
            "normalize": "1",
            "encoding": "utf-8",
            "format": "json",
        }
        assert provider.tokens == ["Bearer top-secret"]
        sent = OutboxMessage.objects.get(pk=key)
        assert sent.sent_at and sent.body == "" and sent.sealed_to is None

    def test_a_second_attempt_at_what_was_taken_is_done(
        self, gdansk: None, provider: Provider
    ) -> None:
        provider.answer = {"error": 53, "message": "Not unique idx parameter"}
        queue([text_to(PHONE, "x", key=uuid4())])
        assert deliver_due() == 1
        assert texts()[0].sent_at is not None

    @pytest.mark.parametrize("code", [13, 12, 11])
    def test_what_is_refused_for_good_is_given_up_at_once(
        self, gdansk: None, provider: Provider, code: int
    ) -> None:
        provider.answer = {"error": code, "message": f"No valid number in {PHONE}"}
        queue([text_to(PHONE, "x", key=uuid4())])
        deliver_due()
        [row] = texts()
        assert row.given_up_at and row.sealed_to is None and row.body == ""
        assert row.error == f"Refused code {code}"

    @pytest.mark.parametrize(
        ("status", "answer", "reason"),
        [
            (200, {"error": 101}, "NotSent code 101"),
            (200, {"error": 103}, "NotSent code 103"),
            (200, {"error": {"what": PHONE}}, "NotSent format"),
            (200, [1], "NotSent format"),
            (503, {}, "NotSent status"),
        ],
    )
    def test_else_it_waits(
        self, gdansk: None, provider: Provider, status: int, answer: Any, reason: str
    ) -> None:
        provider.status, provider.answer = status, answer
        queue([text_to(PHONE, "x", key=uuid4())])
        assert deliver_due() == 0
        [row] = texts()
        assert row.error == reason and row.sent_at is row.given_up_at is None
        assert row.next_attempt_at > timezone.now()

    def test_one_that_is_away_stops_no_e_mail(
        self, gdansk: None, settings: Any, mailoutbox: list[Any]
    ) -> None:
        settings.SMS_PROVIDER = {"url": "http://127.0.0.1:9/sms.do", "token": "x", "sender": "x"}
        from ostoja.notifications.outbox import queue_email

        queue([text_to(PHONE, "x", key=uuid4()) for _ in range(5)])
        queue_email(to="a@gdansk.example", subject="x", body="x")
        assert deliver_due() == 1
        assert len(mailoutbox) == 1
        assert sum(row.attempts for row in texts()) == 3  # then it is taken to be away

    def test_after_a_day_it_is_given_up(self, gdansk: None, provider: Provider) -> None:
        provider.status = 500
        queue([text_to(PHONE, "x", key=uuid4())])
        OutboxMessage.objects.update(created_at=timezone.now() - timedelta(hours=25))
        deliver_due()
        assert texts()[0].given_up_at is not None

    def test_the_words_of_an_error_are_not_kept(self, gdansk: None, provider: Provider) -> None:
        provider.answer = {"error": 101, "message": PHONE}
        with pytest.raises(NotSent) as refusal:
            gateway().send(TextMessage(PHONE, "x", uuid4()))
        assert PHONE not in str(refusal.value)
        provider.answer = {"error": 13, "message": PHONE}
        with pytest.raises(Refused) as never:
            gateway().send(TextMessage(PHONE, "x", uuid4()))
        assert PHONE not in str(never.value)


class TestSettings:
    def test_a_provider_is_named_by_an_address(self) -> None:
        assert provider_of("smsapi://to%2Fken@api.smsapi.pl?from=Ostoja") == {
            "url": "https://api.smsapi.pl/sms.do",
            "token": "to/ken",
            "sender": "Ostoja",
        }
        assert provider_of("") is None
        here = provider_of("smsapi://t@127.0.0.1:9000?from=Ostoja")
        assert here and here["url"] == "http://127.0.0.1:9000/sms.do"

    @pytest.mark.parametrize(
        "url",
        [
            "smsapi://api.smsapi.pl?from=Ostoja",
            "smsapi://token@?from=Ostoja",
            "smsapi://token@api.smsapi.pl",
            "smsapi://token@api.smsapi.pl?from=Twelve-signs",
            "smsapi://token@api.smsapi.pl?from=Gdańsk",
            "https://token@api.smsapi.pl?from=Ostoja",
            "smsapi://token@api.smsapi.pl:x?from=Ostoja",
            "nonsense",
        ],
    )
    def test_a_bad_one_stops_the_start_and_says_the_mend(self, url: str) -> None:
        with pytest.raises(ImproperlyConfigured, match="Set it to smsapi://"):
            provider_of(url)

    def test_without_one_it_stands_in_the_log(
        self, gdansk: None, settings: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.SMS_PROVIDER, key = None, uuid4()
        for is_local, shown in ((False, str(key)), (True, PHONE)):
            settings.IS_LOCAL = is_local
            caplog.clear()
            gateway().send(TextMessage(PHONE, "x", key))
            assert shown in caplog.text
            assert is_local or PHONE not in caplog.text
        assert text_messages_leave() == [NONE_LEAVES]

    def test_with_one_there_is_nothing_to_say(self, settings: Any) -> None:
        settings.SMS_PROVIDER = {"url": "", "token": "", "sender": ""}
        assert text_messages_leave() == []


def test_nobody_elses_rows_are_touched(cast: Cast) -> None:
    """Settling asks for the keys of its own notifications alone."""
    made, about, other = kind(), uuid4(), UUID(int=7)
    with_phone(cast.consultant, made)
    tell(made, cast.consultant, about=about)
    tell(made, cast.consultant, about=other)
    OutboxMessage.objects.update(next_attempt_at=timezone.now() + timedelta(hours=3))
    settle(made, about=about)
    [left] = texts()
    [row] = Notification.objects.filter(about=other)
    assert left.pk == text_key(row.pk)
