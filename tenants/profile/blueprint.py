"""What of the profile a blueprint may hold, and gives to one: numbers and texts, no facts of the
body itself.
"""

from functools import cache
from typing import Any

from tenants import parts
from tenants.documents.shapes import Day, Field, Flag, Named, Rows, Table, Text, Translated
from tenants.profile import loading
from tenants.profile.models import PhoneNumber, PublicText


@cache
def _national() -> frozenset[str]:
    """The numbers of the platform's own blueprints, which help anywhere in Poland."""
    documents = map(parts.read_blueprint, parts.blueprint_names())
    return frozenset(row["number"] for one in documents for row in one.get("phone_numbers", ()))


PHONE_NUMBERS = Rows(
    Table(
        {
            "number": Field(Text(20, r"\+?[0-9]{3,15}"), required=True),
            "display": Field(Text(30), required=True),
            "label": Field(Translated(200), required=True),
            "purpose": Field(Translated(500), required=True),
            "hours": Field(Translated(200), required=True),
            "audience": Field(Text(30)),
            "urgent": Field(Flag()),
            "source": Field(Text(200)),
            "source_date": Field(Text(10), compared=False),
            "checked_on": Field(Day(), compared=False),
        }
    ),
    key="number",
    is_local=lambda row: row["number"] not in _national(),
)
TEXTS = Named(Translated())


def export_phone_numbers() -> list[dict[str, Any]]:
    """The numbers that residents see, in their order."""
    return [_number(one) for one in PhoneNumber.objects.all()]


def _number(one: PhoneNumber) -> dict[str, Any]:
    row = {
        "number": one.number,
        "display": one.display,
        "label": one.label.filled(),
        "purpose": one.purpose.filled(),
        "hours": one.hours.filled(),
        "audience": one.audience,
        "urgent": one.urgent,
    }
    about = {"source": one.source, "checked_on": one.checked_on}
    return row | {name: value for name, value in about.items() if value}


def export_texts() -> dict[str, dict[str, str]]:
    """The texts that residents read, by key."""
    found = {text.key: text.text.filled() for text in PublicText.objects.order_by("key")}
    return {key: text for key, text in found.items() if text}


def register_all() -> None:
    """Called when the app starts."""
    parts.register(
        "phone_numbers",
        loading.load_phone_numbers,
        order=1,
        shape=PHONE_NUMBERS,
        export=export_phone_numbers,
    )
    parts.register("texts", loading.load_texts, order=2, shape=TEXTS, export=export_texts)
