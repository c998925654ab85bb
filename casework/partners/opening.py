"""When a service is open: at a moment, and when that changes next. All hours are Warsaw's.

Public holidays are not assumed to be closed: many services of crisis help work on them, and a
schedule knows only days of the week and the dates between which it holds. Pages say so.
On the days of a set period its hours hold instead of the usual ones. Where nobody wrote down the
usual ones, nothing is known of the days outside of set periods.
A schedule that ends at 23:59 ends at midnight, so that hours may go on into the next day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from casework.partners.choices import Day, ServiceStatus
from casework.partners.models import Schedule, Service

WARSAW = ZoneInfo("Europe/Warsaw")
DAYS = tuple(Day.values)
LAST_MINUTE = time(23, 59)
DAYS_AHEAD = 62
"""How far a next opening is looked for."""
WITHOUT_END = timedelta(days=7)
"""Hours that leave no gap for this long are round the clock."""


class OpenState(StrEnum):
    """What can be said of a service at a moment."""

    ALWAYS = "always"
    OPEN = "open"
    CLOSED = "closed"
    SUSPENDED = "suspended"  # the body does not offer it now
    UNKNOWN = "unknown"  # nobody wrote the hours down


@dataclass(frozen=True, slots=True)
class Opening:
    """The state at a moment; ``changes_at`` (UTC) is the end of being open or of being closed."""

    state: OpenState
    changes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody is there now, as far as anybody knows."""
        return self.state in {OpenState.ALWAYS, OpenState.OPEN}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in UTC: between moments of one zone Python compares what clocks show,
    which is wrong on the nights when they change.
    """

    starts: datetime
    ends: datetime


def opening_at(service: Service, at: datetime) -> Opening:
    """Whether the service is open at this aware moment. Reads ``schedules``: prefetch them."""
    if service.status != ServiceStatus.ACTIVE:
        return Opening(OpenState.SUSPENDED)
    schedules = list(service.schedules.all())
    if service.always_open:
        exceptions = [one for one in schedules if one.period.is_set]
        if not exceptions:
            return Opening(OpenState.ALWAYS)
        return _opening([_day_and_night(), *exceptions], at)
    if _is_known(schedules, _day_of(at)):
        return _opening(schedules, at)
    return Opening(OpenState.UNKNOWN)


def _day_and_night() -> Schedule:
    return Schedule(by_day=list(DAYS), opens_at=time(), closes_at=LAST_MINUTE)


def _is_known(schedules: Iterable[Schedule], day: date) -> bool:
    """Whether somebody wrote down the hours of this day, or that the service is closed then."""
    return any(day in one.period and (one.by_day or one.period.is_set) for one in schedules)


def _day_of(at: datetime) -> date:
    return at.astimezone(WARSAW).date()


def _opening(schedules: list[Schedule], at: datetime) -> Opening:
    for span in _joined(_spans(schedules, _day_of(at))):
        if span.ends <= at:
            continue
        if span.starts > at:
            return Opening(OpenState.CLOSED, span.starts)
        if span.ends - at >= WITHOUT_END:
            return Opening(OpenState.ALWAYS)
        return Opening(OpenState.OPEN, span.ends)
    return Opening(OpenState.CLOSED)


def _spans(schedules: list[Schedule], first: date) -> Iterator[Span]:
    """Every opening from this day to the last whose hours are known, in order of time."""
    for offset in range(DAYS_AHEAD):
        day = first + timedelta(days=offset)
        if not _is_known(schedules, day):
            return
        spans = [_span(schedule, day) for schedule in in_force(schedules, day)]
        yield from sorted(
            (span for span in spans if span.starts < span.ends),
            key=lambda span: (span.starts, span.ends),
        )


def in_force(schedules: Iterable[Schedule], day: date) -> list[Schedule]:
    """The hours of this day: those of a set period that it is in, else the usual ones."""
    here = [one for one in schedules if day in one.period]
    exceptions = [one for one in here if one.period.is_set]
    return [one for one in exceptions or here if DAYS[day.weekday()] in one.by_day]


def _span(schedule: Schedule, day: date) -> Span:
    """A time that the clock shows twice is the first one; one that it skips comes an hour later."""
    if schedule.closes_at >= LAST_MINUTE:
        ends = datetime.combine(day + timedelta(days=1), time(), WARSAW)
    else:
        ends = datetime.combine(day, schedule.closes_at, WARSAW)
    starts = datetime.combine(day, schedule.opens_at, WARSAW)
    return Span(starts.astimezone(UTC), ends.astimezone(UTC))


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that touch or overlap are one."""
    present: Span | None = None
    for span in spans:
        if present is not None and span.starts <= present.ends:
            present = Span(present.starts, max(present.ends, span.ends))
            continue
        if present is not None:
            yield present
        present = span
    if present is not None:
        yield present
