"""What of this room a blueprint may hold: after how many minutes who is told."""

from collections.abc import Mapping
from typing import Any

from casework.visits.selectors import settings_here
from tenants import parts
from tenants.documents.shapes import Field, Number, Table

MINUTES = ("grace", "remind", "second", "third")
SHAPE = Table({name: Field(Number(1, 120)) for name in MINUTES})


def load_settings(data: Mapping[str, Any]) -> None:
    """Fill the city's row the first time; what people changed since is kept."""
    row = settings_here()
    if row.version == 1:
        for name in MINUTES:
            setattr(row, name, data.get(name, getattr(row, name)))
        row.save()


def export_settings() -> dict[str, Any]:
    """As the city has it."""
    row = settings_here()
    return {name: getattr(row, name) for name in MINUTES}


def register_all() -> None:
    """Called when the app starts."""
    parts.register("visit_alarm", load_settings, order=68, shape=SHAPE, export=export_settings)
