"""How long a sentence may be: in what residents read, and in what is easy to read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Words in a sentence: on average, and at most. ``by_line``: one sentence a line."""

    average: int
    most: int
    by_line: bool = False


PLAIN = Limits(average=15, most=20)
EASY = Limits(average=8, most=12, by_line=True)
BY_NAME = {"plain": PLAIN, "easy": EASY}
