"""The clock towards the city's promise: by when somebody who waits should have an answer.

By day it is so many minutes; at night it is more, but never longer than the morning and a
promise of the day after it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from casework.intake.desk.choices import Overdue
from casework.intake.models import DeskSettings

WARSAW = ZoneInfo("Europe/Warsaw")
SOON = 0.25
"""The part of the promised time that is left when it becomes pressing."""


@dataclass(frozen=True, slots=True)
class PromiseClock:
    """When the wait began, and when it should end."""

    since: datetime
    due: datetime
    now: datetime

    @property
    def is_broken(self) -> bool:
        """Whether the promised time is over."""
        return self.now >= self.due

    @property
    def is_soon(self) -> bool:
        """Whether little of it is left."""
        return not self.is_broken and (self.due - self.now) <= (self.due - self.since) * SOON

    @property
    def step(self) -> Overdue | None:
        """How far beyond the promise it is."""
        if self.now >= self.due + (self.due - self.since):
            return Overdue.TWICE
        return Overdue.ONCE if self.is_broken else None


def clock_of(since: datetime, settings: DeskSettings, now: datetime | None = None) -> PromiseClock:
    """The clock of somebody who waits since then."""
    return PromiseClock(since, due_at(since, settings), now or timezone.now())


def due_at(since: datetime, settings: DeskSettings) -> datetime:
    """By when somebody who waits since then should have an answer."""
    by_day = timedelta(minutes=settings.by_day)
    here = timezone.localtime(since, WARSAW)
    if settings.day_begins <= here.time() < settings.day_ends:
        return since + by_day
    by_night = since + timedelta(minutes=settings.by_night)
    return min(by_night, max(_next_morning(here, settings) + by_day, since + by_day))


def _next_morning(here: datetime, settings: DeskSettings) -> datetime:
    """The clock of Poland decides, also in the nights in which it is changed."""
    day = here.date() if here.time() < settings.day_begins else here.date() + timedelta(days=1)
    return datetime.combine(day, settings.day_begins, WARSAW)
