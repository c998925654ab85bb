"""A day and an hour on Poland's clock as one moment, also on the nights when clocks change."""

import datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")


class SkippedHour(ValueError):
    """The hour does not exist: that night the clock jumps from 2:00 to 3:00."""


class RepeatedHour(ValueError):
    """The hour comes twice: that night the clock goes back from 3:00 to 2:00."""


def moment_of(
    day: datetime.date, hour: datetime.time, fold: int | None = None
) -> datetime.datetime:
    """The one moment that is meant; raises ``SkippedHour`` or ``RepeatedHour``.

    Of an hour that comes twice, ``fold`` 0 is the first one and 1 the second.
    """
    before = datetime.datetime.combine(day, hour.replace(fold=0), tzinfo=WARSAW)
    after = before.replace(fold=1)
    # An offset is what PEP 495 has before (fold 0) and after (fold 1) the clock changes.
    offsets = before.utcoffset(), after.utcoffset()
    if None not in offsets and offsets[0] != offsets[1]:
        if offsets[0] < offsets[1]:  # type: ignore[operator]
            raise SkippedHour
        if fold is None:
            raise RepeatedHour
        return after if fold else before
    return before
