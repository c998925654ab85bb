"""An upgrade planned once: what Django does to one city, written down to be done to the others.

The migrations run in one city inside a transaction that is rolled back. What they said to the
database is the recipe for every city that has seen the same migrations. Operations whose words
depend on the rows they find (``RunPython``) or that need a transaction of their own (indexes
made concurrently) cannot be written down so; such an upgrade is Django's, city by city.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations import (
    Migration,
    RenameModel,
    RunPython,
    RunSQL,
    SeparateDatabaseAndState,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from psycopg import ClientCursor

from tenants.fence import Power, entered
from tenants.fence.grants import grants_of_here
from tenants.fence.place import current_schema, slug_of
from tenants.schemas.histories import history_here

# Rows are written down by what they say, since their ids differ from city to city.
MIGRATIONS = "select app, name from django_migrations"
NEW_MIGRATION = "insert into django_migrations (app, name, applied) values (%s, %s, now())"
CONTENT_TYPES = "select app_label, model from django_content_type"
NEW_CONTENT_TYPE = "insert into django_content_type (app_label, model) values (%s, %s)"
PERMISSIONS = """
select p.name, p.codename, t.app_label, t.model
from auth_permission p join django_content_type t on t.id = p.content_type_id
"""
NEW_PERMISSION = """
insert into auth_permission (name, codename, content_type_id)
select %s, %s, id from django_content_type where app_label = %s and model = %s
"""
ROWS = {
    MIGRATIONS: NEW_MIGRATION,
    CONTENT_TYPES: NEW_CONTENT_TYPE,
    PERMISSIONS: NEW_PERMISSION,
}
AT_ONCE = "set constraints all immediate; set constraints all deferred"
_NOT_WRITTEN_DOWN = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET CONSTRAINTS")
_NOT_CHANGED = ("django_migrations", "django_content_type", "auth_permission")
LOCK_TIMEOUT = "2s"
OTHER_HISTORY = "OST01"
ALONE = """
select set_config('lock_timeout', '{timeout}', true), set_config('synchronous_commit', 'off', true);
select pg_advisory_xact_lock(hashtext('{lock}'));
do $body$ begin
    if (select md5(string_agg(app || '.' || name, ',' order by (app || '.' || name) collate "C"))
            from django_migrations) <> '{history}' then
        raise exception 'another history' using errcode = '{code}';
    end if;
end $body$"""
Rows = set[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Statements that take a city from one history to the code's own; they name no schema."""

    history: str
    statements: Sequence[str]

    def replay(self) -> None:
        """Say it all to the entered city, with the grants of what is new: one round trip, and so
        one transaction. Nothing is done to a city that somebody else was faster with.
        """
        text = ";\n".join([self._alone, *self.statements, AT_ONCE, *self._grants])
        try:
            with connection.cursor() as cursor:
                cursor.execute(text)
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", None) != OTHER_HISTORY:
                raise

    @property
    def _grants(self) -> list[str]:
        """Only a new table needs any: two dozen statements are more than a new column is."""
        makes_a_table = any("CREATE TABLE" in one.upper() for one in self.statements)
        return [grants_of_here()] if makes_a_table else []

    @property
    def _alone(self) -> str:
        """Its commit is not waited for: one that a power cut takes is simply repeated, and no
        later commit, such as that of a row with a new column, is kept without it.
        """
        return ALONE.format(
            timeout=LOCK_TIMEOUT,
            lock=f"upgrade {slug_of(current_schema())}",
            history=self.history,
            code=OTHER_HISTORY,
        )


def recipe_for(slug: str) -> Recipe | None:
    """What brings this city, and those of its history, up to date; None if only Django can."""
    with entered(slug, Power.OWNER):
        history = history_here()
        if not all(map(_can_be_written_down, _plan())):
            return None
        with transaction.atomic():
            wait_briefly()
            said = _said_by_migrations()
            transaction.set_rollback(True)
        ContentType.objects.clear_cache()  # knows rows that were rolled back
    return Recipe(history, said)


def wait_briefly(*, in_transaction: bool = True) -> None:
    """For the rest of the transaction, or of the connection's use: people must not queue behind
    an upgrade that waits.
    """
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lock_timeout', %s, %s)", [LOCK_TIMEOUT, in_transaction])


def _plan() -> list[Migration]:
    executor = MigrationExecutor(connection)
    return [step for step, _back in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def _can_be_written_down(migration: Migration) -> bool:
    return migration.atomic and all(map(_is_plain, migration.operations))


def _is_plain(operation: Operation) -> bool:
    if isinstance(operation, SeparateDatabaseAndState):
        return all(map(_is_plain, operation.database_operations))
    if isinstance(operation, RunSQL):
        return not _is_lost(operation.sql)
    return not isinstance(operation, RunPython | RenameModel)


def _is_lost(said: Any) -> bool:
    """Whether a statement of somebody's own would be taken for Django's bookkeeping."""
    parts = [said] if isinstance(said, str) else said
    texts = [part if isinstance(part, str) else part[0] for part in parts]
    return any(text.strip() and not _changes_something(text) for text in texts)


def _said_by_migrations() -> list[str]:
    before = {question: _rows(question) for question in ROWS}
    said: list[str] = []
    with _recorded(said):
        call_command("migrate_schema", verbosity=0, interactive=False)
    for question, new in ROWS.items():
        said += [_written(new, row) for row in sorted(_rows(question) - before[question])]
    return said


@contextmanager
def _recorded(said: list[str]) -> Iterator[None]:
    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if _changes_something(sql):
            said.append(_written(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield


def _changes_something(sql: str) -> bool:
    is_row = any(f'"{table}"' in sql and not _alters(sql) for table in _NOT_CHANGED)
    return not (is_row or sql.lstrip().upper().startswith(_NOT_WRITTEN_DOWN))


def _alters(sql: str) -> bool:
    return sql.lstrip().upper().startswith(("ALTER", "CREATE", "DROP"))


def _written(sql: str, params: Any) -> str:
    """The statement with its values in it, as the server would read them."""
    if not params:
        return sql
    return ClientCursor(connection.connection).mogrify(sql, params)


def _rows(question: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return set(cursor.fetchall())
