"""What the clock does: with the city's mailbox, and at the desk once a minute."""

from uuid import UUID

from django.http import Http404
from django.utils import timezone

from casework.intake.actions.escalation import escalate
from casework.intake.actions.quiet import end_quiet_time
from casework.intake.desk.inbox import overdue
from casework.intake.desk.selectors import over_quiet_times
from casework.intake.mail.fetching import fetch_round
from tenants.fence.tasks import lone_city_task


@lone_city_task
def fetch_mail() -> int:
    """Take new e-mails from the city's mailbox, where it has one; how many."""
    return fetch_round()


@lone_city_task
def watch_the_inbox() -> int:
    """Tell people of waits longer than promised, and end mutes whose time is over; how many.

    Each in a transaction of its own, so that one that fails keeps no other waiting.
    """
    ended = sum(_ended(pk) for pk in list(over_quiet_times()))
    told = sum(escalate(conversation=one, step=step) for one, step in overdue(timezone.now()))
    return ended + told


def _ended(quiet: UUID) -> bool:
    try:
        return end_quiet_time(pk=quiet)
    except Http404:  # retention was quicker
        return False
