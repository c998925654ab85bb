"""What a report counts, moved to moments that a test names."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from casework.cases.models import Case
from casework.intake.figures.periods import month_of
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral, Step
from casework.reports.periods import last_month
from tests.casework.referrals.situations import in_state
from tests.cast import Cast

MONTH = last_month(timezone.localdate())
"""A month that is over."""
NOON = datetime(MONTH.first.year, MONTH.first.month, 10, 11, tzinfo=UTC)
BEFORE = month_of((NOON - timedelta(days=31)).date())


def opened(case: Case, at: datetime = NOON, **facts: Any) -> Case:
    """The case was opened at this moment."""
    Case.objects.filter(pk=case.pk).update(opened_at=at, **facts)
    case.refresh_from_db()
    return case


def referral_in(cast: Cast, state: State, at: datetime = NOON, *, hours: float = 2) -> Referral:
    """One to the partner that was sent at this moment; each step came so many hours later."""
    made = in_state(cast, Kind.REFERRAL, state)
    moment = at
    for step in Step.objects.filter(referral=made).exclude(state=State.DRAFT).order_by("at"):
        Step.objects.filter(pk=step.pk).update(at=moment)
        moment += timedelta(hours=hours)
    return made
