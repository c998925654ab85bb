"""When an entry point is in use: between which days, on which days of the week, at what hours."""

from collections.abc import Iterator
from datetime import datetime, time
from enum import StrEnum

from django.utils.translation import gettext

from casework.intake.models import EntryPoint
from casework.partners.hours_in_words import days_words, interval_words, period_words
from casework.partners.opening import DAYS, WARSAW
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
    days, today = point.by_day or DAYS, local.weekday()
    if point.opens_at is None or point.closes_at is None:
        return DAYS[today] in days
    clock = local.time()
    if point.opens_at < point.closes_at:
        return DAYS[today] in days and point.opens_at <= clock < point.closes_at
    began_yesterday = DAYS[today - 1] in days and clock < point.closes_at
    return began_yesterday or (DAYS[today] in days and clock >= point.opens_at)


def hours_of(point: EntryPoint) -> str:
    """“Monday–Friday, 8:00–20:00”, with its days; empty for one that is always in use."""
    return ", ".join(_words(point))


def _words(point: EntryPoint) -> Iterator[str]:
    days = point.by_day or []
    opens, closes = point.opens_at, point.closes_at
    if days or opens:
        yield days_words([DAYS.index(day) for day in DAYS if not days or day in days])
    if opens is not None and closes is not None:
        yield _between(opens, closes)
    if point.first_day or point.last_day:
        yield period_words(Period(point.first_day, point.last_day))


def _between(opens: time, closes: time) -> str:
    if opens < closes:
        return interval_words((opens, closes))
    words = gettext("%(opens)s–%(closes)s the next day")
    return words % {"opens": f"{opens.hour}:{opens:%M}", "closes": f"{closes.hour}:{closes:%M}"}
