"""Until when a person is to be told: a working day, sooner where a meeting comes sooner."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from casework.moments import WARSAW, SkippedHour, moment_of
from casework.roster.public_holidays import is_public_holiday

SATURDAY = 5
BEFORE_A_MEETING = timedelta(hours=3)
AT_LEAST = timedelta(minutes=30)
MORNING = time(8)
LONGEST_PAUSE = 60  # days after which somebody tries again at the latest


def is_working_day(day: date) -> bool:
    """Monday to Friday, but no public holiday."""
    return day.weekday() < SATURDAY and not is_public_holiday(day)


def next_working_day(at: datetime) -> datetime:
    """The same hour of the next working day, on Poland's clock."""
    local = at.astimezone(WARSAW)
    day = local.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    try:
        return moment_of(day, local.time().replace(microsecond=0), 0)
    except SkippedHour:
        return moment_of(day, MORNING)


def due_at(meeting: datetime | None = None) -> datetime:
    """When somebody is late who has not told the person what happened now."""
    now = timezone.now()
    by_then = next_working_day(now)
    if meeting is None:
        return by_then
    return min(by_then, max(meeting - BEFORE_A_MEETING, now + AT_LEAST))


def morning_of(day: date) -> datetime:
    """When somebody tries again."""
    return moment_of(day, MORNING)
