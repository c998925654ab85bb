"""What must be true of the database before this process serves anybody."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.db.backends.utils import CursorWrapper

from tenants.fence.place import entered_platform
from tenants.fence.poolers import MEND, REFUSAL, SessionsAreLentError, refuse_lent_sessions

SAFE_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


@register(Tags.database)
def database_is_fenced(
    app_configs: Any = None, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Connections keep their sessions, the login is an ordinary one, acknowledged means on disk."""
    if not databases:
        return []
    lent = _sessions_are_kept()
    if lent:  # no other question would be answered
        return [lent]
    with entered_platform(), connection.cursor() as cursor:
        found = [check(cursor) for check in _CHECKS]
    return [message for message in found if message is not None]


def stop_if_unsafe(*, is_local: bool = False) -> None:
    """End the process with one line that says the mend, rather than serve a city so.

    On a machine of one's own nothing need be kept, but cities are not mixed there either.
    """
    found = [_sessions_are_kept()] if is_local else database_is_fenced(databases=["default"])
    reasons = [f"{one.msg} {one.hint}" for one in found if one]
    if reasons:
        sys.exit(f"ostoja: {' '.join(reasons)}")


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


def _sessions_are_kept() -> Error | None:
    try:
        refuse_lent_sessions(connection.get_connection_params())
    except SessionsAreLentError:
        return Error(REFUSAL, hint=MEND, id="fence.E003")
    return None


_CHECKS: tuple[Callable[[CursorWrapper], Error | None], ...] = (
    _login_is_ordinary,
    _acknowledged_is_kept,
)
