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
    contenders: Mapping[str, Callable[[], object]], *, floor: str, rounds: int = 9, calls: int = 200
) -> Measured:
    """Time every contender in turn, ``rounds`` times ``calls`` calls, after one warm-up."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(rounds + 1):
        for name, call in contenders.items():
            started = time.perf_counter()
            for _ in range(calls):
                call()
            if turn:
                times[name].append((time.perf_counter() - started) / calls)
    medians = {name: statistics.median(values) for name, values in times.items()}
    quartiles = statistics.quantiles(times[floor], n=4)
    return Measured(medians, floor, (quartiles[2] - quartiles[0]) / medians[floor])
