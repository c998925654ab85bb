"""Who of those who wait fits a bed that fell free. It is told, and never given by itself."""

import datetime

from django.db.models import Q
from django.utils import timezone

from casework.cases.urgency import by_urgency
from casework.shelter.board import fits, free_beds
from casework.shelter.models import Facility, Waiting
from casework.shelter.nights import A_DAY


def next_fitting(facility: Facility, night: datetime.date | None = None) -> Waiting | None:
    """The most urgent who has waited longest among those whom tonight's free beds would do."""
    first = night or timezone.localdate()
    free = list(free_beds(first, first + A_DAY).filter(facility=facility))
    if not free:
        return None
    here = Q(facility=facility) | Q(facility__isnull=True)
    waiting = Waiting.objects.filter(here, ended_at__isnull=True).select_related("case")
    ordered = waiting.order_by(by_urgency(), "since", "pk")
    return next((one for one in ordered if fits(one, free)), None)
