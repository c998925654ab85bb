"""Numbers so small that somebody might be recognised are not told to whoever may not read cases.

One hidden number beside a total could be reckoned out. So either none is hidden, or at least two,
which stand for as many conversations together as a single one would have to: the next smallest go
along. Where nothing is left to go along the total itself is small, and is hidden too.
"""

from collections.abc import Sequence

from ostoja.ui.numbers import SMALLEST_TOLD


def hidden(numbers: Sequence[int]) -> frozenset[int]:
    """The places of those numbers that must not be told, though their sum is."""
    away = {at for at, number in enumerate(numbers) if is_small(number)}
    rest = sorted((number, at) for at, number in enumerate(numbers) if number >= SMALLEST_TOLD)
    while away and rest and not _are_enough([numbers[at] for at in away]):
        away.add(rest.pop(0)[1])
    return frozenset(away)


def _are_enough(numbers: list[int]) -> bool:
    return len(numbers) > 1 and sum(numbers) >= SMALLEST_TOLD


def is_small(number: int) -> bool:
    """Whether it is told by itself; nobody is recognised by a nought."""
    return 0 < number < SMALLEST_TOLD


def without_small(numbers: Sequence[int]) -> list[int | None]:
    """The numbers, None in the place of those that are not told."""
    away = hidden(numbers)
    return [None if at in away else number for at, number in enumerate(numbers)]
