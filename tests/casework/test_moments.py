"""Days and hours on Poland's clock."""

from datetime import UTC, date, datetime, time

import pytest

from casework.moments import RepeatedHour, SkippedHour, moment_of

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 1, 15), time(10), datetime(2026, 1, 15, 9, tzinfo=UTC)),
        (date(2026, 7, 15), time(10), datetime(2026, 7, 15, 8, tzinfo=UTC)),
        (SPRING, time(1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (SPRING, time(3), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (AUTUMN, time(1, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (AUTUMN, time(3), datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_an_hour_is_one_moment(day: date, hour: time, utc: datetime) -> None:
    assert moment_of(day, hour) == utc


@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59)])
def test_an_hour_that_the_clock_jumps_over_is_refused(hour: time) -> None:
    with pytest.raises(SkippedHour):
        moment_of(SPRING, hour)


@pytest.mark.parametrize("hour", [time(2), time(2, 30), time(2, 59)])
def test_an_hour_that_comes_twice_is_refused(hour: time) -> None:
    with pytest.raises(RepeatedHour):
        moment_of(AUTUMN, hour)
