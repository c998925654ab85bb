"""Cursors that take the place before they speak, and hand their rows to nobody elsewhere."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db.backends.postgresql.base import CursorDebugWrapper
from django.db.backends.utils import CursorWrapper
from psycopg import Cursor
from psycopg.errors import FeatureNotSupported, InvalidSqlStatementName
from psycopg.pq import TransactionStatus

from tenants.fence.place import NotEntered, Place, WrongCity, current_place, current_schema

if TYPE_CHECKING:
    from tenants.fence.backend.base import DatabaseWrapper

# What Django itself sends to keep transactions in order; these touch no table.
_HARMLESS = re.compile(
    r'(?:(?:RELEASE |ROLLBACK TO )?SAVEPOINT "\w+"|SET CONSTRAINTS ALL (?:IMMEDIATE|DEFERRED))'
)


class FencedCursor(CursorWrapper):
    """Django's cursor; ``asked_in`` is where its last statement ran."""

    db: "DatabaseWrapper"
    asked_in: Place | None = None

    def _enter(self) -> None:
        self.db.take_place(self.cursor)
        self.asked_in = current_place()

    def _refuse_elsewhere(self) -> None:
        place = current_place()
        if place == self.asked_in or self.asked_in is None:
            return
        if place is None:
            raise NotEntered(f"Rows of {self.asked_in.schema} were read outside every city.")
        raise WrongCity(f"Rows of {self.asked_in.schema} were read in {place.schema}.")

    # What speaks to the server.

    def _execute(self, sql: Any, *args: Any) -> Any:
        if not (isinstance(sql, str) and _HARMLESS.fullmatch(sql)):
            self._enter()
        return super()._execute(sql, *args)  # type: ignore[misc]

    def _executemany(self, *args: Any) -> Any:
        self._enter()
        return super()._executemany(*args)  # type: ignore[misc]

    def callproc(self, *args: Any, **kwargs: Any) -> Any:
        self._enter()
        return super().callproc(*args, **kwargs)

    def stream(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """psycopg's: rows as they come, asked for when the first one is."""
        self._enter()
        for row in self.cursor.stream(*args, **kwargs):
            self._refuse_elsewhere()
            yield row

    @contextmanager
    def copy(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """psycopg's: begins when the block does."""
        self._enter()
        with self.cursor.copy(*args, **kwargs) as copying:
            yield copying

    def scroll(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_elsewhere()
        with self.db.wrap_database_errors:
            self.cursor.scroll(*args, **kwargs)

    # What hands out rows: the server's, or those that have come already.

    def fetchone(self) -> Any:
        self._refuse_elsewhere()
        with self.db.wrap_database_errors:
            return self.cursor.fetchone()

    def fetchmany(self, *args: Any, **kwargs: Any) -> Any:
        self._refuse_elsewhere()
        with self.db.wrap_database_errors:
            return self.cursor.fetchmany(*args, **kwargs)

    def fetchall(self) -> Any:
        self._refuse_elsewhere()
        with self.db.wrap_database_errors:
            return self.cursor.fetchall()

    def __iter__(self) -> Iterator[Any]:
        self._refuse_elsewhere()
        for row in super().__iter__():
            self._refuse_elsewhere()
            yield row


class FencedDebugCursor(FencedCursor, CursorDebugWrapper):
    """The same while queries are logged: under ``DEBUG``, and where tests count them."""

    @contextmanager
    def copy(self, statement: Any, *args: Any, **kwargs: Any) -> Iterator[Any]:
        with self.debug_sql(statement), super().copy(statement, *args, **kwargs) as copying:
            yield copying


class KeptCursor(Cursor[Any]):
    """psycopg's, for statements that nearly every request asks: the server keeps those that come
    often, instead of reading and planning them anew each time.

    It keeps them by connection and by city, whose schema stands in the text, since tables of two
    cities may differ while one is being upgraded.
    """

    OFTEN = 5

    def execute(self, query: str, params: Any = None) -> Any:  # type: ignore[override]
        try:
            return self._execute_often(query, params)
        except (FeatureNotSupported, InvalidSqlStatementName):
            # A column changed its type since, or somebody discarded what was kept.
            if self.connection.info.transaction_status != TransactionStatus.IDLE:
                raise
            self._execute_often("deallocate all", None)
            return self._execute_often(query, params)

    def _execute_often(self, query: str, params: Any) -> Any:
        """Other statements on this connection are neither kept nor counted."""
        self.connection.prepare_threshold = self.OFTEN
        try:
            return super().execute(f"/* {current_schema()} */ {query}", params)
        finally:
            self.connection.prepare_threshold = None
