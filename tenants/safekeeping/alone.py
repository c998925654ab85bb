"""Work that only one process does at a time; whoever is killed lets go of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from tenants.fence import entered_platform


@contextmanager
def alone(what: str) -> Iterator[bool]:
    """Whether nobody else is at it. The lock belongs to the connection and ends with it."""
    is_mine = _asked("select pg_try_advisory_lock(hashtext(%s))", what)
    try:
        yield is_mine
    finally:
        if is_mine:
            _asked("select pg_advisory_unlock(hashtext(%s))", what)


def _asked(query: str, what: str) -> bool:
    with entered_platform(), connection.cursor() as cursor:
        cursor.execute(query, [what])
        [answer] = cursor.fetchone()
    return bool(answer)
