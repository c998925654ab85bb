"""Quiet hours: what can wait leaves when they are over."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from ostoja.notifications.kinds import Kind
from ostoja.notifications.models import Choices

WARSAW = ZoneInfo("Europe/Warsaw")


def held_until(choices: Choices | None, kind: Kind | None, now: datetime) -> datetime | None:
    """The moment when the person's quiet hours end; None where nothing holds it back.

    ``kind`` is None for the daily e-mail. What cannot wait (``pressing``) is never held.
    """
    if choices is None or choices.quiet_from is None or choices.quiet_to is None:
        return None
    if kind is not None and kind.pressing:
        return None
    return _end(now.astimezone(WARSAW), choices.quiet_from, choices.quiet_to)


def _end(now: datetime, begins: time, ends: time) -> datetime | None:
    """The next end on Poland's clock if ``now`` lies within, whatever the clock does that night."""
    at = now.time()
    is_over_midnight = ends < begins
    if is_over_midnight and at >= begins:
        return datetime.combine(now.date() + timedelta(days=1), ends, WARSAW)
    within = at < ends if is_over_midnight else begins <= at < ends
    return datetime.combine(now.date(), ends, WARSAW) if within else None
