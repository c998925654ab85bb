"""Queries that nearly every request asks: Django writes their SQL once, and only a value changes.

Writing it anew takes longer than the database takes to answer. Statements go the way of all others,
through the fenced cursor, and rows come as models that are stamped with their city.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet
from django.db.models.query import get_related_populators

populators: Any = get_related_populators  # the stubs know a later Django's
Row = TypeVar("Row", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


class Given(Expression):
    """Stands in the query for the value that is given when it is asked."""

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@dataclass(frozen=True)
class _Written:
    """The SQL, and how its rows become models."""

    sql: str
    params: Sequence[Any]
    model: type[Model]
    names: Sequence[str]
    columns: slice
    converters: Sequence[tuple[int, Sequence[Converter], Any]]
    relations: Sequence[Any]
    annotations: Mapping[str, int]

    def made(self, row: Sequence[Any], database: Any) -> Model:
        values = list(row)
        for at, converters, expression in self.converters:
            for convert in converters:
                values[at] = convert(values[at], expression, database)
        found = self.model.from_db(database.alias, self.names, values[self.columns])
        for relation in self.relations:
            relation.populate(values, found)
        for name, at in self.annotations.items():
            setattr(found, name, values[at])
        return found


class Remembered(Generic[Row]):
    """A query of models with one value; ``write`` makes it, joined relations included."""

    def __init__(self, write: Callable[[Any], QuerySet[Row]]) -> None:
        self.write = write

    def rows(self, value: Any) -> Iterator[Row]:
        """What the query finds for this value, in the present city."""
        written, database = self._written, connections[DEFAULT_DB_ALIAS]
        with database.kept_cursor() as cursor:  # type: ignore[attr-defined]
            values = [value if isinstance(one, Given) else one for one in written.params]
            cursor.execute(written.sql, values)
            found = cursor.fetchall()
        for row in found:
            yield written.made(row, database)  # type: ignore[misc]

    @cached_property
    def _written(self) -> _Written:
        compiler: Any = self.write(Given()).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        own = compiler.klass_info["select_fields"]
        columns = slice(own[0], own[-1] + 1)
        expressions = [column for column, _sql, _alias in compiler.select]
        return _Written(
            sql=sql,
            params=params,
            model=compiler.klass_info["model"],
            names=[column.target.attname for column in expressions[columns]],
            columns=columns,
            converters=[
                (at, converters, expression)
                for at, (converters, expression) in compiler.get_converters(expressions).items()
            ],
            relations=populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS),
            annotations=compiler.annotation_col_map or {},
        )
