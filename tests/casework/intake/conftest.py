"""Budgets are kept in the process's memory, so each test begins with full ones."""

from collections.abc import Iterator

import pytest
from django.core import mail

from casework.intake.budget import REPORTS, WRONG_CODES
from casework.intake.models import Conversation, Mailbox
from ostoja.notifications.models import OutboxMessage
from tests.casework.intake.mail_server import PASSWORD, USER, Server, running
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _full_budgets() -> None:
    REPORTS.forget()
    WRONG_CODES.forget()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as found:
        yield found


@pytest.fixture
def mailbox(cast: Cast, server: Server) -> Mailbox:
    Conversation.objects.all().delete()
    OutboxMessage.objects.all().delete()
    mail.outbox.clear()
    server.empty()
    return Mailbox.objects.create(
        is_on=True, address="pomoc@gdansk.example", host="127.0.0.1", port=server.port,
        username=USER, password=PASSWORD,
    )  # fmt: skip
