"""What leaves the city: no small number, and none that could be reckoned out of what is told."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake.figures.tables import AtLeast, Number
from casework.reports.of_referrals import ACCEPTED, ALL, ANSWERED
from casework.reports.tables import Sheet, Wait, Waits
from casework.reports.telling import by_months, exactly, waits_told
from ostoja.privacy.small_numbers import is_small

KEYS = ("a", "b", "c", "d")
NAMES = {key: key.upper() for key in KEYS}
MONTHS = 24
YEAR, YEAR_BEFORE = range(12), range(12, 24)
ROWS = st.fixed_dictionaries(
    {key: st.lists(st.integers(0, 30), min_size=MONTHS, max_size=MONTHS) for key in KEYS}
)


def sheet(counts: dict[str, list[int]]) -> Sheet:
    """A table whose rows another number of the report adds up."""
    return Sheet("t", "T", "H", NAMES, counts, groups=dict.fromkeys(KEYS, ""))


def told(one: Sheet, now: range, then: range) -> dict[str, tuple[Number, Number]]:
    return {row.key: (row.now, row.then) for row in by_months(one, now, then).rows}


def month_of(counts: dict[str, list[int]], month: int, beside: int) -> dict[str, Number]:
    pair = {key: [counts[key][month], counts[key][beside]] for key in KEYS}
    return {key: now for key, (now, _then) in told(sheet(pair), range(1), range(1, 2)).items()}


@given(ROWS)
def test_a_year_tells_nothing_that_its_months_do_not(counts: dict[str, list[int]]) -> None:
    months = [month_of(counts, at, 23) for at in YEAR]
    for key, (year, _before) in told(sheet(counts), YEAR, YEAR_BEFORE).items():
        parts = [month[key] for month in months]
        assert (year or 0) == sum(part for part in parts if part is not None)
        assert isinstance(year, AtLeast) == (None in parts and year is not None)


@given(ROWS, st.integers(0, 22), st.integers(0, 22))
def test_a_month_is_told_alike_beside_whichever_other(
    counts: dict[str, list[int]], one: int, other: int
) -> None:
    assert month_of(counts, 23, one) == month_of(counts, 23, other)


@given(ROWS)
def test_no_small_number_is_told_nor_left_alone(counts: dict[str, list[int]]) -> None:
    month = month_of(counts, 0, 1)
    assert not any(is_small(number) for number in month.values() if number is not None)
    hidden = [counts[key][0] for key, number in month.items() if number is None]
    everything = sum(counts[key][0] for key in KEYS)
    assert not hidden or sum(hidden) == everything or (len(hidden) > 1 and sum(hidden) >= 5)


def test_what_continues_is_of_the_first_month_and_rounded() -> None:
    one = replace(
        sheet({"a": [43, 51, 4, 60], "b": [1, 1, 1, 1]}), groups={}, stock=frozenset({"a"})
    )
    found = told(one, range(2), range(2, 4))
    assert found["a"] == (45, None)
    assert found["b"] == (None, None) and found["c"] == (0, 0)


def test_nights_are_hidden_by_the_households_that_had_them() -> None:
    people = {"a": [1, 9], "b": [9, 9], "c": [20, 0]}
    one = replace(sheet({"a": [30, 60], "b": [80, 70], "c": [90, 0]}), groups={}, stands_for=people)
    assert told(one, range(1), range(1, 2)) == {
        "a": (None, 60),
        "b": (None, 70),  # goes along, so that the one house cannot be reckoned out
        "c": (90, 0),
        "d": (0, 0),
    }


def test_inside_everything_is_told() -> None:
    rows = exactly(sheet({"a": [1, 2]})).rows
    assert [(row.now, row.then) for row in rows] == [(1, 2), (0, 0), (0, 0), (0, 0)]


def test_nothing_is_told_of_ours_where_the_others_are_few() -> None:
    ours = sheet({"a": [20, 20], "b": [9, 9]})
    whole = sheet({"a": [23, 25], "b": [9, 19]})
    rows = by_months(ours, range(1), range(1, 2), whole).rows
    assert [(row.now, row.then) for row in rows][:2] == [(None, 20), (9, 9)]


def test_nothing_is_told_of_ours_where_the_others_number_is_about_few_households() -> None:
    """Thirty givings of the others may be one household's: ours beside all would tell of it."""
    ours = replace(
        sheet({"a": [40, 40], "b": [9, 9]}), groups={}, stands_for={"a": [9, 9], "b": [9, 9]}
    )
    whole = replace(
        sheet({"a": [70, 70], "b": [9, 15]}), groups={}, stands_for={"a": [10, 20], "b": [9, 9]}
    )
    rows = by_months(ours, range(1), range(1, 2), whole).rows
    assert [(row.now, row.then) for row in rows][:2] == [(None, 40), (9, None)]


@pytest.mark.parametrize(("number", "is_told"), [(4, False), (5, True)])
def test_a_time_is_told_where_five_waited(number: int, is_told: bool) -> None:
    found = {(ALL, ANSWERED): [Wait(number, 90.0, 200.0), Wait(9, 60.0, 70.0)]}
    waits = Waits("time", "T", "", {ALL: "all"}, found)
    shown = waits_told(waits, waits, ANSWERED, range(1), range(1, 2))
    wait = shown.of(ALL, ANSWERED, 0)
    assert (wait.median == 90.0, wait.number == number) == (is_told, is_told)
    assert shown.of(ALL, ANSWERED, 1).median == 60.0
    assert shown.of(ALL, ACCEPTED, 0).number == 0


def test_how_many_accepted_is_told_by_the_table_alone() -> None:
    found = {(ALL, ACCEPTED): [Wait(18, 90.0, 200.0), Wait(0)]}
    waits = Waits("time", "T", "", {ALL: "all"}, found)
    shown = waits_told(waits, waits, ANSWERED, range(1), range(1, 2))
    assert shown.of(ALL, ACCEPTED, 0) == Wait(None, 90.0, 200.0)
    assert shown.of(ALL, ACCEPTED, 1) == Wait(0)
