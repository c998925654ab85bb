"""How far a record can be trusted."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.partners.freshness import COLOURS, Freshness, freshness_of, oldest

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "freshness"),
    [
        (-1, Freshness.FRESH),
        (0, Freshness.FRESH),
        (180, Freshness.FRESH),
        (181, Freshness.AGEING),
        (365, Freshness.AGEING),
        (366, Freshness.STALE),
        (9000, Freshness.STALE),
    ],
)
def test_days_since_it_was_checked(days: int, freshness: Freshness) -> None:
    assert freshness_of(TODAY - timedelta(days=days), TODAY) == freshness


def test_what_nobody_checked_is_unknown() -> None:
    assert freshness_of(None, TODAY) == Freshness.UNKNOWN


def test_each_has_a_colour() -> None:
    assert set(COLOURS) == set(Freshness)


@given(st.lists(st.dates() | st.none(), max_size=6))
def test_the_oldest_day_counts_and_an_unknown_one_spoils_it(days: list[date | None]) -> None:
    found = oldest(days)
    if not days or None in days:
        assert found is None
    else:
        assert found == min(day for day in days if day)
