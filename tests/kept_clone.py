"""A clone that is put back to what its template holds instead of made anew.

To copy the thousands of files of four cities takes seconds, and most tests that commit change a
few rows. PostgreSQL counts what was written into each table, system catalogues among them: where
only rows changed, those tables are filled again; after anything else the clone is made anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tenants.fence.bootstrap import with_parts
from tests.databases import LOCK, TemplateDatabase, admin_url, drop

Table = tuple[str, str]  # schema and name

END_ALL = """
select pg_terminate_backend(pid, 10000) from pg_stat_activity
where datname = %s and pid <> pg_backend_pid()
"""
WRITTEN = """
select s.schemaname, s.relname from pg_stat_all_tables s join pg_class c on c.oid = s.relid
where s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0 and not c.relisshared
    and s.schemaname <> 'pg_toast' -- the long values of a table that is counted itself
"""
# What autovacuum writes says nothing of the rows.
KEPT_BY_ITSELF = {("pg_catalog", "pg_statistic"), ("pg_catalog", "pg_statistic_ext_data")}
SYSTEM = {"pg_catalog", "information_schema"}
SEQUENCES = "select schemaname, sequencename, start_value, last_value from pg_sequences"
# What a role may do with the database as a whole is written in no table of its own.
RIGHTS = """
select d.datacl::text, array(
    select r::text from pg_db_role_setting r where r.setdatabase = d.oid order by 1
) from pg_database d where datname = current_database()
"""


class KeptClone:
    """One clone that many tests use one after another, each as if it were new."""

    def __init__(self, template: TemplateDatabase, name: str) -> None:
        self.template, self.name = template, name
        self._sequences: dict[Table, tuple[int, int | None]] = {}
        self._rights: object = None
        self._contents: dict[Table, bytes] = {}

    def ready(self) -> str:
        """Have it as its template is; its address for the application's own login."""
        self.end_all()
        if not self._put_back():
            self.template.clone(self.name)
            self._remember()
        return self.template.url_of(self.name)

    @contextmanager
    def used(self) -> Iterator[str]:
        """Django uses the clone, as its template is, for the length of the block; its address."""
        self.ready()
        try:
            with self.template.used(self.name) as url:
                yield url
        finally:
            self.end_all()

    def drop(self) -> None:
        """Away with it."""
        drop(self.name)

    @contextmanager
    def _inside(self) -> Iterator[psycopg.Connection]:
        with psycopg.connect(of_administrator(self.name), autocommit=True) as inside:
            yield inside

    def end_all(self) -> None:
        """Who is connected has counts that they hand in when they end."""
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            admin.execute(END_ALL, [self.name]).fetchall()

    def _is_there(self) -> bool:
        """Nobody dropped it, or closed it to everybody."""
        with psycopg.connect(admin_url()) as admin:
            query = "select 1 from pg_database where datname = %s and datallowconn"
            return admin.execute(query, [self.name]).fetchone() is not None

    def _remember(self) -> None:
        with self._inside() as inside:
            self._sequences, self._rights = _sequences(inside), _rights(inside)

    def _put_back(self) -> bool:
        """Whether it is again as its template is; where not, it must be made anew."""
        if not self._sequences or not self._is_there():
            return False
        with self._inside() as inside:
            written = set(inside.execute(WRITTEN).fetchall()) - KEPT_BY_ITSELF
            if _rights(inside) != self._rights or any(schema in SYSTEM for schema, _ in written):
                return False
            self._fill(inside, sorted(written))
            self._set_sequences(inside)
            inside.execute("select pg_stat_force_next_flush()")
            inside.execute("select pg_stat_reset()")
        return True

    def _fill(self, inside: psycopg.Connection, tables: list[Table]) -> None:
        self._read([table for table in tables if table not in self._contents])
        with inside.transaction():
            # Neither triggers nor references: what goes and comes is whole again at the end.
            inside.execute("set local session_replication_role = replica")
            for table in tables:
                inside.execute(sql.SQL("delete from {}").format(sql.Identifier(*table)))
                with inside.cursor().copy(_copying(table, "from stdin")) as copy:
                    copy.write(self._contents[table])

    def _read(self, tables: list[Table]) -> None:
        """From the template, which nobody may clone while somebody looks into it."""
        if not tables:
            return
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            admin.execute("select pg_advisory_lock(%s)", [LOCK])
            with psycopg.connect(of_administrator(self.template.name)) as template:
                for table in tables:
                    with template.cursor().copy(_copying(table, "to stdout")) as copy:
                        self._contents[table] = b"".join(copy)

    def _set_sequences(self, inside: psycopg.Connection) -> None:
        for name, now in _sequences(inside).items():
            if now != (before := self._sequences[name]):
                start, last = before
                # The sequence's name is text here: quoted by the database's own rule.
                inside.execute(
                    "select setval(format('%%I.%%I', %s::text, %s::text), %s, %s)",
                    [*name, start if last is None else last, last is not None],
                )


def of_administrator(name: str) -> str:
    """A database's address for the administrator of the cluster."""
    return with_parts(admin_url(), database=name)


def _sequences(inside: psycopg.Connection) -> dict[Table, tuple[int, int | None]]:
    return {
        (schema, name): (start, last) for schema, name, start, last in inside.execute(SEQUENCES)
    }


def _rights(inside: psycopg.Connection) -> object:
    return inside.execute(RIGHTS).fetchone()


def _copying(table: Table, where: str) -> sql.Composed:
    statement = f"copy {{}} {where} (format binary)"
    return sql.SQL(statement).format(sql.Identifier(*table))
