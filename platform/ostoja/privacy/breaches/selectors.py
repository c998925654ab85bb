"""Reads: breaches, and how much of the 72 hours is left."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ostoja.privacy.breaches.models import CLOCK, Breach

SOON = datetime.timedelta(hours=24)


def is_waiting(breach: Breach) -> bool:
    """Whether nobody has told the authority, nor decided that it need not be told."""
    return breach.closed_at is None and not breach.authority


def running_out() -> list[Breach]:
    """Those about which nothing is decided, and whose 72 hours end within a day or are over."""
    noticed = timezone.now() + SOON - CLOCK
    return list(Breach.objects.filter(closed_at=None, authority="", noticed_at__lte=noticed))


def is_late(breach: Breach, now: datetime.datetime | None = None) -> bool:
    """Whether the authority was told, or nothing decided, only after 72 hours (art. 33(1))."""
    return (breach.authority_at or now or timezone.now()) > breach.due_at


def clock(breach: Breach) -> tuple[str, str]:
    """How the clock stands, in words, and the colour of its tag."""
    if breach.authority:
        return (_("decided late"), "orange") if is_late(breach) else (_("decided in time"), "green")
    left = breach.due_at - timezone.now()
    hours = max(0, int(left.total_seconds() // 3600))
    if left <= datetime.timedelta(0):
        return _("72 hours are over"), "red"
    return _("hours left: %(hours)d") % {"hours": hours}, "red" if left < SOON else "yellow"
