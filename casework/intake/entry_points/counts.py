"""How many reports came, by month; nothing of who sent them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from casework.intake.models import Conversation, EntryPoint
from casework.partners.opening import WARSAW

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Month:
    """How many reports came in one month, by Poland's clock."""

    first_day: date
    reports: int


def reports_by_month(point: EntryPoint, today: date | None = None) -> list[Month]:
    """The last twelve months, the present one first; one query."""
    months = _months_until(today or timezone.localdate(timezone=WARSAW))
    counted = (
        Conversation.objects.filter(entry_point=point)
        .order_by()
        .values_list(TruncMonth("created_at", tzinfo=WARSAW))
        .annotate(reports=Count("pk"))
    )
    found = {moment.date(): reports for moment, reports in counted}
    return [Month(month, found.get(month, 0)) for month in months]


def _months_until(today: date) -> list[date]:
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        last = months[-1]
        months.append(
            last.replace(year=last.year - 1, month=12)
            if last.month == 1
            else last.replace(month=last.month - 1)
        )
    return months
