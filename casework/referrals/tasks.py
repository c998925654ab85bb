"""What the clock does with referrals, once a minute."""

from django.utils import timezone

from casework.cases.refusal import NotAllowed
from casework.referrals.actions import expire
from casework.referrals.choices import AWAITING, Kind
from casework.referrals.models import Referral
from ostoja.access.versions import StaleObject
from tenants.fence.tasks import city_task


@city_task
def expire_overdue() -> int:
    """Return to the sender what nobody answered in time; how many.

    Each in a transaction of its own, so that one that fails keeps no other waiting.
    """
    overdue = Referral.objects.filter(state__in=AWAITING, respond_by__lte=timezone.now())
    return sum(_expired(one) for one in overdue.exclude(kind=Kind.HANDOVER))


def _expired(referral: Referral) -> bool:
    """False when somebody answered a moment before: then there is nothing left to do."""
    try:
        expire(referral=referral, version=referral.version)
    except (StaleObject, NotAllowed):
        return False
    return True
