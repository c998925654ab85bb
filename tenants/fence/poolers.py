"""Whether a connection keeps its session, or a pooler lends it another's with each transaction.

City and role are settings of the session. Behind a pooler such as PgBouncer in its transaction or
statement mode the next statement would run in somebody else's city (tried: 51 % wrong reads).
"""

import uuid
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured

PATIENCE = 5.0  # seconds until what was said must have been heard
REFUSAL = (
    "A pooler stands between the application and PostgreSQL and lends out its connections for each"
    " transaction or statement: it would mix cities."
)
MEND = (
    "Set pool_mode = session in PgBouncer, with as many connections as all processes take together,"
    " or let DATABASE_URL lead to PostgreSQL itself; the web server has a pool of its own."
)
_addresses_that_keep: set[tuple[object, ...]] = set()


class SessionsAreLentError(ImproperlyConfigured):
    """The next statement might run in another session, and so in another city."""


def refuse_lent_sessions(parameters: Mapping[str, Any]) -> None:
    """Raise ``SessionsAreLentError`` for such an address; asked once by each process.

    ``parameters`` are those that psycopg connects with.
    """
    address = tuple(parameters.get(name) for name in ("host", "port", "dbname", "user"))
    if address in _addresses_that_keep:
        return
    if not keeps_its_session(parameters):
        raise SessionsAreLentError(f"{REFUSAL} {MEND}")
    _addresses_that_keep.add(address)


def keeps_its_session(parameters: Mapping[str, Any]) -> bool:
    """Whether a notification reaches a client that only waits, from a session that is not its own.

    PostgreSQL sends it to the session that listens, at any moment. A pooler can pass it on only
    while that session is this client's although no transaction runs. So no size of the pool and
    no load on it makes a lent session look like a kept one. Where the pooler passes it on by some
    way of its own, the numbers of the two sessions still tell.
    """
    options = {**parameters, "autocommit": True}
    with (
        closing(psycopg.connect(**options)) as waiting,
        closing(psycopg.connect(**options)) as speaking,
    ):
        channel = f"ostoja_{uuid.uuid4().hex}"
        waiting.execute(f"listen {channel}")
        own = _session_of(waiting)
        # Not waited for: a pool of one session would never let the second client speak.
        speaking.pgconn.send_query(f"notify {channel}".encode())
        heard = [one.pid for one in waiting.notifies(timeout=PATIENCE, stop_after=1)]
        return heard != [] and own not in heard and _session_of(waiting) == own


def _session_of(connection: psycopg.Connection[Any]) -> int:
    [number] = connection.execute("select pg_backend_pid()").fetchone() or [0]
    return int(number)
