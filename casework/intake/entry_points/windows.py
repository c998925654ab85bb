"""The windows of time in which an entry point is in use: its first one, and what more there is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext

from casework.intake.models import EntryPoint
from casework.partners.hours_in_words import days_words, interval_words
from casework.partners.opening import DAYS

MOST = 3
"""With the first one: morning, afternoon, Saturday."""
FURTHER = range(2, MOST + 1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the week (none: all) between two times of Poland's clock (none: the whole day).

    One that closes earlier than it opens goes on past midnight.
    """

    by_day: tuple[str, ...] = ()
    opens_at: time | None = None
    closes_at: time | None = None

    @property
    def is_always(self) -> bool:
        """Whether it limits nothing."""
        return not self.by_day and self.opens_at is None

    def holds(self, local: datetime) -> bool:
        """Whether this moment of Poland's clock is in it."""
        days, today = self.by_day or DAYS, local.weekday()
        if self.opens_at is None or self.closes_at is None:
            return DAYS[today] in days
        clock = local.time()
        if self.opens_at < self.closes_at:
            return DAYS[today] in days and self.opens_at <= clock < self.closes_at
        began_yesterday = DAYS[today - 1] in days and clock < self.closes_at
        return began_yesterday or (DAYS[today] in days and clock >= self.opens_at)

    def words(self) -> str:
        """“Monday–Friday, 8:00–20:00”; empty where it limits nothing."""
        return ", ".join(self._words())

    def _words(self) -> Iterator[str]:
        if self.is_always:
            return
        yield days_words([DAYS.index(day) for day in DAYS if not self.by_day or day in self.by_day])
        if self.opens_at is not None and self.closes_at is not None:
            yield _between(self.opens_at, self.closes_at)


def _between(opens: time, closes: time) -> str:
    if opens < closes:
        return interval_words((opens, closes))
    words = gettext("%(opens)s–%(closes)s the next day")
    return words % {"opens": f"{opens.hour}:{opens:%M}", "closes": f"{closes.hour}:{closes:%M}"}


def windows_of(point: EntryPoint) -> list[Window]:
    """All of them, at least one."""
    first = Window(tuple(point.by_day or ()), point.opens_at, point.closes_at)
    return [first, *map(_read, point.more_hours or ())]


def _read(kept: Mapping[str, Any]) -> Window:
    opens, closes = (kept.get(name) for name in ("opens_at", "closes_at"))
    return Window(
        tuple(kept.get("by_day") or ()),
        time.fromisoformat(opens) if opens else None,
        time.fromisoformat(closes) if closes else None,
    )


def as_kept(windows: Iterable[Window]) -> list[dict[str, Any]] | None:
    """What the row keeps of those after the first one; None where there are none."""
    found = [
        {
            "by_day": list(window.by_day),
            "opens_at": f"{window.opens_at:%H:%M}" if window.opens_at else None,
            "closes_at": f"{window.closes_at:%H:%M}" if window.closes_at else None,
        }
        for window in windows
        if not window.is_always
    ]
    return found or None
