"""Products of few values, which `make test` samples and `make prove` completes."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest


def in_turn(*factors: Sequence[Any]) -> list[Any]:
    """All combinations as parameters: a few in which each value stands, the others to be proven."""
    steps = range(max(map(len, factors)))
    taken = [tuple(values[at % len(values)] for values in factors) for at in steps]
    others = [row for row in product(*factors) if row not in taken]
    return [*taken, *(pytest.param(*row, marks=pytest.mark.prove) for row in others)]
