"""What must be true of the database before this process serves anybody."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from tenants.fence.place import entered_platform

SAFE_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


@register(Tags.database)
def database_is_fenced(
    app_configs: Any = None, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """The login is an ordinary one that owns nothing, and acknowledged means on disk."""
    if not databases:
        return []
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper or rolinherit or rolcreaterole or rolbypassrls"
            " from pg_roles where rolname = session_user"
        )
        [too_powerful] = cursor.fetchone()
        cursor.execute(
            "select name from pg_settings where name = any(%s) and setting = 'off'",
            [list(SAFE_SETTINGS)],
        )
        unsafe = [name for (name,) in cursor.fetchall()]
    found: list[CheckMessage] = []
    if too_powerful:
        found.append(
            Error(
                "DATABASE_URL names a login that could step over the fence.",
                hint="Use the login that `ostoja database prepare` made: NOINHERIT, no superuser.",
                id="fence.E001",
            )
        )
    if unsafe:
        found.append(
            Error(
                f"PostgreSQL runs with {', '.join(unsafe)} off: what is acknowledged may be lost.",
                hint="Turn them on in postgresql.conf and reload.",
                id="fence.E002",
            )
        )
    return found
