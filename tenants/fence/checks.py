"""What must be true of the database before this process serves anybody."""

from collections.abc import Callable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.backends.utils import CursorWrapper

from tenants.fence.place import entered_platform

SAFE_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


@register(Tags.database)
def database_is_fenced(
    app_configs: Any = None, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """The login is an ordinary one, acknowledged means on disk, and nobody stands in between."""
    if not databases:
        return []
    with entered_platform(), connection.cursor() as cursor:
        found = [check(cursor) for check in _CHECKS]
    return [message for message in found if message is not None]


def stop_if_unsafe() -> None:
    """Raise ``ImproperlyConfigured`` rather than serve a city from such a database."""
    found = database_is_fenced(databases=["default"])
    if found:
        raise ImproperlyConfigured(" ".join(f"{one.msg} {one.hint}" for one in found))


def _login_is_ordinary(cursor: CursorWrapper) -> Error | None:
    cursor.execute(
        "select rolsuper or rolinherit or rolcreaterole or rolbypassrls"
        " from pg_roles where rolname = session_user"
    )
    [too_powerful] = cursor.fetchone()
    if not too_powerful:
        return None
    return Error(
        "DATABASE_URL names a login that could step over the fence.",
        hint="Use the login that `ostoja database prepare` made: NOINHERIT, no superuser.",
        id="fence.E001",
    )


def _acknowledged_is_kept(cursor: CursorWrapper) -> Error | None:
    cursor.execute(
        "select name from pg_settings where name = any(%s) and setting = 'off'",
        [list(SAFE_SETTINGS)],
    )
    unsafe = [name for (name,) in cursor.fetchall()]
    if not unsafe:
        return None
    return Error(
        f"PostgreSQL runs with {', '.join(unsafe)} off: what is acknowledged may be lost.",
        hint="Turn them on in postgresql.conf and reload.",
        id="fence.E002",
    )


def _nobody_stands_in_between(cursor: CursorWrapper) -> Error | None:
    """A pooler such as PgBouncer tells clients an identifier of its own making.

    In transaction mode it would give the next statement another connection, and with it
    another city (tried: 51 % wrong reads).
    """
    cursor.execute("select pg_backend_pid()")
    if cursor.fetchone() == (cursor.connection.info.backend_pid,):
        return None
    return Error(
        "A pooler stands between the application and PostgreSQL: it could mix cities.",
        hint="Let DATABASE_URL lead to PostgreSQL itself; the web server has a pool of its own.",
        id="fence.E003",
    )


_CHECKS: tuple[Callable[[CursorWrapper], Error | None], ...] = (
    _login_is_ordinary,
    _acknowledged_is_kept,
    _nobody_stands_in_between,
)
