"""What is sent: which kind of event, when, and the key of what it is about; never who or what."""

import json
from typing import Any

from api.webhooks.events import EVENTS, GONE, GONE_OF, TEST
from api.webhooks.models import Delivery
from ostoja.notifications.sender import sender_here

FORMAT = 1
EXAMPLE: dict[str, Any] = {
    "type": "referral.sent",
    "format": FORMAT,
    "timestamp": "2026-12-03T14:30:00+00:00",
    "data": {
        "object": "referral",
        "id": "0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f",
        "version": 2,
        "url": "https://miasto.example/api/v1/referrals/0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f/",
    },
}


def body_of(delivery: Delivery) -> bytes:
    """The message as the body may have it now; of what it may not see any more only ``gone``."""
    kind, data = _said(delivery)
    message = {
        "type": kind,
        "format": FORMAT,
        "timestamp": delivery.happened_at.isoformat(timespec="seconds"),
        "data": data,
    }
    return json.dumps(message, separators=(",", ":")).encode()


def _said(delivery: Delivery) -> tuple[str, dict[str, Any]]:
    pk, event = delivery.object_id, EVENTS.get(delivery.kind)
    thing = event.thing if event else GONE_OF.get(delivery.kind)
    if thing is None or pk is None:
        return TEST, {}
    named = {"object": thing.name, "id": str(pk)}
    version = thing.version_for(pk, delivery.webhook.organisation.group_id)
    if event is None or version is None:
        return GONE, named
    url = f"{sender_here().origin}/api/v1/{thing.path}/{pk}/"
    return event.key, {**named, "version": version, "url": url}
