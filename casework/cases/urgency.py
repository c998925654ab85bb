"""What urgency means: the order of cases, and by when somebody must act."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db.models import Case as Whichever
from django.db.models import Value, When
from django.utils import timezone

from casework.cases.choices import Urgency


def by_urgency(field: str = "urgency") -> Whichever:
    """To order by; ``field`` leads from the listed row to the case's urgency."""
    ranks = [When(**{field: urgency}, then=Value(rank)) for rank, urgency in enumerate(Urgency)]
    return Whichever(*ranks)


def _end_of_day(moment: datetime) -> datetime:
    """Midnight after that day on the city's clock, also in the night when the clock changes."""
    day = timezone.localdate(moment) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time.min))


def acts_by(urgency: Urgency | str, since: datetime) -> datetime | None:
    """By when somebody must act on what is open ``since``; None for what can wait."""
    terms: Mapping[str, datetime | None] = {
        Urgency.IMMEDIATE: since,
        Urgency.URGENT: _end_of_day(since),
        Urgency.SOON: since + timedelta(days=3),
    }
    return terms.get(urgency)
