"""Prepares a database once: the application's login, the roles, and the functions that
let the platform fence off a new city without being able to do anything else.

Needs an administrator's connection; nothing here runs while people are served.
"""

import secrets
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from tenants.fence.role_names import LOGIN, PROVISIONER, role_name

FUNCTIONS = Path(__file__).parent / "provision.sql"


def with_parts(
    url: str, *, database: str | None = None, user: str | None = None, password: str | None = None
) -> str:
    """The same database address with another database, or another user and password."""
    parts = urlsplit(url)
    netloc = parts.netloc
    if user is not None:
        host = parts.netloc.rpartition("@")[2]
        secret = f":{quote(password, safe='')}" if password else ""
        netloc = f"{quote(user, safe='')}{secret}@{host}"
    path = f"/{quote(database, safe='')}" if database is not None else parts.path
    query = urlencode(parse_qsl(parts.query), safe="/")
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def prepare(
    admin_url: str, database: str, *, prefix: str | None = None, password: str | None = None
) -> str:
    """Make the database ready and return the ``DATABASE_URL`` of the application.

    ``prefix`` starts the names of all roles (default: the database's name). ``password`` is
    the login's; without one a new one is made. May be run again.
    """
    prefix = prefix or database
    password = password or secrets.token_urlsafe(24)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        _create_database(admin, database)
        _create_roles(admin, prefix, password)
    with psycopg.connect(with_parts(admin_url, database=database)) as admin:
        _fence(admin, database, prefix)
    return with_parts(
        admin_url, database=database, user=role_name(prefix, LOGIN), password=password
    )


def drop_roles(admin: psycopg.Connection, prefix: str) -> None:
    """Remove all roles of an installation, once no database uses them.

    The provisioner goes last: it gave the others away, and since PostgreSQL 16 a grant depends
    on whoever made it.
    """
    names = admin.execute(
        "select rolname from pg_roles where starts_with(rolname, %s) order by rolname = %s, 1",
        [f"{prefix}_", role_name(prefix, PROVISIONER)],
    )
    for (name,) in names.fetchall():
        admin.execute(sql.SQL("drop role {}").format(sql.Identifier(name)))


def _create_database(admin: psycopg.Connection, database: str) -> None:
    found = admin.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
    if not found:
        statement = sql.SQL("create database {} template template0 encoding 'UTF8'")
        admin.execute(statement.format(sql.Identifier(database)))


def _create_roles(admin: psycopg.Connection, prefix: str, password: str) -> None:
    attributes = {
        PROVISIONER: "nologin createrole inherit",
        "public_own": "nologin inherit",
        "public_run": "nologin inherit",
        LOGIN: "login noinherit nosuperuser nocreaterole nocreatedb",
    }
    for name, wanted in attributes.items():
        role = sql.Identifier(role_name(prefix, name))
        found = admin.execute(
            "select 1 from pg_roles where rolname = %s", [role_name(prefix, name)]
        ).fetchone()
        if not found:
            admin.execute(sql.SQL("create role {} ").format(role) + sql.SQL(wanted))
    admin.execute(
        sql.SQL("alter role {} password {}").format(
            sql.Identifier(role_name(prefix, LOGIN)), sql.Literal(password)
        )
    )


def _fence(admin: psycopg.Connection, database: str, prefix: str) -> None:
    names = {
        "database": sql.Identifier(database),
        "prefix": sql.SQL(prefix),
        "app": sql.Identifier(role_name(prefix, LOGIN)),
        "provisioner": sql.Identifier(role_name(prefix, PROVISIONER)),
        "public_own": sql.Identifier(role_name(prefix, "public_own")),
        "public_run": sql.Identifier(role_name(prefix, "public_run")),
    }
    admin.execute(sql.SQL(FUNCTIONS.read_text()).format(**names))
