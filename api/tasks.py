"""What the clock does for the API."""

from datetime import timedelta

from django.utils import timezone

from api.models import Sending
from tenants.fence.tasks import city_task

KEPT_FOR = timedelta(hours=24)


@city_task
def forget_sendings() -> int:
    """Delete the answers that were kept for repeated requests; how many."""
    old = Sending.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
