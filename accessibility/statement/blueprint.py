"""What of the statement a blueprint may hold, and gives to one: what is true of the software. Who
answers for a city's website, where and since when is that city's alone.
"""

from typing import Any

from accessibility.statement import loading
from accessibility.statement.choices import Method, Status
from accessibility.statement.models import Statement
from tenants import parts
from tenants.documents.shapes import Field, Flag, OneOf, Table, Translated

CHOICES = {"status": Status.values, "method": Method.values}
TEXTS = ("non_conformities", "outside_the_act", "conveniences", "shortcuts")
SHAPE = Table(
    {
        "sample": Field(Flag(), compared=False),
        **{name: Field(OneOf(values)) for name, values in CHOICES.items()},
        **{name: Field(Translated()) for name in TEXTS},
    }
)


def export() -> dict[str, Any]:
    """What is written so far; it is a sample for whoever begins with it."""
    statement = Statement.objects.first()
    if statement is None:
        return {}
    chosen = {name: getattr(statement, name) for name in CHOICES}
    said = chosen | {name: getattr(statement, name).filled() for name in TEXTS}
    filled = {name: value for name, value in said.items() if value}
    return {"sample": True, **filled} if filled else {}


def register_all() -> None:
    """Called when the app starts."""
    parts.register("statement", loading.load_statement, order=3, shape=SHAPE, export=export)
