"""Numbers so small that somebody might be recognised are not told to whoever may not read cases.

One hidden number beside a total could be reckoned out. So either none is hidden, or at least two,
which stand for as many conversations together as a single one would have to: the next smallest go
along. Where nothing is left to go along the total itself is small, and is hidden too.
"""

from collections.abc import Hashable, Sequence

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


def hidden_in_groups(numbers: Sequence[int], groups: Sequence[Hashable]) -> frozenset[int]:
    """The same where another table tells what each group makes together; ``groups`` names that of
    each number. Of a group that is small itself nothing is told elsewhere.
    """
    away: set[int] = set()
    for group in set(groups):
        places = [at for at, own in enumerate(groups) if own == group]
        part = [numbers[at] for at in places]
        away.update(at for number, at in enumerate(places) if number in hidden(part))
        if is_small(sum(part)):
            away |= hidden(numbers)
    return frozenset(away)


def without_small(
    numbers: Sequence[int], groups: Sequence[Hashable] | None = None
) -> list[int | None]:
    """The numbers, None in the place of those that are not told."""
    away = hidden(numbers) if groups is None else hidden_in_groups(numbers, groups)
    return [None if at in away else number for at, number in enumerate(numbers)]
