"""What the database holds to be true of webhooks."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from api.webhooks.models import Attempt, Delivery, Webhook
from tests.api.webhooks.making import make_webhook
from tests.cast import Cast

NOW = timezone.now()


@pytest.fixture
def message(cast: Cast) -> Delivery:
    return Delivery.objects.create(
        webhook=make_webhook(cast.partner), event=uuid4(), kind="test", happened_at=NOW
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"paused": "by_hand"},
        {"paused_at": NOW},
        {"paused": "tired", "paused_at": NOW},
        {"earlier": "x"},
        {"earlier_until": NOW},
        {"kinds": []},
    ],
)
def test_a_webhook_is_whole(message: Delivery, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Webhook.objects.update(**wrong)


def test_an_event_is_told_once(message: Delivery) -> None:
    with pytest.raises(IntegrityError, match="webhook_event_once"), transaction.atomic():
        Delivery.objects.create(
            webhook=message.webhook, event=message.event, kind="test", happened_at=NOW
        )


def test_nothing_is_both_taken_and_given_up(message: Delivery) -> None:
    with pytest.raises(IntegrityError, match="given_up"), transaction.atomic():
        Delivery.objects.update(delivered_at=NOW, given_up_at=NOW)


@pytest.mark.parametrize("wrong", [{}, {"status": 200, "problem": "slow"}, {"problem": "tired"}])
def test_an_attempt_was_answered_or_says_why_not(message: Delivery, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="why_not"), transaction.atomic():
        Attempt.objects.create(delivery=message, milliseconds=1, **wrong)


def test_secrets_are_encrypted_at_rest(message: Delivery) -> None:
    secret = message.webhook.secret
    with connection.cursor() as cursor:
        cursor.execute("select secret from webhooks_webhook")
        [[kept]] = cursor.fetchall()
    assert secret.startswith("whsec_") and secret.encode() not in bytes(kept)
