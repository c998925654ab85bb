"""Django's compilers of SQL, each of which refuses a query that was written in another city.

Whatever runs or contains a query comes through here: reads, writes, subqueries, ``explain``,
``union``, prefetching, and queries that were pickled.
"""

from typing import Any

from django.db.backends.postgresql import compiler as postgresql

from tenants.fence.rows import refuse_unless_here


class _KeepsToItsCity:
    query: Any

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        refuse_unless_here(getattr(self.query, "city", None), "A query")
        return super().as_sql(*args, **kwargs)  # type: ignore[misc]


class SQLCompiler(_KeepsToItsCity, postgresql.SQLCompiler):
    """Reads."""


class SQLInsertCompiler(_KeepsToItsCity, postgresql.SQLInsertCompiler):
    """New rows."""


class SQLUpdateCompiler(_KeepsToItsCity, postgresql.SQLUpdateCompiler):
    """Changed rows."""


class SQLDeleteCompiler(_KeepsToItsCity, postgresql.SQLDeleteCompiler):
    """Deleted rows."""


class SQLAggregateCompiler(_KeepsToItsCity, postgresql.SQLAggregateCompiler):
    """Sums and counts."""
