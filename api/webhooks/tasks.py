"""What the clock does for webhooks."""

from api.webhooks.delivering import deliver_due, forget_hint
from tenants.fence.tasks import lone_city_task


@lone_city_task
def deliver_webhooks() -> int:
    """Send what waits in this city; how many messages were taken."""
    forget_hint()
    return deliver_due()
