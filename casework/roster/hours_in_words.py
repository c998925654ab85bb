"""Lines of hours as a person would say them: “Monday–Friday 8:00–20:00”."""

import datetime
from collections.abc import Iterable

from casework.partners.hours_in_words import days_words
from casework.roster.cover import DAYS
from casework.roster.models import CoverHours, ShiftPattern


def line_words(line: CoverHours | ShiftPattern) -> str:
    """The days, and from which hour to which; 0:00 as an end is 24:00."""
    days = days_words([number for number, day in enumerate(DAYS) if day in line.by_day])
    ends = "24:00" if line.ends == datetime.time() else _clock(line.ends)
    return f"{days} {_clock(line.starts)}–{ends}"


def lines_words(lines: Iterable[CoverHours | ShiftPattern]) -> list[str]:
    """Each of them."""
    return [line_words(line) for line in lines]


def _clock(hour: datetime.time) -> str:
    return f"{hour.hour}:{hour.minute:02}"
