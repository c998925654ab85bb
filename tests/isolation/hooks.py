"""The webhook of a city's partner, what it was told, and its rows among routes and operations."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from api.webhooks.actions import add_webhook
from api.webhooks.models import Attempt, Delivery, Webhook
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Hooks:
    """What a route of webhooks may ask for."""

    webhook: Webhook
    message: Delivery


def make_hooks(canary: str, cast: Cast, submission: UUID, about: UUID) -> Hooks:
    """The partner's system was told of a task, and said the canary."""
    webhook, _secret = add_webhook(
        submission=submission,
        organisation=cast.partner,
        name=canary,
        address="https://system.partner.example/ostoja",
        kinds=["task.given"],
        by=cast.partner_worker,
    )
    now = timezone.now()
    message = Delivery.objects.create(
        webhook=webhook,
        event=submission,
        kind="task.given",
        object_id=about,
        happened_at=now,
        delivered_at=now,
        attempts=1,
    )
    Attempt.objects.create(delivery=message, milliseconds=1, status=204, answer=canary)
    return Hooks(webhook, message)


def hook(world: Any) -> dict[str, Any]:
    """The webhook's key."""
    return {"pk": world.work.hooks.webhook.pk}


def told(world: Any) -> dict[str, Any]:
    """The message's key beside it."""
    return {**hook(world), "message": world.work.hooks.message.pk}


def of_hook(world: Any) -> Webhook:
    """What ``If-Match`` names."""
    webhook: Webhook = world.work.hooks.webhook
    return webhook
