"""Time that is counted as it passes, on every night of the year."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.moments import WARSAW
from casework.roster.spans import Span, joined, local_span, staffed, without
from tests.casework.roster.making import hour

YEARS = range(2020, 2041)
BEGIN = datetime(2030, 1, 1, tzinfo=UTC)


def last_sunday(year: int, month: int) -> date:
    """The rule of directive 2000/84/EC: clocks change on the last Sundays of March and October."""
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def length(day: date, starts: str = "19:00", ends: str = "7:00") -> timedelta:
    span = local_span(day, hour(starts), hour(ends))
    return span.ends - span.starts


def span(starts: float, ends: float) -> Span:
    return Span(BEGIN + timedelta(hours=starts), BEGIN + timedelta(hours=ends))


@pytest.mark.parametrize("year", YEARS)
def test_the_night_of_october_lasts_an_hour_longer_and_that_of_march_is_shorter(year: int) -> None:
    a_day = timedelta(days=1)
    for month, hours in ((3, 11), (10, 13)):
        sunday = last_sunday(year, month)
        assert length(sunday - a_day) == timedelta(hours=hours)
        assert length(sunday, "0:00", "0:00") == timedelta(hours=12 + hours)
        assert length(sunday - 2 * a_day) == length(sunday) == timedelta(hours=12)


@pytest.mark.parametrize("year", YEARS)
def test_no_other_night_of_the_year_is_longer_or_shorter(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    other = {day for day in days if length(day) != timedelta(hours=12)}
    changes = {last_sunday(year, month) - timedelta(days=1) for month in (3, 10)}
    assert other == changes


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("boundary", ["2:00", "2:30", "3:00"])
def test_duties_that_follow_each_other_on_the_clock_leave_no_gap(year: int, boundary: str) -> None:
    for month in (3, 10):
        first = last_sunday(year, month) - timedelta(days=2)
        days = [first + timedelta(days=number) for number in range(4)]
        spans = [local_span(day, hour(boundary), hour(boundary)) for day in days]
        assert all(one.ends == other.starts for one, other in pairwise(spans))


def test_a_repeated_time_is_the_first_and_a_skipped_one_comes_an_hour_later() -> None:
    october = local_span(date(2026, 10, 25), hour("2:30"), hour("4:00"))
    assert october.starts == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    march = local_span(date(2026, 3, 29), hour("2:30"), hour("4:00"))
    assert march.starts.astimezone(WARSAW).time() == hour("3:30")


def test_what_touches_is_joined_and_what_is_taken_is_left_out() -> None:
    assert joined([span(4, 6), span(0, 2), span(2, 4)]) == [span(0, 6)]
    assert without([span(0, 10)], [span(2, 3), span(3, 4), span(8, 12)]) == [span(0, 2), span(4, 8)]
    assert without([span(0, 2)], []) == [span(0, 2)]
    assert without([span(0, 2)], [span(-1, 3)]) == []


def test_so_many_at_once() -> None:
    there = [span(0, 8), span(4, 12), span(8, 10)]
    assert staffed(there, 1) == [span(0, 12)]
    assert staffed(there, 2) == [span(4, 10)]
    assert staffed(there, 3) == []


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda one: span(one[0], sum(one)))
)


@given(SPANS, SPANS, st.integers(1, 3))
def test_each_hour_is_where_it_belongs(spans: list[Span], taken: list[Span], people: int) -> None:
    left, there = without(spans, taken), staffed(spans, people)
    for number in range(51):
        moment = BEGIN + timedelta(hours=number, minutes=30)

        def at(listed: list[Span], moment: datetime = moment) -> int:
            return sum(one.starts <= moment < one.ends for one in listed)

        assert at(left) == (at(spans) > 0 and not at(taken))
        assert at(there) == (at(spans) >= people)
