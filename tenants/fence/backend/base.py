"""django-tenants' backend, fenced: no fall-through to ``public``, and no query from nowhere.

Search path and role go to PostgreSQL in one statement, only when the place changed, and a
failure to take them is an error instead of a query in the wrong schema.
"""

from typing import Any

from django.conf import settings
from django.db.backends.postgresql.introspection import DatabaseIntrospection
from django.db.backends.utils import CursorWrapper
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantsDatabaseWrapper

from tenants.fence.place import FenceError, NotEntered, Place, current_place
from tenants.fence.role_names import role_name

TAKE_PLACE = "select set_config('search_path', %s, false), set_config('role', %s, false)"

# What Django itself sends to keep transactions in order; these touch no table.
_HARMLESS = ("SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ", "SET CONSTRAINTS ALL ")


class FencedCursor(CursorWrapper):
    """Django's cursor; the calls that bypass its execute wrappers are fenced here."""

    db: "DatabaseWrapper"

    def callproc(self, *args: Any, **kwargs: Any) -> Any:
        self.db.take_place()
        return super().callproc(*args, **kwargs)

    def stream(self, *args: Any, **kwargs: Any) -> Any:
        self.db.take_place()
        return self.cursor.stream(*args, **kwargs)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        self.db.take_place()
        return self.cursor.copy(*args, **kwargs)


class DatabaseWrapper(TenantsDatabaseWrapper):  # type: ignore[misc]
    """One connection; ``taken`` is the place PostgreSQL was last told, or None if unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.taken: Place | None = None
        self.switches = 0
        super().__init__(*args, **kwargs)
        # With one schema on the path Django's own introspection sees just that schema.
        self.introspection = DatabaseIntrospection(self)
        self.execute_wrappers.append(self._fence)

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

    def take_place(self) -> None:
        """Tell PostgreSQL where the code is; raise ``NotEntered`` when it is nowhere."""
        place = current_place()
        if place is None:
            raise NotEntered("A query outside every city was refused. Use tenants.fence.entered().")
        if place == self.taken:
            return
        self.taken = None
        with self.wrap_database_errors, self.connection.cursor() as cursor:
            role = role_name(settings.DATABASE_ROLE_PREFIX, place.schema, place.power)
            cursor.execute(TAKE_PLACE, [place.schema, role])
        self.taken = place
        self.switches += 1

    def _fence(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if not (isinstance(sql, str) and sql.startswith(_HARMLESS)):
            self.take_place()
        return execute(sql, params, many, context)

    def make_cursor(self, cursor: Any) -> FencedCursor:
        return FencedCursor(cursor, self)

    # PostgreSQL reverts a session's settings with the transaction that made them.

    def connect(self) -> None:
        self.taken = None
        super().connect()

    def _close(self) -> None:
        self.taken = None
        super()._close()

    def _rollback(self) -> None:
        self.taken = None
        super()._rollback()

    def _savepoint_rollback(self, sid: str) -> None:
        self.taken = None
        super()._savepoint_rollback(sid)
