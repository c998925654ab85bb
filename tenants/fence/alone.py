"""One at a time: a lock of the present city that ends with its holder, however that ends."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from tenants.fence.place import current_schema


@contextmanager
def alone(what: str) -> Iterator[bool]:
    """Whether nobody else does this in the present city; whoever comes second is told at once."""
    key = f"{current_schema()} {what}"
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [key])
        [is_mine] = cursor.fetchone()
    try:
        yield is_mine
    finally:
        if is_mine:
            with suppress(DatabaseError), connection.cursor() as cursor:  # else it ended by itself
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [key])
