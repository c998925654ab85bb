"""The tables of a report before anybody is told them: a number for each row and period."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from casework.reports.counting import Counts


@dataclass(frozen=True, slots=True)
class Sheet:
    """``names`` says which rows there are, in which order, and what each is called.

    ``groups``: rows that another number of the report adds up; each row by itself where it has
    none. ``stock``: rows that tell of the first day of a period, not of all its days.
    ``stands_for``: how many people each number is about, where that is another count.
    """

    key: str
    title: str
    head: str
    names: Mapping[str, str]
    counts: Counts
    note: str = ""
    groups: Mapping[str, Hashable] = field(default_factory=dict)
    stock: frozenset[str] = frozenset()
    stands_for: Counts | None = None

    def numbers(self, key: str, periods: int) -> list[int]:
        """Of one row, a number for each period."""
        return self.counts.get(key) or [0] * periods


@dataclass(frozen=True, slots=True)
class Wait:
    """How long one thing took: how often it happened (None: not told), and the minutes that half
    and nine of ten took at most.
    """

    number: int | None = 0
    median: float | None = None
    nine_of_ten: float | None = None


NO_WAIT = Wait()


@dataclass(frozen=True, slots=True)
class Waits:
    """How long things took, by a row's key and by what is waited for; one for each period."""

    key: str
    title: str
    head: str
    names: Mapping[str, str]
    found: Mapping[tuple[str, str], Sequence[Wait]]

    def of(self, key: str, what: str, period: int) -> Wait:
        """One of them."""
        rows = self.found.get((key, what))
        return rows[period] if rows else NO_WAIT
