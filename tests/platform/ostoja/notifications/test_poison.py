"""One message that always fails: the others go out, and it is not tried for ever."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection
from django.utils import timezone

from ostoja.notifications import guarded
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import deliver_due, queue_email


@pytest.fixture
def poisoned(gdansk: None, monkeypatch: pytest.MonkeyPatch) -> OutboxMessage:
    """A message that no server ever takes."""
    send = EmailMessage.send
    monkeypatch.setattr(
        EmailMessage,
        "send",
        lambda message: refuse(message) if "bad" in message.to[0] else send(message),
    )
    queue_email(to="bad@city.example", subject="bad", body="A secret link")
    return OutboxMessage.objects.get()


def refuse(message: EmailMessage) -> int:
    raise OSError


def test_the_others_go_out_beside_it_however_often_it_failed(poisoned: OutboxMessage) -> None:
    for attempts in (0, 9, 41, 42, 500):
        OutboxMessage.objects.filter(pk=poisoned.pk).update(
            attempts=attempts, next_attempt_at=timezone.now() - timedelta(hours=1)
        )
        queue_email(to="good@city.example", subject="good", body="x")
        assert deliver_due() == 1
    assert [one.to for one in mail.outbox] == [["good@city.example"]] * 5


def test_one_that_cannot_even_be_opened_does_not_stop_them_either(poisoned: OutboxMessage) -> None:
    with connection.cursor() as cursor:
        cursor.execute("update notifications_outboxmessage set body = %s", [b"no cipher"])
    queue_email(to="good@city.example", subject="good", body="x")
    assert deliver_due() == 1
    poisoned.refresh_from_db(fields=["attempts", "error"])
    assert poisoned.attempts == 1
    assert poisoned.error


def test_one_whose_guard_fails_stays_and_does_not_stop_them_either(
    poisoned: OutboxMessage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the guard must read cannot be opened: nobody vouches for it."""

    def broken(pk: UUID) -> None:
        raise ValueError

    monkeypatch.setitem(guarded._guards, "broken", broken)
    own = {"to": "guarded@city.example", "guard": guarded.name_of("broken", poisoned.pk)}
    OutboxMessage.objects.update(**own)
    queue_email(to="good@city.example", subject="good", body="x")
    assert deliver_due() == 1
    assert [one.to for one in mail.outbox] == [["good@city.example"]]
    poisoned.refresh_from_db()
    assert poisoned.error and poisoned.sent_at is None


def test_it_is_given_up_after_five_days_and_its_text_forgotten(poisoned: OutboxMessage) -> None:
    for age, is_given_up in ((timedelta(days=4, hours=23), False), (timedelta(days=5), True)):
        OutboxMessage.objects.update(
            created_at=timezone.now() - age, next_attempt_at=timezone.now()
        )
        assert deliver_due() == 0
        poisoned.refresh_from_db()
        assert (poisoned.given_up_at is not None) is is_given_up
    assert poisoned.body == ""
    OutboxMessage.objects.update(next_attempt_at=timezone.now())
    deliver_due()
    poisoned.refresh_from_db()
    assert (poisoned.attempts, poisoned.sent_at) == (2, None)


def test_an_old_message_is_still_tried_once_before_it_is_given_up(poisoned: OutboxMessage) -> None:
    """The worker may have been away as long."""
    long_ago = timezone.now() - timedelta(days=30)
    OutboxMessage.objects.update(created_at=long_ago, to="good@city.example")
    assert deliver_due() == 1


def test_none_is_both_sent_and_given_up(poisoned: OutboxMessage) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="outbox_sent_or_given_up"):
        OutboxMessage.objects.update(sent_at=now, given_up_at=now)
