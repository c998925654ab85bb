"""A real mail server that goes away and comes back under 500 messages: nothing is lost."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone

from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.digest import morning, send_digests
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.notifications.outbox import deliver_due
from ostoja.notifications.selectors import notifications_of
from ostoja.ui.city import CityFacts
from tests.cast import Cast
from tests.platform.ostoja.notifications.news import kind, tell

MESSAGES = 500


class MailServer:
    """Takes mail on a port of this machine; can be stopped and started again."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.taken: Counter[str] = Counter()
        self.stops_after: int | None = None
        self.forgets: set[int] = set()
        """At which messages it takes one and says that it did not."""
        self.controller: Controller | None = None

    def start(self) -> None:
        """Listen."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        """Refuse every connection from now on."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep the message's id."""
        assert isinstance(envelope.content, bytes)
        self.taken[str(message_from_bytes(envelope.content)["Message-ID"])] += 1
        if sum(self.taken.values()) == self.stops_after:
            threading.Thread(target=self.stop).start()
        return "451 try again" if sum(self.taken.values()) in self.forgets else "250 taken"


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A server to which Django sends."""
    made = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.port
    made.start()
    yield made
    made.stop()


def deliver_all(server: MailServer) -> None:
    """Let the clock strike until nothing waits, however long the waits would have been."""
    for _ in range(50):
        if not OutboxMessage.objects.filter(sent_at=None).exists():
            return
        OutboxMessage.objects.filter(sent_at=None).update(next_attempt_at=timezone.now())
        deliver_due()
    pytest.fail("some messages never went out")


def test_nothing_is_lost_while_the_server_is_away(cast: Cast, server: MailServer) -> None:
    made, person = kind(), cast.consultant
    for _ in range(MESSAGES // 2):
        tell(made, person)
    server.stops_after, server.forgets = 100, {10, 50}
    deliver_due()  # in the midst of which the server goes away
    server.stop()
    assert 0 < OutboxMessage.objects.filter(sent_at=None).count() < MESSAGES // 2
    for _ in range(MESSAGES // 2):
        tell(made, person)  # while nobody answers
    assert deliver_due() == 0
    server.stops_after, server.forgets = None, set()
    server.start()
    deliver_all(server)
    in_app = notifications_of(person, CityFacts())
    assert in_app.count() == MESSAGES, "exactly once in the list"
    expected = {f"<{row.pk}@ostoja.example>" for row in in_app}
    assert set(server.taken) == expected, "at least once by mail"
    twice = [number for number in server.taken.values() if number > 1]
    assert twice == [2, 2], "only what the server denied, under the same id"


def test_a_daily_e_mail_waits_too_and_is_one(cast: Cast, server: MailServer) -> None:
    made = kind(mail=Mail.DIGEST)
    people = list(User.objects.all())
    tell(made, *people)
    at = morning(timezone.now())
    Notification.objects.update(created_at=at.replace(hour=1))
    server.stop()
    later = at.replace(hour=9)
    assert send_digests(later) == len(people)
    assert deliver_due() == 0
    assert [send_digests(later), send_digests(at.replace(hour=23))] == [0, 0]
    server.start()
    deliver_all(server)
    assert sorted(server.taken.values()) == [1] * len(people)
