"""Rows as JSON that the database writes, after what a serializer declares.

Nothing is declared twice. The type of a serializer's field says what a value looks like, and for
each type there is one way to have PostgreSQL write the same. A field for which there is none (an
encrypted text, say) is refused by name: such rows are left to their serializer.
"""

from collections.abc import Collection, Sequence
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import FieldDoesNotExist
from django.db.models import (
    Expression,
    F,
    ForeignObjectRel,
    Func,
    ManyToManyField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
)
from rest_framework import serializers

from api.fields import LANGUAGES, Clock, IdsOf, Shown, Texts

Part = Expression | Subquery


class NotWritable(TypeError):
    """The database cannot write this field in the serializer's own way."""


class Row(Func):
    """A JSON object with these members in this order, as a text.

    ``json_build_object`` would look up the type of each value in each row.
    """

    output_field = TextField()

    def __init__(self, names: Sequence[str], *parts: Part) -> None:
        super().__init__(*parts)
        self.names = names

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        pairs: list[str] = []
        params: tuple[Any, ...] = ()
        for name, part in zip(self.names, self.source_expressions, strict=True):
            sql, more = compiler.compile(part)
            before = "," if pairs else "{"
            pairs.append(f"'{before}\"{name}\":' || coalesce({sql}, 'null')")
            params += tuple(more)
        return f"{' || '.join(pairs)} || '}}'", params


class Rows(ArraySubquery):
    """A JSON list of such objects."""

    template = "'[' || array_to_string(ARRAY(%(subquery)s), ',') || ']'"


class Ids(ArraySubquery):
    """A JSON list of keys."""

    template = "array_to_json(ARRAY(%(subquery)s))::text"


NULL = Func(template="null", output_field=TextField())
QUOTED = "'\"' || {} || '\"'"
AS_TEXT = "%(expressions)s::text"
AS_JSON = "to_json(%(expressions)s)::text"
UNESCAPED = QUOTED.format("%(expressions)s")
LOCAL = f"(%(expressions)s at time zone '{settings.TIME_ZONE}')"
MOMENT = QUOTED.format(
    f"replace(to_char({LOCAL}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '.000000', '')"
    f" || to_char({LOCAL} - (%(expressions)s at time zone 'UTC'), '\"+\"HH24:MI')"
)
"""On Warsaw's clock, which has always been ahead of Greenwich.

Python writes all six digits of a fraction or none; PostgreSQL's own JSON drops single zeros.
"""
HOURS = QUOTED.format("to_char(%(expressions)s, 'HH24:MI')")
IN_LANGUAGES = "json_strip_nulls(json_build_object({}))::text".format(
    ", ".join(f"'{code}', %(expressions)s -> '{code}'" for code in LANGUAGES)
)
"""Those that the text has, in the order of the settings."""

Kind = type[serializers.Field[Any, Any, Any, Any]]
WAYS: dict[Kind, dict[str, str]] = {
    serializers.UUIDField: {"UUIDField": UNESCAPED},
    serializers.CharField: dict.fromkeys(("CharField", "SlugField", "TextField"), AS_JSON),
    serializers.ChoiceField: {"CharField": AS_JSON},
    serializers.IntegerField: dict.fromkeys(
        ("PositiveIntegerField", "PositiveSmallIntegerField"), AS_TEXT
    ),
    serializers.BooleanField: {"BooleanField": AS_TEXT},
    serializers.DateField: {"DateField": AS_JSON},
    serializers.DateTimeField: {"DateTimeField": MOMENT},
    serializers.ListField: {"JSONField": AS_TEXT},
    Clock: {"TimeField": HOURS},
    Texts: {"JSONField": IN_LANGUAGES},
}
"""For each kind of field the columns that it may be read from, and how each is written.

A list in a column holds texts and nothing else.
"""


def row(shown: type[Shown], model: type[Model], hidden: Collection[str] = ()) -> Row:
    """One row as the serializer would show it, with null for what is hidden.

    Raises ``NotWritable`` for a serializer that the database cannot follow.
    """
    if shown.to_representation is not Shown.to_representation:
        raise NotWritable(f"{shown.__name__} has a way of its own.")
    parts = {name: _part(field, model) for name, field in shown().fields.items()}
    return Row(tuple(parts), *(NULL if name in hidden else part for name, part in parts.items()))


def _part(field: Any, model: type[Model]) -> Part:
    column = _column(field, model)
    if isinstance(column, ForeignObjectRel | ManyToManyField):
        return _part_of_many(field, column)
    kind = getattr(column, "target_field", column).get_internal_type()
    template = WAYS.get(type(field), {}).get(kind)
    if template is None:
        raise _not_writable(field)
    path = F("__".join(field.source_attrs))
    return Func(path, template=template, output_field=TextField())


def _part_of_many(field: Any, column: Any) -> Part:
    if type(field) is IdsOf:
        return Ids(_related(column).values("pk"))
    if type(field) is serializers.ListSerializer:
        child = row(type(cast(Shown, field.child)), column.related_model)
        return Rows(_related(column).values_list(child))
    raise _not_writable(field)


def _related(column: Any) -> QuerySet[Any]:
    """The rows that belong to the outer one, in their model's own order."""
    back = column.remote_field.name if column.one_to_many else column.related_query_name()
    found: QuerySet[Any] = column.related_model._default_manager.filter(**{back: OuterRef("pk")})
    return found


def _column(field: Any, model: type[Model]) -> Any:
    """What the field is read from, or what relates to it."""
    if not field.source_attrs:  # it is read from the whole row
        raise _not_writable(field)
    *way, last = field.source_attrs
    for name in way:
        relation: Any = model._meta.get_field(name)
        if relation.null and not field.allow_null:
            raise _not_writable(field)
        model = relation.related_model
    try:
        return model._meta.get_field(last)
    except FieldDoesNotExist:
        raise _not_writable(field) from None


def _not_writable(field: Any) -> NotWritable:
    return NotWritable(f"{type(field.parent).__name__}.{field.field_name}")
