"""Loads the webhooks of the demonstration. They are paused: nothing leaves for invented systems."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from api.webhooks.actions import add_webhook, pause_webhook
from api.webhooks.models import Webhook
from casework.partners.models import Organisation

Row = Mapping[str, Any]
NAMESPACE = UUID("6d0f1c55-9b0e-4a83-8a6e-0b6a6a1f8f4d")


def load_webhooks(rows: Iterable[Row]) -> None:
    """Add those that are missing; what people changed stays as it is."""
    for row in rows:
        submission = uuid5(NAMESPACE, row["name"])
        if not Webhook.objects.filter(submission=submission).exists():
            made, _secret = add_webhook(
                submission=submission,
                organisation=Organisation.objects.get(key=row["organisation"]),
                name=row["name"],
                address=row["address"],
                kinds=row["kinds"],
                by=None,
            )
            pause_webhook(webhook=made, by=None)
