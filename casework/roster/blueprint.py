"""What of the places of duty a blueprint may hold, and gives to one. Duties are each city's own."""

import re
from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from casework.roster import loading
from casework.roster.actions.places import Line
from casework.roster.choices import DutyRole
from casework.roster.cover import DAYS
from casework.roster.models import CoverHours, DutyPlace, ShiftPattern
from casework.roster.selectors import places
from tenants import parts
from tenants.documents.lines import Path
from tenants.documents.shapes import (
    Fault,
    Field,
    Flag,
    Number,
    OneOf,
    Rows,
    Shape,
    Table,
    Text,
    Translated,
    name_of,
)

LINE = re.compile(r"((?:[A-Z]{2})(?:[-,][A-Z]{2})*) (\d\d:\d\d)-(\d\d:\d\d)")


class Lines(Shape):
    """Lines such as “MO-FR 08:00-20:00” or “SA,SU 19:00-07:00”."""

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        listed = value if isinstance(value, list) else [value]
        for number, one in enumerate(listed):
            if _read(one) is None:
                said = _("“%(name)s” must be lines such as “MO-FR 08:00-20:00”.")
                yield Fault((*path, number), said % {"name": name_of(path)})

    def normal(self, value: Any) -> Any:
        return dict.fromkeys(sorted(written(line_of(one)) for one in value or ()), True) or None


class Numbers(Shape):
    """Telephone numbers of the city, such as “+48585110121”."""

    def faults(self, value: Any, path: Path) -> Iterator[Fault]:
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            yield from Text(20, r"\+?[0-9]+").faults(one, (*path, number))


def line_of(text: str) -> Line:
    """The line that is written so; raises ``ValueError`` for what is none."""
    found = _read(text)
    if found is None:
        raise ValueError(text)
    return found


def _read(text: Any) -> Line | None:
    found = LINE.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        days = [day for part in found[1].split(",") for day in _days(part)]
        return Line(days, time.fromisoformat(found[2]), time.fromisoformat(found[3]))
    except ValueError:
        return None


def _days(part: str) -> list[str]:
    first, _dash, last = part.partition("-")
    ends = DAYS.index(first), DAYS.index(last or first)
    if ends[0] > ends[1]:
        raise ValueError(part)
    return list(DAYS[ends[0] : ends[1] + 1])


def written(line: Line | CoverHours | ShiftPattern) -> str:
    """The line as a document has it."""
    days = ",".join(day for day in DAYS if day in line.by_day)
    return f"{days} {line.starts:%H:%M}-{line.ends:%H:%M}"


SHAPE = Rows(
    Table(
        {
            "key": Field(Text(80, r"[a-z0-9]+(-[a-z0-9]+)*"), required=True),
            "name": Field(Translated(100), required=True),
            "role": Field(OneOf(DutyRole.values), required=True),
            "people": Field(Number(1, 20)),
            "always": Field(Flag()),
            "on_holidays": Field(Flag()),
            "answers_chat": Field(Flag()),
            "approves_swaps": Field(Flag()),
            "hours": Field(Lines()),
            "repeats": Field(Lines()),
            "phones": Field(Numbers(), compared=False),
            "sample": Field(Flag(), compared=False),
        }
    ),
)
FLAGS = ("always", "on_holidays", "answers_chat", "approves_swaps")


def export() -> list[dict[str, Any]]:
    """Those that are in use, in an order that stays."""
    return [_row(place) for place in places()]


def _row(place: DutyPlace) -> dict[str, Any]:
    row: dict[str, Any] = {"key": place.key, "name": place.name.filled(), "role": place.role}
    if place.people > 1:
        row["people"] = place.people
    row |= {name: True for name in FLAGS if getattr(place, name)}
    return row | _lines("hours", place.hours.all()) | _lines("repeats", place.patterns.all())


def _lines(name: str, rows: Iterable[CoverHours | ShiftPattern]) -> dict[str, list[str]]:
    found = sorted(written(one) for one in rows)
    return {name: found} if found else {}


def register_all() -> None:
    """Called when the app starts."""
    parts.register("duty_places", load_places, order=55, shape=SHAPE, export=export)


def load_places(rows: Iterable[loading.Row]) -> None:
    """Add the places that are missing; what people have changed stays."""
    for row in rows:
        loading.load_place(
            row,
            [line_of(one) for one in row.get("hours", ())],
            [line_of(one) for one in row.get("repeats", ())],
        )
