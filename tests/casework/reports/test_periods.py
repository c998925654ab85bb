"""Months, quarters and years by name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake.figures.periods import Period
from casework.reports.periods import (
    finished,
    in_words,
    last_month,
    months_in,
    name_of,
    named,
    offered,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "first", "last", "before"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "2026-01"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2025-Q4"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2026-Q3"),
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "2023"),
    ],
)
def test_each_has_a_name_and_one_before(name: str, first: date, last: date, before: str) -> None:
    found = named(name)
    assert found == Period(first, last)
    assert name_of(found) == name and name_of(found.before()) == before
    assert [months_in(found)[0].first, months_in(found)[-1].last] == [first, last]


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.booleans())
def test_whatever_is_offered_is_found_by_its_name(today: date, is_over: bool) -> None:
    listed = list(offered(today, is_over=is_over))
    names = [name_of(one) for one in listed]
    assert len(set(names)) == len(names) and [named(name) for name in names] == listed
    assert not is_over or all(one.last < today for one in listed)


def test_what_runs_still_is_not_over() -> None:
    assert finished("2026-10", TODAY) and finished("2026-Q3", TODAY) and finished("2025", TODAY)
    for name in ("2026-11", "2026-Q4", "2026", "2199", "2026-1", "2026-Q5", "２０２５", ""):
        assert finished(name, TODAY) is None, name


def test_days_of_ones_own_have_no_name_of_the_calendar() -> None:
    days = Period(date(2026, 3, 2), date(2026, 3, 9))
    assert name_of(days) == "2026-03-02–2026-03-09" and in_words(days) == "2.03.2026–9.03.2026"
    assert last_month(date(2026, 1, 31)) == named("2025-12")
