"""How long a stay may last, and on what that rests: the stay clock.

Crisis intervention gives shelter for up to three months, to some foreigners as long as their
certificate is valid (Social Assistance Act of 12 March 2004, art. 47 and art. 47(3a)). What other
houses allow is data of the house.
"""

import calendar
import datetime
from collections.abc import Sequence

from django.utils import timezone

from casework.shelter.choices import FacilityKind, StayBasis
from casework.shelter.models import Facility, Stay

MONTHS_OF_ART_47 = 3
LONGEST_LIMIT = 60  # months
LONGEST_PLANNED = datetime.timedelta(days=366)
WARNED_BEFORE = (30, 14, 7)
"""Days before the limit on which people are told."""


def bases_of(facility: Facility) -> Sequence[StayBasis]:
    """On what a stay here may rest, the usual one first."""
    if facility.kind == FacilityKind.CRISIS_HOSTEL:
        return (StayBasis.ART_47, StayBasis.ART_47_3A)
    return (StayBasis.HOUSE_RULE, StayBasis.ART_47, StayBasis.ART_47_3A)


def limit_of(
    facility: Facility,
    basis: str,
    started_on: datetime.date,
    certificate_until: datetime.date | None = None,
) -> datetime.date | None:
    """The last day on which they may leave; None where the house has no limit."""
    if basis == StayBasis.ART_47:
        return months_after(started_on, MONTHS_OF_ART_47)
    if basis == StayBasis.ART_47_3A:
        return certificate_until
    if facility.limit_months is None:
        return None
    return months_after(started_on, facility.limit_months)


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def days_left(stay: Stay) -> int | None:
    """Days until the limit, negative when it has passed; None without one."""
    if stay.limit_on is None:
        return None
    return (stay.limit_on - timezone.localdate()).days


def is_overdue(stay: Stay) -> bool:
    """Whether they were to leave and nobody said that they did."""
    return stay.is_open and stay.planned_end_on <= timezone.localdate()


def stage(stay: Stay) -> int | None:
    """The nearest of the warnings that is due by now; None where none is."""
    left = days_left(stay)
    return (
        None if left is None else min((one for one in WARNED_BEFORE if left <= one), default=None)
    )
