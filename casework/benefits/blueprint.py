"""What of this room a blueprint may hold: the usual list of articles with which a store begins."""

from collections.abc import Iterable, Mapping
from typing import Any

from casework.benefits.choices import ArticleKind, Unit
from casework.benefits.models import UsualArticle
from tenants import parts
from tenants.documents.shapes import Field, Number, OneOf, Rows, Table, Text

SHAPE = Rows(
    Table(
        {
            "name": Field(Text(120), required=True),
            "kind": Field(OneOf(ArticleKind.values), required=True),
            "unit": Field(OneOf(Unit.values), required=True),
            "low_mark": Field(Number(0, 10_000)),
        }
    ),
    key="name",
)


def load_usual(rows: Iterable[Mapping[str, Any]]) -> None:
    """Add what is missing."""
    for row in rows:
        UsualArticle.objects.get_or_create(
            name=row["name"],
            defaults={
                "kind": row["kind"],
                "unit": row["unit"],
                "low_mark": row.get("low_mark"),
            },
        )


def export_usual() -> list[dict[str, Any]]:
    """As the city has it."""
    names = ("name", "kind", "unit", "low_mark")
    return [
        {name: getattr(one, name) for name in names if getattr(one, name) is not None}
        for one in UsualArticle.objects.all()
    ]


def register_all() -> None:
    """Called when the app starts."""
    parts.register("usual_articles", load_usual, order=70, shape=SHAPE, export=export_usual)
