"""What of the desk a blueprint may hold: the promise, the procedure, and replies to begin from."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from casework.intake.desk.selectors import desk_settings
from casework.intake.models import CannedReply
from tenants import parts
from tenants.documents.shapes import Field, Flag, Number, Rows, Table, Text, Translated
from tenants.profile.loading import languages_of

CLOCK = Text(5, r"([01]\d|2[0-3]):[0-5]\d")
NUMBERS = ("by_day", "by_night", "most_at_once")
CLOCKS = ("day_begins", "day_ends")
DESK = Table(
    {
        "by_day": Field(Number(1, 1440)),
        "by_night": Field(Number(1, 1440)),
        "most_at_once": Field(Number(1, 100)),
        "day_begins": Field(CLOCK),
        "day_ends": Field(CLOCK),
        "procedure": Field(Translated(4000)),
    }
)
REPLIES = Rows(
    Table(
        {
            "key": Field(Text(80, r"[a-z0-9]+(-[a-z0-9]+)*"), required=True),
            "title": Field(Translated(80), required=True),
            "text": Field(Translated(4000), required=True),
            "sample": Field(Flag(), compared=False),
        }
    )
)


def load_desk(data: Mapping[str, Any]) -> None:
    """Fill the city's row the first time; what people changed since is kept."""
    row = desk_settings()
    if row.version > 1 or row.procedure:
        return
    for name in NUMBERS:
        setattr(row, name, data.get(name, getattr(row, name)))
    for name in CLOCKS:
        if name in data:
            setattr(row, name, time.fromisoformat(data[name]))
    row.procedure = languages_of(data.get("procedure", {}))
    row.save()


def export_desk() -> dict[str, Any]:
    """As the city has it."""
    row = desk_settings()
    clocks = {name: f"{getattr(row, name):%H:%M}" for name in CLOCKS}
    return {
        **{name: getattr(row, name) for name in NUMBERS},
        **clocks,
        "procedure": row.procedure.filled(),
    }


def load_replies(rows: Iterable[Mapping[str, Any]]) -> None:
    """Add those that are not there yet."""
    new = [
        CannedReply(
            key=row["key"],
            title=languages_of(row["title"]),
            text=languages_of(row["text"]),
            position=position,
            is_sample=row.get("sample", False),
        )
        for position, row in enumerate(rows)
    ]
    CannedReply.objects.bulk_create(new, ignore_conflicts=True)


def export_replies() -> list[dict[str, Any]]:
    """In the order in which consultants find them."""
    return [
        {"key": one.key, "title": one.title.filled(), "text": one.text.filled()}
        for one in CannedReply.objects.all()
    ]


def register_all() -> None:
    """Called when the app starts."""
    parts.register("desk", load_desk, order=51, shape=DESK, export=export_desk)
    parts.register("canned_replies", load_replies, order=52, shape=REPLIES, export=export_replies)
