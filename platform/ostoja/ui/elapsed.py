"""How long something has waited, in words that follow "waits", and how long ago it was."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import npgettext, pgettext

MINUTE, HOUR, DAY, WEEK = 60, 60 * 60, 24 * 60 * 60, 7 * 24 * 60 * 60  # seconds


def time_waited(since: datetime) -> str:
    """In the largest unit and, where that is hours or a few days, the next: "1 hour 20 minutes"."""
    seconds = max(0, int((timezone.now() - since).total_seconds()))
    if seconds < MINUTE:
        return pgettext("waits", "less than a minute")
    if seconds < HOUR:
        return _minutes(seconds)
    if seconds >= WEEK:
        return _days(seconds)
    parts = (
        [_hours(seconds), _minutes(seconds % HOUR)]
        if seconds < DAY
        else [_days(seconds), _hours(seconds % DAY)]
    )
    return " ".join(part for part in parts if part)


def time_ago(since: datetime) -> str:
    """The same, told from now: "2 days 3 hours ago"."""
    return pgettext("since then", "%(time)s ago") % {"time": time_waited(since)}


def _minutes(seconds: int) -> str:
    number = seconds // MINUTE
    words = npgettext("waits", "%(number)d minute", "%(number)d minutes", number)
    return _counted(number, words)


def _hours(seconds: int) -> str:
    number = seconds // HOUR
    words = npgettext("waits", "%(number)d hour", "%(number)d hours", number)
    return _counted(number, words)


def _days(seconds: int) -> str:
    number = seconds // DAY
    words = npgettext("waits", "%(number)d day", "%(number)d days", number)
    return _counted(number, words)


def _counted(number: int, words: str) -> str:
    """Nothing for none; the number and its noun stay on one line."""
    return (words % {"number": number}).replace(" ", "\N{NO-BREAK SPACE}") if number else ""
