"""When an entry point is in use: between which days, on which days of the week, at what hours."""

from datetime import datetime
from enum import StrEnum

from casework.intake.entry_points.windows import windows_of
from casework.intake.models import EntryPoint
from casework.partners.hours_in_words import period_words
from casework.partners.opening import WARSAW
from casework.partners.periods import Period


class Standing(StrEnum):
    """What whoever scans its code finds."""

    IN_USE = "in_use"
    CLOSED_NOW = "closed_now"
    NOT_YET = "not_yet"
    OVER = "over"
    WITHDRAWN = "withdrawn"


def standing(point: EntryPoint, at: datetime) -> Standing:
    """How it stands at this moment, by Poland's clock."""
    local = at.astimezone(WARSAW)
    period = Period(point.first_day, point.last_day)
    if not point.is_active:
        return Standing.WITHDRAWN
    if local.date() > period.ends:
        return Standing.OVER
    if local.date() < period.starts:
        return Standing.NOT_YET
    return Standing.IN_USE if _is_open(point, local) else Standing.CLOSED_NOW


def _is_open(point: EntryPoint, local: datetime) -> bool:
    return any(window.holds(local) for window in windows_of(point))


def hours_of(point: EntryPoint) -> str:
    """“Monday–Friday, 8:00–20:00”, with its days; empty for one that is always in use."""
    windows = "; ".join(filter(None, (window.words() for window in windows_of(point))))
    days = ""
    if point.first_day or point.last_day:
        days = period_words(Period(point.first_day, point.last_day))
    return ", ".join(filter(None, (windows, days)))
