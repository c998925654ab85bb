"""Days between which hours hold, and how they are written in an address."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casework.partners.models import Schedule, Service


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included; None leaves that end open."""

    first: date | None = None
    last: date | None = None

    @property
    def is_set(self) -> bool:
        """Whether it has an end at all; the usual hours have none."""
        return bool(self.first or self.last)

    @property
    def starts(self) -> date:
        """The first day, to compare with."""
        return self.first or date.min

    @property
    def ends(self) -> date:
        """The last day, to compare with."""
        return self.last or date.max

    def __contains__(self, day: date) -> bool:
        return self.starts <= day <= self.ends

    def overlaps(self, other: "Period") -> bool:
        """Whether some day is in both."""
        return self.starts <= other.ends and other.starts <= self.ends


class PeriodConverter:
    """“2026-07-01--2026-08-31” in an address; a day may be left out, not both."""

    regex = r"(?:\d{4}-\d\d-\d\d)?--(?:\d{4}-\d\d-\d\d)?"

    def to_python(self, value: str) -> Period:
        """Raises ``ValueError``, which is "not found", for what is no period."""
        first, last = (date.fromisoformat(day) if day else None for day in value.split("--"))
        period = Period(first, last)
        if not period.is_set or period.starts > period.ends:
            raise ValueError(value)
        return period

    def to_url(self, period: Period) -> str:
        """How the address writes it."""
        return f"{period.first or ''}--{period.last or ''}"


def by_period(schedules: Iterable["Schedule"]) -> dict[Period, list["Schedule"]]:
    """The usual hours, where there are any, then those of each set period in order of time."""
    found: dict[Period, list[Schedule]] = defaultdict(list)
    for schedule in schedules:
        found[schedule.period].append(schedule)
    return dict(sorted(found.items(), key=lambda item: (item[0].is_set, item[0].starts)))


def usual_hours(service: "Service") -> list["Schedule"]:
    """Those that hold when no others do."""
    return [one for one in service.schedules.all() if not one.period.is_set]
