"""The outbox: written with the change, delivered after it, and nothing kept once it went out."""

import time
from datetime import timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.utils import timezone

from ostoja.notifications import outbox
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import FAILURES_IN_A_ROW, deliver_due, queue_email, send_email
from ostoja.notifications.tasks import deliver_to_operators, deliver_waiting
from tenants.fence import NotEntered, entered, entered_platform
from tests.platform.ostoja.accounts.people import make_user


@pytest.fixture
def waiting(gdansk: None) -> OutboxMessage:
    """A message that was just written."""
    queue_email(to="anna@city.example", subject="Hello", body="A secret link\n")
    return OutboxMessage.objects.get()


class TestWriting:
    @pytest.mark.usefixtures("gdansk")
    def test_the_first_line_of_the_template_is_the_subject(self) -> None:
        user = make_user(full_name="Zofia O'Hara <b>")
        context = {"user": user, "at": timezone.now()}
        for language, subject in (
            ("pl", "Twoje hasło zostało zmienione"),
            ("en", "Your password was changed"),
        ):
            send_email(
                to=user.email,
                template="accounts/email/password_changed.txt",
                context=context,
                language=language,
            )
            message = OutboxMessage.objects.latest("created_at")
            assert message.subject == subject
            assert message.body.startswith("Zofia O'Hara <b>,\n")

    @pytest.mark.usefixtures("gdansk")
    def test_it_is_undone_with_the_change_it_tells_of(self) -> None:
        with transaction.atomic():
            queue_email(to="a@city.example", subject="x", body="y")
            transaction.set_rollback(True)
        assert not OutboxMessage.objects.exists()

    def test_the_text_is_encrypted_at_rest(self, waiting: OutboxMessage) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select body from notifications_outboxmessage")
            [[body]] = cursor.fetchall()
        assert b"secret" not in bytes(body)
        assert waiting.body == "A secret link\n"

    @pytest.mark.usefixtures("gdansk")
    def test_without_redis_the_row_still_waits(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        asked: list[str] = []

        def fail(**options: Any) -> None:
            asked.append("once")
            raise deliver_waiting.OperationalError

        monkeypatch.setattr(deliver_waiting, "apply_async", fail)
        for _ in range(3):
            with django_capture_on_commit_callbacks(execute=True):
                queue_email(to="a@city.example", subject="x", body="y")
        assert OutboxMessage.objects.count() == 3
        assert asked == ["once"], "nobody waits for a broker that has just not answered"

    @pytest.mark.usefixtures("gdansk")
    def test_after_a_while_the_broker_is_asked_again(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(deliver_waiting, "apply_async", lambda **_: asked.append("once"))
        monkeypatch.setattr(outbox._broker, "away_until", time.monotonic() - 0.1)
        with django_capture_on_commit_callbacks(execute=True):
            queue_email(to="a@city.example", subject="x", body="y")
        assert asked == ["once"]

    @pytest.mark.usefixtures("gdansk")
    @pytest.mark.parametrize("subject", ["Two\r\nlines", "x" * 500, "  wide   space "])
    def test_no_subject_can_keep_it_from_going_out(self, subject: str) -> None:
        queue_email(to="a@city.example", subject=subject, body="y")
        assert deliver_due() == 1
        assert mail.outbox[0].subject == " ".join(subject.split())[:200]

    @pytest.mark.usefixtures("gdansk")
    def test_delivery_is_asked_for_once_it_is_committed(
        self, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(deliver_waiting, "apply_async", lambda **_: asked.append("once"))
        with django_capture_on_commit_callbacks(execute=True):
            queue_email(to="a@city.example", subject="x", body="y")
            assert not asked
        assert asked == ["once"]


class TestDelivery:
    def test_it_goes_out_once_and_its_text_is_forgotten(self, waiting: OutboxMessage) -> None:
        assert (deliver_due(), deliver_due()) == (1, 0)
        [sent] = mail.outbox
        assert (sent.to, sent.subject, sent.body) == (
            ["anna@city.example"],
            "Hello",
            "A secret link\n",
        )
        waiting.refresh_from_db()
        assert waiting.sent_at is not None
        assert waiting.body == ""

    def test_a_failure_waits_longer_each_time(
        self, waiting: OutboxMessage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(message: Any) -> None:
            raise SMTPServerDisconnected

        monkeypatch.setattr(EmailMessage, "send", fail)
        waits = []
        for _ in range(9):
            before = timezone.now()
            assert deliver_due() == 0
            waiting.refresh_from_db()
            waits.append(round((waiting.next_attempt_at - before).total_seconds()))
            OutboxMessage.objects.update(next_attempt_at=before)
        assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
        assert (waiting.attempts, waiting.error) == (9, "SMTPServerDisconnected")

    def test_after_the_server_is_back_it_goes_out(
        self, waiting: OutboxMessage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as broken:
            broken.setattr(EmailMessage, "send", _refuse)
            deliver_due()
        assert deliver_due() == 0
        OutboxMessage.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))
        assert deliver_due() == 1
        waiting.refresh_from_db()
        assert waiting.error == ""

    @pytest.mark.usefixtures("gdansk")
    def test_one_that_fails_does_not_stop_the_next(self, monkeypatch: pytest.MonkeyPatch) -> None:
        send = EmailMessage.send
        monkeypatch.setattr(
            EmailMessage,
            "send",
            lambda message: _refuse(message) if "bad" in message.to[0] else send(message),
        )
        for name in ("bad", "good", "better"):
            queue_email(to=f"{name}@city.example", subject=name, body="x")
        assert deliver_due() == 2
        assert OutboxMessage.objects.filter(sent_at=None).count() == 1

    @pytest.mark.usefixtures("gdansk")
    def test_a_server_that_is_away_is_not_asked_for_every_message(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(10):
            queue_email(to=f"{number}@city.example", subject="x", body="y")
        with monkeypatch.context() as broken:
            broken.setattr(EmailMessage, "send", _refuse)
            assert deliver_due() == 0
        assert OutboxMessage.objects.filter(attempts=1).count() == FAILURES_IN_A_ROW
        assert deliver_due() == 10 - FAILURES_IN_A_ROW
        OutboxMessage.objects.update(next_attempt_at=timezone.now())
        assert deliver_due() == FAILURES_IN_A_ROW
        assert len({one.to[0] for one in mail.outbox}) == len(mail.outbox) == 10

    def test_the_log_tells_why_and_not_to_whom(
        self,
        waiting: OutboxMessage,
        monkeypatch: pytest.MonkeyPatch,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        def refuse(message: EmailMessage) -> int:
            raise SMTPDataError(550, f"no such person: {message.to[0]}")

        monkeypatch.setattr(EmailMessage, "send", refuse)
        deliver_due()
        waiting.refresh_from_db()
        assert waiting.error == "SMTPDataError 550"
        assert "SMTPDataError 550" in caplog.text
        assert "anna@city.example" not in caplog.text

    def test_the_same_message_has_the_same_id_each_time(
        self, waiting: OutboxMessage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = []

        def note(message: EmailMessage) -> int:
            seen.append(message.message()["Message-ID"])
            raise SMTPServerDisconnected  # after it took the message, say

        monkeypatch.setattr(EmailMessage, "send", note)
        for _ in range(2):
            deliver_due()
            OutboxMessage.objects.update(next_attempt_at=timezone.now())
        assert seen == [f"<{waiting.pk}@ostoja.example>"] * 2

    def test_the_task_delivers_its_own_citys_messages_only(self, waiting: OutboxMessage) -> None:
        with entered("gdynia"):
            assert deliver_waiting.apply(headers={"ostoja_schema": "city_gdynia"}).get() == 0
        assert not mail.outbox
        assert deliver_waiting.apply(headers={"ostoja_schema": "city_gdansk"}).get() == 1

    def test_the_task_refuses_to_run_nowhere(self) -> None:
        with pytest.raises(NotEntered):
            deliver_waiting()

    def test_the_clock_reaches_the_operators_mail_too(self, db: None) -> None:
        with entered_platform():
            queue_email(to="operator@ostoja.example", subject="x", body="y")
        assert deliver_to_operators.apply().get() == 1
        assert mail.outbox[0].to == ["operator@ostoja.example"]
        scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
        assert deliver_to_operators.name in scheduled


def _refuse(message: Any) -> int:
    raise OSError
