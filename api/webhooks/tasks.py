"""What the clock does for webhooks."""

from api.webhooks.delivering import deliver_due
from tenants.fence.tasks import city_task


@city_task
def deliver_webhooks() -> int:
    """Send what waits in this city; how many messages were taken."""
    return deliver_due()
