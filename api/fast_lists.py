"""Lists that programs poll: the database writes their JSON, after what the serializer declares.

Nothing is declared twice. The type of a serializer's field says what a value looks like, and for
each type there is one way to have PostgreSQL write the same. A field for which there is none (an
encrypted text, say) is refused by name: such a list keeps to its serializer.
"""

import json
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any

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
    TextField,
    Value,
)
from django.db.models.functions import Cast
from rest_framework import serializers

from api.fields import LANGUAGES, Clock, IdsOf, Shown, Texts
from api.pagination import Page
from api.renderers import Written

Part = Expression | F
Plan = dict[str, Callable[[], Part]]
"""Member to what writes it, made anew each time, since a query belongs to one city."""


class NotWritable(TypeError):
    """The database cannot write this field in the serializer's own way."""


class Row(Func):
    """A JSON object with these members in this order; no value is a parameter."""

    output_field = TextField()

    def __init__(self, names: Sequence[str], *parts: Part) -> None:
        super().__init__(*parts)
        self.names = names

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:
        pairs, params = [], []
        for name, part in zip(self.names, self.source_expressions, strict=True):
            sql, more = compiler.compile(part)
            pairs.append(f"'{name}', {sql}")
            params += more
        return f"json_build_object({', '.join(pairs)})", params


class Moment(Func):
    """A moment on Warsaw's clock, which has always been ahead of Greenwich.

    Python writes all six digits of a fraction or none; PostgreSQL's own JSON drops single zeros.
    """

    output_field = TextField()
    local = f"(%(expressions)s at time zone '{settings.TIME_ZONE}')"
    template = (
        f"replace(to_char({local}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), '.000000', '')"
        f" || to_char({local} - (%(expressions)s at time zone 'UTC'), '\"+\"HH24:MI')"
    )


class HoursAndMinutes(Func):
    """A time of day."""

    output_field = TextField()
    template = "to_char(%(expressions)s, 'HH24:MI')"


class InLanguages(Func):
    """A text in those languages that it has, in the order of the settings."""

    output_field = TextField()
    template = "json_strip_nulls(json_build_object({}))".format(
        ", ".join(f"'{code}', %(expressions)s -> '{code}'" for code in LANGUAGES)
    )


Kind = type[serializers.Field[Any, Any, Any, Any]]
AS_IT_IS: dict[Kind, frozenset[str]] = {
    serializers.UUIDField: frozenset({"UUIDField"}),
    serializers.CharField: frozenset({"CharField", "SlugField", "TextField"}),
    serializers.ChoiceField: frozenset({"CharField"}),
    serializers.IntegerField: frozenset({"PositiveIntegerField", "PositiveSmallIntegerField"}),
    serializers.BooleanField: frozenset({"BooleanField"}),
    serializers.DateField: frozenset({"DateField"}),
    serializers.ListField: frozenset({"JSONField"}),
}
"""Where PostgreSQL's own JSON is the serializer's: fields, with the columns they are read from.

A list in a column holds texts and nothing else.
"""
WORKED: dict[Kind, tuple[str, type[Func]]] = {
    serializers.DateTimeField: ("DateTimeField", Moment),
    Clock: ("TimeField", HoursAndMinutes),
    Texts: ("JSONField", InLanguages),
}


@cache
def plan_of(shown: type[Shown], model: type[Model]) -> Plan:
    """How each member is written; raises ``NotWritable``."""
    if shown.to_representation is not Shown.to_representation:
        raise NotWritable(f"{shown.__name__} has a way of its own.")
    return {name: _way(field, model) for name, field in shown().fields.items()}


def row(shown: type[Shown], model: type[Model], hidden: Collection[str] = ()) -> Row:
    """One row as the serializer would show it, with null for what is hidden."""
    plan = plan_of(shown, model)
    parts = (Value(None) if name in hidden else make() for name, make in plan.items())
    return Row(tuple(plan), *parts)


def _way(field: Any, model: type[Model]) -> Callable[[], Part]:
    path, column = "__".join(field.source_attrs), _column(field, model)
    if isinstance(column, ForeignObjectRel | ManyToManyField):
        return _way_of_many(field, column)
    kind = getattr(column, "target_field", column).get_internal_type()
    if kind in AS_IT_IS.get(type(field), ()):
        return lambda: F(path)
    known, worked = WORKED.get(type(field), ("", Func))
    if kind != known:
        raise _not_writable(field)
    return lambda: worked(F(path))


def _way_of_many(field: Any, column: Any) -> Callable[[], Part]:
    if type(field) is IdsOf:
        return lambda: ArraySubquery(_related(column).values("pk"))
    if type(field) is serializers.ListSerializer:
        child, model = type(field.child), column.related_model
        plan_of(child, model)
        return lambda: ArraySubquery(_related(column).values_list(row(child, model)))
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


class FastPage(Page):
    """The same page, of which each row is a text in JSON and its place in the order."""

    def __init__(self, *args: Any, shown: type[Shown], hidden: Collection[str] = ()) -> None:
        self.shown, self.hidden = shown, hidden
        super().__init__(*args)

    def read(self, rows: QuerySet[Any], most: int) -> list[Any]:
        written = Cast(row(self.shown, rows.model, self.hidden), TextField())
        names = (name.lstrip("-") for name in self.ordering)
        return list(rows.prefetch_related(None).values_list(written, *names)[:most])

    def place_of(self, row: Any) -> Sequence[Any]:
        return tuple(row[1:])

    def written(self) -> Written:
        """The page in JSON."""
        results = ",".join(row[0] for row in self.rows)
        # Like Django REST framework, so that the text is JavaScript too.
        results = results.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return Written(f'{{"results":[{results}],"next":{json.dumps(self.next)}}}'.encode())
