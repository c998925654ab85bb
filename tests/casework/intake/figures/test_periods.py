"""Days on Poland's clock, and those they are compared with."""

from datetime import UTC, date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake.figures.periods import (
    MONTHS,
    Period,
    finished_month,
    finished_months,
    key_of,
    last_days,
    month_of,
)

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@pytest.mark.parametrize(("day", "hours"), [((2026, 10, 25), 25), ((2026, 3, 29), 23)])
def test_the_nights_in_which_clocks_change_are_whole(day: tuple[int, int, int], hours: int) -> None:
    night = Period(date(*day), date(*day))
    lasts = night.ends.astimezone(UTC) - night.begins.astimezone(UTC)
    assert lasts == timedelta(hours=hours)
    after = Period(night.first + timedelta(days=1), night.first + timedelta(days=1))
    assert after.begins.astimezone(UTC) == night.ends.astimezone(UTC)


def test_a_month_is_compared_with_a_month() -> None:
    assert NOVEMBER.before() == month_of(date(2026, 10, 7))
    assert NOVEMBER.a_year_before() == month_of(date(2025, 11, 7))
    assert month_of(date(2028, 2, 3)).a_year_before().last == date(2027, 2, 28)
    assert month_of(date(2028, 3, 1)).before().last == date(2028, 2, 29)


def test_other_days_are_compared_with_as_many() -> None:
    week = last_days(7, date(2026, 11, 22))
    assert (week.first, week.days) == (date(2026, 11, 16), 7)
    assert week.before() == Period(date(2026, 11, 9), date(2026, 11, 15))
    leap = Period(date(2028, 2, 20), date(2028, 2, 29))
    assert leap.a_year_before() == Period(date(2027, 2, 20), date(2027, 2, 28))


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(1, 366))
def test_what_came_before_ends_where_the_period_begins(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days - 1))
    before = period.before()
    assert before.ends == period.begins and (before.days == days or period.months)
    assert period.a_year_before().begins < period.begins


def test_only_months_that_are_over_are_named() -> None:
    today = date(2026, 11, 30)
    names = [key_of(month) for month in finished_months(today)]
    assert names[0] == "2026-10" and len(set(names)) == MONTHS and names[-1] == "2024-11"
    assert finished_month("2026-10", today) == month_of(date(2026, 10, 1))


@pytest.mark.parametrize(
    "key",
    ["2026-11", "2026-12", "2024-10", "2026-13", "2026-1", "", "x", "2026-10 ", "２０２６-10"],
)
def test_all_else_is_no_month(key: str) -> None:
    assert finished_month(key, date(2026, 11, 30)) is None
