"""The history of a case as a story: by day, from the beginning, with the pauses in between."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import ngettext

from casework.cases.panels import HistoryEntry

WARSAW = ZoneInfo("Europe/Warsaw")
A_PAUSE = 7
"""Days in which nothing happened, from which on the story says so."""


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day, the first thing first; ``pause`` is what passed before it."""

    day: datetime.date
    entries: Sequence[HistoryEntry] = field(default_factory=list)
    pause: str = ""


def told(entries: Iterable[HistoryEntry]) -> Iterator[Day]:
    """Day by day on Poland's clock."""
    before: datetime.date | None = None
    for day, of_day in groupby(sorted(entries, key=lambda one: one.at), key=_day):
        yield Day(day, list(of_day), _pause(before, day))
        before = day


def _day(entry: HistoryEntry) -> datetime.date:
    return timezone.localtime(entry.at, WARSAW).date()


def _pause(before: datetime.date | None, day: datetime.date) -> str:
    days = (day - before).days - 1 if before else 0
    if days < A_PAUSE:
        return ""
    words = ngettext(
        "Nothing is written of %(days)d day.", "Nothing is written of %(days)d days.", days
    )
    return words % {"days": days}
