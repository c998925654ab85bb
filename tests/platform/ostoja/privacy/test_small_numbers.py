"""Small numbers are not told, and cannot be reckoned out of the others and their sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ostoja.privacy.small_numbers import hidden, hidden_in_groups, is_small, without_small
from ostoja.ui.numbers import SMALLEST_TOLD

NUMBERS = st.lists(st.integers(0, 40), max_size=12)


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([], []),
        ([0, 0], [0, 0]),
        ([5, 20, 0], [5, 20, 0]),
        ([3, 20, 9], [None, 20, None]),  # the next smallest goes along
        ([1, 1, 20, 9], [None, None, 20, None]),  # two would still say: together two
        ([4, 4, 20], [None, None, 20]),
        ([3, 0, 0], [None, 0, 0]),  # the sum is small too, and is not told either
        ([3, 7], [None, None]),
    ],
)
def test_what_is_told(numbers: list[int], told: list[int | None]) -> None:
    assert without_small(numbers) == told


@given(NUMBERS)
def test_no_small_number_is_told(numbers: list[int]) -> None:
    told = without_small(numbers)
    assert all(number is None or number == 0 or number >= SMALLEST_TOLD for number in told)
    assert all(mine in {None, its} for mine, its in zip(told, numbers, strict=True))


@given(NUMBERS)
def test_none_can_be_reckoned_out_of_the_sum(numbers: list[int]) -> None:
    away = hidden(numbers)
    left = sum(numbers[at] for at in away)
    if away and sum(numbers) >= SMALLEST_TOLD:  # else the sum is not told
        assert len(away) > 1 and left >= SMALLEST_TOLD


@given(NUMBERS.filter(lambda numbers: all(n == 0 or n >= SMALLEST_TOLD for n in numbers)))
def test_where_nothing_is_small_all_is_told(numbers: list[int]) -> None:
    assert without_small(numbers) == numbers


@given(NUMBERS, st.data())
def test_nor_out_of_what_groups_make_together(numbers: list[int], data: st.DataObject) -> None:
    length = len(numbers)
    groups = data.draw(st.lists(st.booleans(), min_size=length, max_size=length))
    away = hidden_in_groups(numbers, groups)
    assert all(number == 0 or number >= SMALLEST_TOLD for number in told_of(numbers, away))
    for group in (False, True):
        part = [number for number, own in zip(numbers, groups, strict=True) if own == group]
        small = [at for at in away if groups[at] == group and is_small(numbers[at])]
        if small and sum(part) >= SMALLEST_TOLD:  # else the sum is not told
            both = [numbers[at] for at in away if groups[at] == group]
            assert len(both) > 1 and sum(both) >= SMALLEST_TOLD


def told_of(numbers: list[int], away: frozenset[int]) -> list[int]:
    return [number for at, number in enumerate(numbers) if at not in away]
