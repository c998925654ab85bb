"""What webhooks hold of a person: keys of records, which go with the records."""

from collections.abc import Collection
from uuid import UUID

from api.webhooks.models import Delivery
from ostoja.privacy.requests import forgetting


def forget_deliveries(ids: Collection[UUID]) -> int:
    """Messages about one of these records; how many."""
    return Delivery.objects.filter(object_id__in=ids).delete()[0]


def register_all() -> None:
    """Called when the app starts."""
    forgetting.register_also(forget_deliveries)
