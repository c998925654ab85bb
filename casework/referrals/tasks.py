"""What the clock does with referrals, once a minute."""

from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.referrals import clock, notices, selectors
from casework.referrals.actions import expire, recall_clock
from casework.referrals.choices import AWAITING, Kind
from casework.referrals.models import Referral
from ostoja.access.versions import StaleObject
from ostoja.notifications.selectors import told_before
from tenants.fence.tasks import city_task, lone_city_task


@city_task
def expire_overdue() -> int:
    """Return to the sender what nobody answered in time; how many.

    Each in a transaction of its own, so that one that fails keeps no other waiting.
    """
    overdue = Referral.objects.filter(state__in=AWAITING, respond_by__lte=timezone.now())
    return sum(_expired(one) for one in overdue.exclude(kind=Kind.HANDOVER))


@lone_city_task
def recall_clocks() -> int:
    """Tell those who owe an answer whose time ends soon, once for each clock; of how many."""
    ending = [one for one in selectors.running_out() if clock.ends_soon(one)]
    known = told_before(notices.clock_event(one) for one in ending)
    return sum(
        recall_clock(referral=one) > 0 for one in ending if notices.clock_event(one) not in known
    )


def _expired(referral: Referral) -> bool:
    """False when somebody answered a moment before: then there is nothing left to do."""
    try:
        expire(referral=referral, version=referral.version)
    except (StaleObject, NotAllowed):
        return False
    return True
