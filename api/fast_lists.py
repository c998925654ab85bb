"""Lists that programs poll: the database writes their JSON, and Django their SQL only once."""

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Func, Model, QuerySet, TextField

from api.fields import Shown
from api.json_rows import row
from api.pagination import Page
from api.renderers import Written
from tenants.fence.backend.compiler import SQLCompiler
from tenants.fence.place import entered_place

PLACE = "json_build_array(%(expressions)s)::text"


class Prepared:
    """Members and order of a list. What they are in SQL is always the same."""

    def __init__(
        self, shown: type[Shown], model: type[Model], hidden: Collection[str], names: Sequence[str]
    ) -> None:
        self.fields: list[Any] = [model._meta.get_field(name.lstrip("-")) for name in names]
        columns = (name.lstrip("-") for name in names)
        place = Func(*columns, template=PLACE, output_field=TextField())
        with entered_place(None):  # a query that was written nowhere may be used in every city
            rows = model._default_manager.order_by(*names)
            self.query = rows.values_list(row(shown, model, hidden), place).query
            self.written = SQLCompiler(self.query, connections[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
            _extra, self.ordering, _grouping = self.written.pre_sql_setup()

    def read(self, rows: QuerySet[Any], most: int) -> list[Any]:
        """The first of these rows, each with its text and its place in the order."""
        query: Any = self.query.chain()
        query.where, query.city = rows.query.where, rows.query.city  # type: ignore[attr-defined]
        query.set_limits(high=most)
        try:
            sql, params = PreparedCompiler(query, self).as_sql()
        except EmptyResultSet:  # the conditions leave nothing
            return []
        return list(asked(sql, params))


def asked(sql: str, params: Sequence[Any]) -> Any:
    """What the database says to a statement that it keeps."""
    database: Any = connections[DEFAULT_DB_ALIAS]
    with database.kept_cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


class PreparedCompiler(SQLCompiler):
    """Takes columns and order as they are written already; conditions and limit are new."""

    def __init__(self, query: Any, known: Prepared) -> None:
        super().__init__(query, connections[DEFAULT_DB_ALIAS], DEFAULT_DB_ALIAS)
        self.known = known

    def pre_sql_setup(self, with_col_aliases: bool = False) -> tuple[list[Any], Any, list[Any]]:
        written = self.known.written
        self.select, self.col_count = written.select, written.col_count
        self.klass_info, self.annotation_col_map = None, written.annotation_col_map
        self.where, self.having, self.qualify = self.query.where, None, None
        self.has_extra_select = False
        return [], self.known.ordering, []


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
        results = ",".join(row[0] for row in self.rows)
        # Like Django REST framework, so that the text is JavaScript too.
        results = results.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        return Written(f'{{"results":[{results}],"next":{json.dumps(self.next)}}}'.encode())
