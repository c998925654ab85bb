"""What the clock does with stays and holds, once an hour."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from casework.shelter import limits, nights
from casework.shelter.actions import keep_beds, let_hold_pass, warn_of_limit
from casework.shelter.models import BedNight, Hold, Stay
from tenants.fence.tasks import lone_city_task


@lone_city_task
def watch_stays() -> int:
    """Warn 30, 14 and 7 days before a limit, keep the beds of those who were to leave and did not,
    and let holds pass whose nights are over; how many rows that were.
    """
    today = timezone.localdate()
    still_there = Stay.objects.filter(ended_on__isnull=True).select_related("facility", "case")
    near = still_there.filter(limit_on__lte=today + max(limits.WARNED_BEFORE) * nights.A_DAY)
    due = [one for one in near if (one.warned_days or 999) > (limits.stage(one) or 999)]
    tonight = BedNight.objects.filter(stay=OuterRef("pk"), night=today)
    over = still_there.filter(planned_end_on__lte=today).exclude(Exists(tonight))
    passed = Hold.objects.filter(ended_at__isnull=True, until_on__lte=today)
    number = 0
    for stay in due:
        number += bool(warn_of_limit(stay=stay))
    for stay in over:
        number += bool(keep_beds(stay=stay))
    for hold in passed.select_related("referral__case"):
        let_hold_pass(hold=hold)
        number += 1
    return number
