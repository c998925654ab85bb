"""A day and an hour on Poland's clock as one moment, also on the nights when clocks change."""

import datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")


class SkippedHour(ValueError):
    """The hour does not exist: that night the clock jumps from 2:00 to 3:00."""


class RepeatedHour(ValueError):
    """The hour comes twice: that night the clock goes back from 3:00 to 2:00."""


def moment_of(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    """The one moment that is meant; raises ``SkippedHour`` or ``RepeatedHour``."""
    before = datetime.datetime.combine(day, hour, tzinfo=WARSAW)
    after = before.replace(fold=1)
    # An offset is what PEP 495 has before (fold 0) and after (fold 1) the clock changes.
    offsets = before.utcoffset(), after.utcoffset()
    if None not in offsets and offsets[0] != offsets[1]:
        raise SkippedHour if offsets[0] < offsets[1] else RepeatedHour  # type: ignore[operator]
    return before
