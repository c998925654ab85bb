"""What the clock does with the city's mailbox."""

from casework.intake.mail_fetching import fetch_round
from tenants.fence.tasks import lone_city_task


@lone_city_task
def fetch_mail() -> int:
    """Take new e-mails from the city's mailbox, where it has one; how many."""
    return fetch_round()
