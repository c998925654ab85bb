"""What every change of a visit begins with: the locks, and the moment that is meant."""

import datetime

from django.utils import timezone

from casework.cases.actions import locked_case
from casework.visits import refusals
from casework.visits.clock import in_utc
from casework.visits.models import Visit

EARLY = datetime.timedelta(minutes=2)
"""A telephone's clock may be that far ahead of ours."""
LATEST = datetime.timedelta(hours=24)
"""So late somebody may say what they could not say without signal."""


def locked(visit: Visit) -> Visit:
    """The visit as it is now; its case first, as everybody does, so that nobody waits for ever."""
    case = locked_case(visit.case) if visit.case else None
    rows = Visit.objects.select_for_update(of=("self",)).select_related("organisation")
    row = rows.get(pk=visit.pk)
    if case is not None and row.case_id == case.pk:
        row.case = case
    return row


def moment(at: datetime.datetime | None) -> datetime.datetime:
    """What was said, in UTC, or now; raises ``VisitRefused`` for what cannot be."""
    now = timezone.now()
    if at is None:
        return now
    said = in_utc(at)
    if said > now + EARLY:
        raise refusals.in_the_future()
    if said < now - LATEST:
        raise refusals.too_long_ago()
    return min(said, now)
