"""What of the needs a blueprint may hold, and gives to one. Partners are each city's own."""

from typing import Any

from casework.partners import loading
from casework.partners.models import Need
from tenants import parts
from tenants.documents.shapes import Field, Number, Rows, Table, Text, Translated

NEEDS = Rows(
    Table(
        {
            "key": Field(Text(50, r"[a-z0-9]+(-[a-z0-9]+)*"), required=True),
            "order": Field(Number(), required=True),
            "response_hours": Field(Number(1, 24 * 365), required=True),
            "name": Field(Translated(200), required=True),
        }
    )
)


def export_needs() -> list[dict[str, Any]]:
    """The city's needs in their order."""
    return [
        {
            "key": need.key,
            "order": need.position,
            "response_hours": need.response_hours,
            "name": need.name.filled(),
        }
        for need in Need.objects.all()
    ]


def register_all() -> None:
    """Called when the app starts."""
    parts.register("needs", loading.load_needs, order=20, shape=NEEDS, export=export_needs)
