"""Lists that programs poll: the database writes their JSON, and Django their SQL only once."""

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BooleanField, Expression, Func, Model, QuerySet, TextField

from api.fields import Shown
from api.json_rows import NotWritable, row
from api.pagination import Page
from api.renderers import Written
from tenants.fence.place import entered_place
from tenants.fence.rows import refuse_unless_here

PLACE = "json_build_array(%(expressions)s)::text"


class Conditions(Expression):
    """Stands where a list's conditions will be."""

    output_field = BooleanField()
    text = "/* conditions */"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return self.text, ()


class Prepared:
    """Members and order of a list. What they are in SQL is always the same."""

    def __init__(
        self, shown: type[Shown], model: type[Model], hidden: Collection[str], names: Sequence[str]
    ) -> None:
        self.fields: list[Any] = [model._meta.get_field(name.lstrip("-")) for name in names]
        columns = (name.lstrip("-") for name in names)
        place = Func(*columns, template=PLACE, output_field=TextField())
        with entered_place(None):  # a query that was written nowhere may be used in every city
            rows = model._default_manager.filter(Conditions()).order_by(*names)
            query = rows.values_list(row(shown, model, hidden), place).query
            sql, params = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        if params:
            raise NotWritable(f"{shown.__name__} holds values: {params}")
        self.head, self.tail = sql.split(f"WHERE {Conditions.text}")

    def read(self, rows: QuerySet[Any], most: int) -> list[Any]:
        """The first of these rows, each with its text and its place in the order."""
        try:
            return list(asked(*self.statement(rows.query, most)))
        except EmptyResultSet:  # the conditions leave nothing
            return []

    def statement(self, query: Any, most: int) -> tuple[str, Sequence[Any]]:
        """The SQL that reads them, with the conditions of this query."""
        refuse_unless_here(query.city, "A query")
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            conditions, params = compiler.compile(query.where)
        except FullResultSet:  # they let everything pass
            conditions, params = "", ()
        where = f"WHERE {conditions}" if conditions else ""
        return f"{self.head}{where}{self.tail} LIMIT {most}", params


def asked(sql: str, params: Sequence[Any]) -> Any:
    """What the database says to a statement that it keeps."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    with database.kept_cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


@cache
def prepared(
    shown: type[Shown], model: type[Model], hidden: frozenset[str], names: tuple[str, ...]
) -> Prepared:
    """Once for each process; raises ``NotWritable``."""
    return Prepared(shown, model, hidden, names)


def alone(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows, chosen by nothing but conditions on them."""
    if is_plain(rows.query):
        return rows
    apart: QuerySet[Any] = rows.model._default_manager.filter(pk__in=rows.values("pk"))
    return apart


def is_plain(query: Any) -> bool:
    """Whether conditions on the rows' own columns are all there is to it."""
    joined = [alias for alias, uses in query.alias_refcount.items() if uses]
    return joined in ([], [query.base_table]) and not (query.annotations or query.distinct)


class FastPage(Page):
    """The same page, of which each row is a text in JSON and its place in the order."""

    def __init__(self, *args: Any, shown: type[Shown], hidden: Collection[str] = ()) -> None:
        self.shown, self.hidden = shown, frozenset(hidden)
        super().__init__(*args)

    def read(self, rows: QuerySet[Any], most: int) -> list[Any]:
        model: Any = rows.model
        known = prepared(self.shown, model, self.hidden, tuple(self.ordering))
        self.fields = known.fields
        return known.read(alone(rows), most)

    def place_of(self, row: Any) -> Sequence[Any]:
        _written, place = row
        values = zip(self.fields, json.loads(place), strict=True)
        return [field.to_python(value) for field, value in values]

    def written(self) -> Written:
        """The page in JSON."""
        results = ",".join([row[0] for row in self.rows])
        # Like Django REST framework, so that the text is JavaScript too.
        results = results.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return Written(f'{{"results":[{results}],"next":{json.dumps(self.next)}}}'.encode())
