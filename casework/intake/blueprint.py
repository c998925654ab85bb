"""What of the entry points a blueprint may hold, and gives to one. Codes are each city's own."""

from typing import Any

from django.conf import settings

from casework.intake import loading
from casework.intake.choices import Audience
from casework.intake.models import EntryPoint
from tenants import parts
from tenants.documents.shapes import (
    Field,
    Flag,
    OneOf,
    Rows,
    SeveralOf,
    Table,
    Text,
    Translated,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]
SHAPE = Rows(
    Table(
        {
            "key": Field(Text(80, r"[a-z0-9]+(-[a-z0-9]+)*"), required=True),
            "name": Field(Translated(200), required=True),
            "place": Field(Text(200)),
            "audience": Field(OneOf(Audience.values), required=True),
            "default_language": Field(OneOf(LANGUAGES), required=True),
            "languages": Field(SeveralOf(LANGUAGES), compared=False),
            "sample": Field(Flag(), compared=False),
        }
    ),
    is_local=lambda row: bool(row.get("place")),
)


def export() -> list[dict[str, Any]]:
    """Those that are open, in an order that stays."""
    return [_row(point) for point in EntryPoint.objects.filter(is_active=True).order_by("key")]


def _row(point: EntryPoint) -> dict[str, Any]:
    row = {
        "key": point.key,
        "name": point.name.filled(),
        "audience": point.audience,
        "default_language": point.default_language,
    }
    return row | ({"place": point.place} if point.place else {})


def register_all() -> None:
    """Called when the app starts."""
    parts.register("entry_points", loading.load_entry_points, order=50, shape=SHAPE, export=export)
