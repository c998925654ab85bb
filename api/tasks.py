"""What the clock does for the API."""

from datetime import timedelta

from django.utils import timezone

from api.models import Sending
from tenants.fence.tasks import city_task, platform_task

KEPT_FOR = timedelta(hours=24)


@city_task
def forget_sendings() -> int:
    """Delete the answers that were kept for repeated requests; how many."""
    return _forget()


@platform_task
def forget_sendings_of_operators() -> int:
    """The same in the platform's own schema, to which no city's clock reaches."""
    return _forget()


def _forget() -> int:
    old = Sending.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
