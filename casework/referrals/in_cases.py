"""What referrals tell the room of cases: by when an answer is due, and how they are merged."""

from datetime import datetime

from django.db.models import Min

from casework.cases import due, merging
from casework.cases.models import Case
from casework.referrals.choices import AWAITING
from casework.referrals.merging import MOVER
from casework.referrals.models import Referral


def soonest_answer(case: Case) -> datetime | None:
    """When the first clock of the case runs out, if one runs."""
    waiting = case.referrals.filter(state__in=AWAITING)
    found: datetime | None = waiting.aggregate(at=Min("respond_by"))["at"]
    return found


def register_all() -> None:
    """Called when the app starts."""
    due.register("referrals", soonest_answer)
    merging.register("referrals", MOVER, Referral)
