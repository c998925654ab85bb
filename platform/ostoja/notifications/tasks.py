"""Delivery of the outbox, once after each commit and again by the clock; the daily e-mail."""

from ostoja.notifications.digest import send_digests
from ostoja.notifications.outbox import deliver_due
from tenants.fence.tasks import city_task, platform_task


@city_task
def deliver_waiting() -> int:
    """Send what waits in this city; the number sent."""
    return deliver_due()


@city_task
def write_digests() -> int:
    """Write this city's daily e-mails, once it is seven; how many."""
    return send_digests()


@platform_task
def deliver_to_operators() -> int:
    """Send what waits in the platform's own schema, to which no city's clock reaches."""
    return deliver_due()
