"""What of the notice a blueprint may hold, and gives to one. It begins as a sample everywhere."""

from typing import Any

from tenants import parts
from tenants.documents.shapes import Field, Flag, Named, Table, Translated
from tenants.privacy_notice import loading
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
    written = {
        part.kind: {"text": part.text.filled(), "easy": part.easy.filled()}
        for part in Part.objects.order_by("kind")
        if part.text.filled() or part.easy.filled()
    }
    return {"sample": True, "parts": written} if written else {}


def register_all() -> None:
    """Called when the app starts."""
    parts.register("privacy_notice", loading.load_notice, order=3, shape=SHAPE, export=export)
