"""Opening hours as a person would say them, in the page's language."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from casework.partners.choices import Day
from casework.partners.models import Schedule, Service
from casework.partners.opening import DAYS, LAST_MINUTE, WARSAW, Opening, OpenState
from casework.partners.periods import Period, by_period
from ostoja.ui.templatetags.ui import DATE_FORMATS

# Whole phrases: in Polish both the word before a day and its ending change.
ON_DAY: tuple[Promise, ...] = (
    _("on Monday"),
    _("on Tuesday"),
    _("on Wednesday"),
    _("on Thursday"),
    _("on Friday"),
    _("on Saturday"),
    _("on Sunday"),
)
WEEK = 7
HOLIDAYS = _("On public holidays the hours may be different. Call first.")

Interval = tuple[time, time]


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Days that have the same hours: “Monday–Friday”, “8:00–15:00”; ``period`` mostly empty.

    No days: closed for the whole period.
    """

    days: str
    hours: str
    period: str = ""


def opening_words(opening: Opening, at: datetime) -> str:
    """“Open now until 20:00”, “Closed. Opens tomorrow at 8:00”, and so on."""
    if opening.state == OpenState.OPEN and opening.changes_at:
        return _until(opening.changes_at, at)
    if opening.state == OpenState.CLOSED and opening.changes_at:
        return gettext("Closed. Opens %(when)s") % {"when": _when(opening.changes_at, at)}
    return {
        OpenState.ALWAYS: gettext("Open now, day and night"),
        OpenState.SUSPENDED: gettext("Closed for the time being"),
        OpenState.UNKNOWN: gettext("We do not know the hours. Call first."),
    }.get(opening.state, gettext("Closed now"))


def moment_words(moment: datetime, at: datetime) -> str:
    """“today at 8:00”, “tomorrow at 8:00”, “on Monday at 8:00”, as seen from ``at``."""
    return _when(moment, at)


def _until(ends: datetime, at: datetime) -> str:
    days, clock = _days_between(at, ends), _clock(ends.astimezone(WARSAW).time())
    if days == 0:
        return gettext("Open now until %(time)s") % {"time": clock}
    if days == 1 and clock == "0:00":
        return gettext("Open now until midnight")
    return gettext("Open now, closes %(when)s") % {"when": _when(ends, at)}


def _when(moment: datetime, at: datetime) -> str:
    days, local = _days_between(at, moment), moment.astimezone(WARSAW)
    if days == 0:
        return gettext("today at %(time)s") % {"time": _clock(local.time())}
    if days == 1:
        return gettext("tomorrow at %(time)s") % {"time": _clock(local.time())}
    day = ON_DAY[local.weekday()] if days < WEEK else date_words(local.date())
    return gettext("%(day)s at %(time)s") % {"day": day, "time": _clock(local.time())}


def _days_between(earlier: datetime, later: datetime) -> int:
    return (later.astimezone(WARSAW).date() - earlier.astimezone(WARSAW).date()).days


def _clock(value: time) -> str:
    return f"{value.hour}:{value.minute:02}"


def date_words(day: date) -> str:
    """A day with the name of its month."""
    return date_format(day, DATE_FORMATS.get(get_language() or "pl", DATE_FORMATS["en"]))


def weekly_hours(service: Service) -> list[HoursLine]:
    """The week of a service, days with the same hours together, then the hours of set periods
    that are not over. Reads ``schedules``.
    """
    always = [HoursLine(gettext("Every day"), gettext("day and night"))]
    periods = by_period(service.schedules.all())
    usual = always if service.always_open else week_lines(periods.get(Period(), []))
    today = timezone.localdate()
    ahead = ((one, rows) for one, rows in periods.items() if one.is_set and one.ends >= today)
    return [*usual, *(line for one, rows in ahead for line in period_hours(one, rows))]


def period_hours(period: Period, schedules: Iterable[Schedule]) -> list[HoursLine]:
    """The hours of a set period; one line without days where it is closed."""
    words = period_words(period)
    return week_lines(schedules, words) or [HoursLine("", gettext("closed"), words)]


def week_lines(schedules: Iterable[Schedule], period: str = "") -> list[HoursLine]:
    """The days of one week, those with the same hours together."""
    days_by_hours: dict[tuple[Interval, ...], list[int]] = defaultdict(list)
    by_day = intervals_by_day(schedules)
    for position, day in enumerate(DAYS):
        if by_day[day]:
            days_by_hours[tuple(by_day[day])].append(position)
    return [
        HoursLine(days_words(days), ", ".join(map(interval_words, hours)), period)
        for hours, days in days_by_hours.items()
    ]


def hours_words(lines: Iterable[HoursLine]) -> str:
    """The lines as one: “Monday–Friday 8:00–15:00; Saturday 9:00–12:00”."""
    return "; ".join(f"{line.days} {line.hours}".strip() for line in lines) or "–"


def intervals_by_day(schedules: Iterable[Schedule]) -> dict[str, list[Interval]]:
    """For each day of the week its opening and closing times, in order."""
    found: dict[str, list[Interval]] = {day: [] for day in DAYS}
    for schedule in schedules:
        for day in schedule.by_day:
            found[day].append((schedule.opens_at, schedule.closes_at))
    return {day: sorted(hours) for day, hours in found.items()}


def interval_words(interval: Interval) -> str:
    """“8:00–15:30”."""
    opens, closes = interval
    return f"{_clock(opens)}–{'24:00' if closes >= LAST_MINUTE else _clock(closes)}"


def days_words(positions: list[int]) -> str:
    """“Monday–Friday”, “Tuesday, Thursday”, “Every day”; 0 is Monday."""
    if len(positions) == WEEK:
        return gettext("Every day")
    return capfirst(", ".join(_run_words(run) for run in _runs(positions)))


def _runs(positions: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for position in positions:
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _run_words(run: list[int]) -> str:
    names = [str(Day(DAYS[position]).label) for position in run]
    return f"{names[0]}–{names[-1]}" if len(names) > 2 else ", ".join(names)


def period_words(period: Period) -> str:
    """“from 1 July 2026 to 31 August 2026”, “until 31 August 2026”."""
    first, last = period.first, period.last
    if first and last:
        return gettext("from %(first)s to %(last)s") % {
            "first": date_words(first),
            "last": date_words(last),
        }
    if first:
        return gettext("from %(first)s") % {"first": date_words(first)}
    return gettext("until %(last)s") % {"last": date_words(last)} if last else ""
