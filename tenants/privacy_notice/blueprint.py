"""What of the notice a blueprint may hold, and gives to one. It begins as a sample everywhere."""

from typing import Any

from tenants.documents.shapes import Field, Flag, Named, Table, Translated
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.models import Part

PART = Table(
    {
        "text": Field(Translated(6000), required=True),
        "easy": Field(Translated(3000), required=True),
    }
)
SHAPE = Table(
    {
        "sample": Field(Flag(), compared=False),
        "parts": Field(Named(PART, PartKind.values), required=True),
    }
)


def export() -> dict[str, Any]:
    """The parts that are written, whoever confirmed them."""
    parts = {
        part.kind: {"text": part.text.filled(), "easy": part.easy.filled()}
        for part in Part.objects.order_by("kind")
        if part.text.filled() or part.easy.filled()
    }
    return {"sample": True, "parts": parts} if parts else {}
