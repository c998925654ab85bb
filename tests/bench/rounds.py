"""Fair measuring: contenders take turns, medians are compared, a restless floor is told."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

RESTLESS = 0.20  # a floor that moved by more than this share makes the ratio doubtful


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds for one call of each contender: the median over the rounds, and the spread."""

    medians: Mapping[str, float]
    floor: str
    floor_moved: float

    def ratio(self, name: str) -> float:
        """How many times the floor's median."""
        return self.medians[name] / self.medians[self.floor]

    @property
    def doubtful(self) -> bool:
        """Whether the floor itself moved too much for the ratio to be trusted."""
        return self.floor_moved > RESTLESS


def measure(
    contenders: Mapping[str, Callable[[], object]], *, floor: str, rounds: int, calls: int
) -> Measured:
    """Time every contender in turn, ``rounds`` times ``calls`` calls, after one warm-up.

    Short turns share what else the machine does evenly among the contenders.
    """
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, call in _taking_turns(contenders, turn):
            started = time.perf_counter()
            for _ in range(calls):
                call()
            if turn:
                times[name].append((time.perf_counter() - started) / calls)
    medians = {name: statistics.median(values) for name, values in times.items()}
    return Measured(medians, floor, _movement(times[floor]))


def _movement(times: list[float]) -> float:
    """How far the median moved between the fifths of the run, as a share of the whole's."""
    size = max(1, len(times) // 5)
    fifths = [statistics.median(times[at : at + size]) for at in range(0, size * 5, size)]
    return (max(fifths) - min(fifths)) / statistics.median(times)


def _taking_turns(
    contenders: Mapping[str, Callable[[], object]], turn: int
) -> list[tuple[str, Callable[[], object]]]:
    """Another one begins each round, so that none always runs behind the same neighbour."""
    order = list(contenders.items())
    first = turn % len(order)
    return order[first:] + order[:first]
