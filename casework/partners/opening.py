"""When a service is open: at a moment, and when that changes next. All hours are Warsaw's.

Public holidays are not assumed to be closed: many services of crisis help work on them, and a
schedule knows only days of the week and the dates between which it holds. Pages say so.
On the days of a set period its hours hold instead of the usual ones. Where nobody wrote down the
usual ones, nothing is known of the days outside of set periods.
A schedule that ends at 23:59 ends at midnight, so that hours may go on into the next day.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar
from zoneinfo import ZoneInfo

from casework.partners.choices import Day, ServiceStatus
from casework.partners.models import Service
from casework.partners.periods import Period

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


class OpeningHours(Protocol):
    """Hours of some days of the week, as a ``Schedule`` has them."""

    @property
    def by_day(self) -> Collection[str]: ...
    @property
    def opens_at(self) -> time: ...
    @property
    def closes_at(self) -> time: ...
    @property
    def period(self) -> Period: ...


Held = TypeVar("Held", bound=OpeningHours)


class Hours(NamedTuple):
    """The same without a row of the database: equal where all of it is equal."""

    by_day: Collection[str]
    opens_at: time
    closes_at: time
    period: Period = Period()


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
    return opening_of(list(service.schedules.all()), at, always=service.always_open)


def opening_of(hours: Sequence[OpeningHours], at: datetime, *, always: bool) -> Opening:
    """The same of these hours; ``always``: round the clock but for set periods."""
    hours = _minded(hours, always)
    if not hours:
        return Opening(OpenState.ALWAYS if always else OpenState.UNKNOWN)
    return _opening(hours, at) if _is_known(hours, _day_of(at)) else Opening(OpenState.UNKNOWN)


def is_open(hours: Sequence[OpeningHours], at: datetime, *, always: bool) -> bool | None:
    """Whether somebody is there at this moment; None where nobody knows. Nothing is reckoned of
    when that changes.
    """
    hours, day = _minded(hours, always), _day_of(at)
    if not hours:
        return always or None
    if not _is_known(hours, day):
        return None
    return any(span.starts <= at < span.ends for span in _spans_of(hours, day))


def _minded(hours: Sequence[OpeningHours], always: bool) -> Sequence[OpeningHours]:
    """Those that hold: of what is open round the clock only set periods change anything."""
    if not always:
        return hours
    exceptions = [one for one in hours if one.period.is_set]
    return [Hours(DAYS, time(), LAST_MINUTE), *exceptions] if exceptions else []


def _is_known(schedules: Iterable[OpeningHours], day: date) -> bool:
    """Whether somebody wrote down the hours of this day, or that the service is closed then."""
    return any(day in one.period and (one.by_day or one.period.is_set) for one in schedules)


def _day_of(at: datetime) -> date:
    return at.astimezone(WARSAW).date()


def _opening(schedules: Sequence[OpeningHours], at: datetime) -> Opening:
    for span in _joined(_spans(schedules, _day_of(at))):
        if span.ends <= at:
            continue
        if span.starts > at:
            return Opening(OpenState.CLOSED, span.starts)
        if span.ends - at >= WITHOUT_END:
            return Opening(OpenState.ALWAYS)
        return Opening(OpenState.OPEN, span.ends)
    return Opening(OpenState.CLOSED)


def _spans(schedules: Sequence[OpeningHours], first: date) -> Iterator[Span]:
    """Every opening from this day to the last whose hours are known, in order of time."""
    for offset in range(DAYS_AHEAD):
        day = first + timedelta(days=offset)
        if not _is_known(schedules, day):
            return
        yield from sorted(_spans_of(schedules, day), key=lambda span: (span.starts, span.ends))


def _spans_of(schedules: Iterable[OpeningHours], day: date) -> list[Span]:
    spans = [_span(schedule, day) for schedule in in_force(schedules, day)]
    return [span for span in spans if span.starts < span.ends]


def in_force(schedules: Iterable[Held], day: date) -> list[Held]:
    """The hours of this day: those of a set period that it is in, else the usual ones."""
    here = [one for one in schedules if day in one.period]
    exceptions = [one for one in here if one.period.is_set]
    return [one for one in exceptions or here if DAYS[day.weekday()] in one.by_day]


def _span(schedule: OpeningHours, day: date) -> Span:
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
