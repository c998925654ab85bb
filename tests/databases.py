"""Test databases: a template with four cities is built once, and cloned for each worker.

Rollback covers all of them. Tests that commit for real get a clone of their own.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from ostoja.settings.environment import ROOT, database_settings
from tenants.fence import Power, entered
from tenants.fence.backend.base import DatabaseWrapper
from tenants.fence.bootstrap import drop_roles, prepare, with_parts

# Elbląg is the stranger: what exists there exists nowhere else.
CITIES = {"gdansk": "msik", "gdynia": "coalition", "slupsk": "planning", "elblag": "msik"}
LOCK = 7_391_205
# Databases in which a role of this prefix owns something or may do something.
WITH_ROLES = """
select d.datname from pg_shdepend s
join pg_roles r on s.refclassid = 'pg_authid'::regclass and r.oid = s.refobjid
join pg_database d on d.oid = s.dbid
    or (s.classid = 'pg_database'::regclass and d.oid = s.objid)
where starts_with(r.rolname, %s)
"""
# As the run began: while a clone is in use the setting names the clone's own keys.
KEYS = Path(settings.KEYS_ROOT)


def admin_url() -> str:
    """The address of an administrator of the test cluster."""
    return os.environ["DATABASE_ADMIN_URL"]


def fingerprint() -> str:
    """Changes when anything that shapes the template database does."""
    digest = hashlib.sha256(repr(settings.ENCRYPTION_KEYS).encode())
    folders = ("platform/ostoja", "tenants", "casework", "accessibility", "api")
    names = {path for folder in folders for path in _shaping_files(ROOT / folder)}
    for path in sorted({*names, Path(__file__)}):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def _shaping_files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if "node_modules" not in path.parts and (
            path.suffix in {".toml", ".sql"} or (path.suffix == ".py" and _shapes(path))
        ):
            yield path


def _shapes(path: Path) -> bool:
    return bool(
        {"migrations", "models", "schemas", "opening"} & set(path.parts)
        or path.name in {"models.py", "loading.py", "parts.py", "onboarding.py", "permissions.py"}
        or "fence" in path.parts
    )


class TemplateDatabase:
    """A database that others are cloned from, with the cities' keys beside it."""

    def __init__(self, kind: str, mark: str = "") -> None:
        self.kind, mark = kind, mark or fingerprint()
        self.name = f"ostoja_test_{kind}_{mark}"
        # Roles are cluster-wide: each template has its own set.
        self.prefix = f"t{kind[0]}{mark}"
        self.keys = KEYS / self.name

    def build(self, fill: Callable[[], None]) -> None:
        """Make it, unless an earlier run of the same code did."""
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            admin.execute("select pg_advisory_lock(%s)", [LOCK])
            if not self._is_whole(admin):
                self._make(admin, fill)

    def _is_whole(self, admin: psycopg.Connection) -> bool:
        query = "select shobj_description(oid, 'pg_database') from pg_database where datname = %s"
        row = admin.execute(query, [self.name]).fetchone()
        return row == ("whole",) and self.keys.exists()

    def _make(self, admin: psycopg.Connection, fill: Callable[[], None]) -> None:
        self.forget_others(admin)
        self.forget(admin)
        url = prepare(admin_url(), self.name, prefix=self.prefix, password="test")
        with using(url, self.prefix, self.keys):
            fill()
        admin.execute(
            sql.SQL("comment on database {} is 'whole'").format(sql.Identifier(self.name))
        )

    def forget_others(self, admin: psycopg.Connection) -> None:
        """Drop the templates of earlier states of the code, unless somebody works on a clone."""
        names = admin.execute(
            "select datname from pg_database where datname ~ %s and datname <> %s",
            [f"^ostoja_test_{self.kind}_[0-9a-f]{{10}}$", self.name],
        )
        for (name,) in names.fetchall():
            other = TemplateDatabase(self.kind, name[-10:])
            if not other.is_used(admin):
                other.forget(admin)

    def is_used(self, admin: psycopg.Connection) -> bool:
        """Whether a program is connected to this template or one of its clones."""
        query = "select 1 from pg_stat_activity where usename = %s"
        return admin.execute(query, [f"{self.prefix}_app"]).fetchone() is not None

    def forget(self, admin: psycopg.Connection) -> None:
        """Drop it with its keys, its roles, and clones that a killed run left."""
        names = admin.execute(f"{WITH_ROLES} union select %s", [f"{self.prefix}_", self.name])
        for (name,) in names.fetchall():
            drop(name)
        drop_roles(admin, self.prefix)
        shutil.rmtree(self.keys, ignore_errors=True)

    @contextmanager
    def cloned(self, name: str) -> Iterator[str]:
        """A clone that Django uses for the length of the block, with keys of its own."""
        self.clone(name)
        try:
            with self.used(name) as url:
                yield url
        finally:
            drop(name)

    @contextmanager
    def used(self, name: str) -> Iterator[str]:
        """Django uses this clone for the length of the block, with keys of its own."""
        keys = self.keys.with_name(name)
        shutil.rmtree(keys, ignore_errors=True)
        shutil.copytree(self.keys, keys)
        try:
            with using(self.url_of(name), self.prefix, keys):
                yield self.url_of(name)
        finally:
            shutil.rmtree(keys)

    def url_of(self, name: str) -> str:
        """A clone's address for the application's own login."""
        return with_parts(admin_url(), database=name, user=f"{self.prefix}_app", password="test")

    def clone(self, name: str) -> str:
        """Make (or remake) a clone; its address for the application's own login."""
        with psycopg.connect(admin_url(), autocommit=True) as admin:
            identifiers = {"name": sql.Identifier(name), "template": sql.Identifier(self.name)}
            admin.execute("select pg_advisory_lock(%s)", [LOCK])
            admin.execute(
                sql.SQL("drop database if exists {name} with (force)").format(**identifiers)
            )
            admin.execute(
                sql.SQL("create database {name} template {template}").format(**identifiers)
            )
            admin.execute(
                sql.SQL("revoke all on database {name} from public").format(**identifiers)
            )
            for role, right in (("app", "connect"), ("provisioner", "create")):
                statement = sql.SQL("grant {} on database {} to {}").format(
                    sql.SQL(right), identifiers["name"], sql.Identifier(f"{self.prefix}_{role}")
                )
                admin.execute(statement)
        return self.url_of(name)


def fenced() -> DatabaseWrapper:
    """Django's connection, as what it is: ours."""
    database = connections["default"]
    assert isinstance(database, DatabaseWrapper)
    return database


def drop(name: str) -> None:
    """Remove a clone."""
    with psycopg.connect(admin_url(), autocommit=True) as admin:
        admin.execute(
            sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        )


def fresh_cities() -> None:
    """Fills a template with the cities as they are on their first day, those to be open opened."""
    from tenants.migrating import migrate_platform
    from tenants.onboarding import NewCity, onboard
    from tenants.opening.actions import open_example

    migrate_platform()
    for step, (slug, blueprint) in enumerate(CITIES.items()):
        onboard(NewCity(slug, slug.capitalize(), blueprint, f"city-admin@{slug}.example"))
        if blueprint != "planning":
            with entered(slug):
                open_example()
        shift_content_types(slug, 1000 * step)


def shift_content_types(slug: str, by: int) -> None:
    """Make content-type ids differ between cities, so that a mixed-up cache cannot hide."""
    with entered(slug, Power.OWNER), connection.cursor() as cursor:
        cursor.execute("begin; set constraints all deferred")
        cursor.execute("update auth_permission set content_type_id = content_type_id + %s", [by])
        cursor.execute("update django_content_type set id = id + %s", [by])
        cursor.execute("commit")


@contextmanager
def using(url: str, prefix: str, keys: Path) -> Iterator[None]:
    """Point Django at another database for the length of the block."""
    from ostoja.privacy import keys as key_store

    database = connections["default"]
    before = dict(database.settings_dict), settings.DATABASE_ROLE_PREFIX, settings.KEYS_ROOT
    database.close()
    _point(database, database_settings(url))
    settings.DATABASE_ROLE_PREFIX, settings.KEYS_ROOT = prefix, keys
    key_store.forget_keys()
    try:
        yield
    finally:
        database.close()
        _point(database, before[0])
        settings.DATABASE_ROLE_PREFIX, settings.KEYS_ROOT = before[1:]
        key_store.forget_keys()


def _point(database: object, wanted: dict[str, object]) -> None:
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    database.settings_dict |= {name: wanted[name] for name in names}  # type: ignore[attr-defined]
