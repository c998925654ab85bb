"""What a restored city keeps of the time after its bundle, and what of the bundle it loses.

A bundle knows neither who left after it was made nor what was done since. The record of that
stays, access that was taken away stays away, and nothing that was sent is sent again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

# The record of what was seen, changed and deleted: rows since the bundle are added to it again.
RECORDS = ("audit_auditevent", "retention_disposal")
# Signed in is nobody, and what waited to be sent has been sent or is out of date.
FORGOTTEN = (
    "delete from django_session",
    "delete from usersessions_usersession",
    "update notifications_outboxmessage set given_up_at = now(), body = ''"
    " where sent_at is null and given_up_at is null",
)
# The same said by rooms, which may be younger than a bundle: by table.
_forgotten: dict[str, str] = {}
# Tables in which a restored city differs from its bundle, by the above and by saying so.
TOUCHED = frozenset(
    [
        "django_session",
        "usersessions_usersession",
        "notifications_outboxmessage",
        "audit_auditevent",
    ]
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A kind of access: ``column`` says that it was ended, in rows for which ``when`` is true."""

    table: str
    column: str
    when: str


_ENDED = """
select jsonb_agg(jsonb_build_object('id', id, '{kind.column}', {kind.column}))
from "{table}" where {kind.when}
"""


@dataclass(slots=True)
class Since:
    """What a city knew a moment ago, as JSON by table."""

    records: dict[str, str] = field(default_factory=dict)
    ended: dict[Ended, str] = field(default_factory=dict)


_ended: list[Ended] = [Ended("accounts_user", "is_active", "not is_active")]


def register(*kinds: Ended) -> None:
    """Called by a room when the app starts."""
    _ended.extend(kinds)


def register_forgotten(table: str, statement: str) -> None:
    """Called by a room when the app starts: what of its table is over when a city comes back."""
    _forgotten[table] = statement


def touched() -> frozenset[str]:
    """Tables in which a restored city may differ from its bundle."""
    return TOUCHED | _forgotten.keys()


def known_since(made_at: str) -> Since:
    """What the entered city knows of the time since the bundle; little where it is in ruins."""
    since = Since()
    for table in _present(RECORDS):
        since.records[table] = _json(
            f'select jsonb_agg(to_jsonb(t)) from "{table}" t'  # noqa: S608 - our own names
            " where at >= %s::timestamptz - interval '1 hour'",
            [made_at],
        )
    for kind in _ended:
        for table in _present([kind.table]):
            since.ended[kind] = _json(_ENDED.format(table=table, kind=kind), [])
    return since


def settle(since: Since) -> None:
    """Put it into the entered city, which has just come out of its bundle."""
    ours = [_forgotten[table] for table in _present(_forgotten)]
    with connection.cursor() as cursor:
        for statement in (*FORGOTTEN, *ours):
            cursor.execute(statement)
        for table, rows in since.records.items():
            # Only what the rows say: what a later version added has its default.
            columns = ", ".join(f'"{name}"' for row in json.loads(rows)[:1] for name in row)
            if columns:
                cursor.execute(
                    f'insert into "{table}" ({columns}) select {columns} from'  # noqa: S608
                    f' jsonb_populate_recordset(null::"{table}", %s) on conflict do nothing',
                    [rows],
                )
        for kind, rows in since.ended.items():
            cursor.execute(
                f'update "{kind.table}" t set {kind.column} = s.{kind.column}'  # noqa: S608
                f' from jsonb_populate_recordset(null::"{kind.table}", %s) s where t.id = s.id',
                [rows],
            )


def _present(tables: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = current_schema()")
        known = {name for (name,) in cursor.fetchall()}
    return iter([table for table in tables if table in known])


def _json(query: str, values: list[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        [rows] = cursor.fetchone()
    return json.dumps(rows or []) if not isinstance(rows, str) else rows
