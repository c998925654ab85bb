"""The clock of a referral: how long the receiver has, and what is left of it in words."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.cases.choices import NeedState
from casework.referrals.choices import Kind
from casework.referrals.models import Referral

# A person in crisis waits day and night, so opening hours stop no clock (decision 0030).
WORDS = gettext_lazy("The time runs day and night, also at weekends: the person waits too.")
HOURS_WITHOUT_A_NEED = 72
LAST_CALL = timedelta(hours=24)
HOURS_IN_WORDS = 48
"""From how many hours on the clock is told in days."""


def hours_to_answer(referral: Referral) -> int:
    """The clock belongs to the kind of service, else to the need, else to the case's needs."""
    if referral.service and referral.service.response_hours is not None:
        return referral.service.response_hours
    if referral.case_need:
        return referral.case_need.need.response_hours
    return _shortest_of_the_case(referral)


def _shortest_of_the_case(referral: Referral) -> int:
    still_open = referral.case.needs.filter(state=NeedState.OPEN)
    shortest: int | None = still_open.aggregate(hours=Min("need__response_hours"))["hours"]
    return HOURS_WITHOUT_A_NEED if shortest is None else shortest


def runs_out_at(referral: Referral) -> datetime:
    """When a clock that starts now runs out."""
    return timezone.now() + timedelta(hours=hours_to_answer(referral))


def ends_soon(referral: Referral) -> bool:
    """Whether the last quarter of the time to answer has begun, of long ones the last day."""
    if referral.respond_by is None:
        return False
    last = min(LAST_CALL, timedelta(hours=hours_to_answer(referral)) / 4)
    return referral.respond_by - timezone.now() <= last


def is_overdue(referral: Referral) -> bool:
    """Whether the answer is late."""
    return referral.respond_by is not None and referral.respond_by <= timezone.now()


def in_words(referral: Referral) -> str:
    """How much time the receiver has left, or how late the answer is; empty without a clock."""
    if referral.respond_by is None:
        return ""
    hours = (referral.respond_by - timezone.now()).total_seconds() / 3600
    if hours <= 0:
        return _("answer overdue by %(time)s") % {"time": _duration(-hours)}
    return _("%(time)s left to answer") % {"time": _duration(hours)}


def _duration(hours: float) -> str:
    if hours < 1:
        minutes = max(1, round(hours * 60))
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if hours < HOURS_IN_WORDS:
        return ngettext("%(n)d hour", "%(n)d hours", round(hours)) % {"n": round(hours)}
    days = round(hours / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def expires(kind: str) -> bool:
    """Whether the clock itself ends an unanswered one; a handover waits with the coordinator."""
    return kind != Kind.HANDOVER
