"""django-tenants' backend, fenced: no fall-through to ``public``, and no query from nowhere.

Search path and role go to PostgreSQL in one statement, only when the place changed, and a
failure to take them is an error instead of a query in the wrong schema.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import InterfaceError
from django.db.backends.postgresql.introspection import DatabaseIntrospection
from django.db.backends.postgresql.operations import DatabaseOperations
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsDatabaseWrapper

from tenants.fence.backend.cursor import FencedCursor, FencedDebugCursor, KeptCursor
from tenants.fence.place import FenceError, NotEntered, Place, current_place
from tenants.fence.poolers import refuse_lent_sessions
from tenants.fence.role_names import role_name

# The application's name is a setting that PostgreSQL reports whenever it changes. Set together
# with path and role it goes and comes back with them, so it tells without asking where the
# connection is: after a rollback, a COMMIT that turned into one, a reconnect, or the pool.
TAKE_PLACE = (
    "select set_config('search_path', %s, false), set_config('role', %s, false),"
    " set_config('application_name', %s, false)"
)
_REPORTED = b"application_name"
_KEPT = "kept"


@lru_cache(maxsize=4096)
def _role(prefix: str, place: Place) -> tuple[str, bytes]:
    name = role_name(prefix, place.schema, place.power)
    return name, name.encode()


class FencedOperations(DatabaseOperations):
    """Queries are compiled by compilers that know cities."""

    compiler_module = "tenants.fence.backend.compiler"

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> Any:
        """For the log of queries; psycopg does not tell what it sent where the server kept it."""
        return super().last_executed_query(cursor, sql, params) or sql


class DatabaseWrapper(TenantsDatabaseWrapper):  # type: ignore[misc]
    """One connection; ``switches`` counts how often it was told another place."""

    ops_class = FencedOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.switches = 0
        super().__init__(*args, **kwargs)
        # With one schema on the path Django's own introspection sees just that schema.
        self.introspection = DatabaseIntrospection(self)

    # django-tenants' names, answered from the context variable and never set.

    @property
    def schema_name(self) -> str | None:
        place = current_place()
        return place.schema if place else None

    @schema_name.setter
    def schema_name(self, value: None) -> None:
        if value is not None:
            raise FenceError("Enter a city through tenants.fence.entered().")

    def set_schema_to_public(self) -> None:
        """Called by django-tenants when the connection is made; the place says where we are."""

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        raise FenceError("Enter a city through tenants.fence.entered().")

    def _handle_search_path(self, cursor: Any = None) -> None:
        """django-tenants' own way, replaced by ``take_place`` before each statement."""

    # The fence itself.

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Whatever the process is: no connection to an address that mixes cities."""
        refuse_lent_sessions(conn_params)
        return super().get_new_connection(conn_params)

    def take_place(self, cursor: Any) -> None:
        """Tell PostgreSQL where the code is, for this cursor of psycopg's.

        Raises ``NotEntered`` when the code is nowhere, and ``InterfaceError`` for a cursor of
        a connection that was given up: somebody else may have it from the pool by now.
        """
        place = current_place()
        if place is None:
            raise NotEntered("A query outside every city was refused. Use tenants.fence.entered().")
        connection = self.connection
        if connection is None or cursor.connection is not connection:
            raise InterfaceError("The cursor's connection was closed.")
        name, reported = _role(settings.DATABASE_ROLE_PREFIX, place)
        if connection.pgconn.parameter_status(_REPORTED) == reported:
            return
        with self.wrap_database_errors, connection.cursor() as own:
            own.execute(TAKE_PLACE, [place.schema, name, name])
        self.switches += 1

    # Cursors.

    def kept_cursor(self) -> FencedCursor:
        """For statements that nearly every request asks: the server keeps them."""
        found: FencedCursor = self._cursor(_KEPT)
        return found

    def create_cursor(self, name: str | None = None) -> Any:
        return KeptCursor(self.connection) if name == _KEPT else super().create_cursor(name)

    def make_cursor(self, cursor: Any) -> FencedCursor:
        return FencedCursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> FencedDebugCursor:
        return FencedDebugCursor(cursor, self)
