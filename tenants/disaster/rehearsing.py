"""A rehearsal: everything comes back in a database of its own, which is dropped again."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tenants.fence.bootstrap import drop_roles, prepare

NAME = "ostoja_rehearsal_"
PREFIX = "or"  # short: a role's name holds a city's slug too, and has 63 characters


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What came back (see ``recovering.Recovered``), how long it took, and what was wrong."""

    cities: list[dict[str, Any]]
    seconds: float
    error: str


def rehearse(admin_url: str, backups: Path, keys: Path) -> Rehearsed:
    """Do it for real, in another process that knows nothing but these folders and the keys.

    What an earlier rehearsal that was killed has left is removed first. Raises
    ``psycopg.Error`` where the database cannot be made.
    """
    started = time.monotonic()
    with _bare_database(admin_url) as (url, prefix), tempfile.TemporaryDirectory() as folder:
        shutil.copytree(keys, Path(folder) / "keys")
        environment = {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_ADMIN_URL"},
            "DATABASE_URL": url,
            "DATABASE_ROLE_PREFIX": prefix,
            "BACKUP_ROOT": str(backups),
            "KEYS_ROOT": str(Path(folder) / "keys"),
            "MEDIA_ROOT": str(Path(folder) / "media"),
        }
        command = [sys.executable, "-m", "ostoja.command_line", "disaster", "restore", "--json"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    error = "" if done.returncode == 0 else (done.stderr.strip().splitlines() or ["?"])[-1]
    lines = done.stdout.strip().splitlines()
    cities = json.loads(lines[-1]) if lines else []
    return Rehearsed(cities, time.monotonic() - started, error)


@contextmanager
def _bare_database(admin_url: str) -> Iterator[tuple[str, str]]:
    mark = secrets.token_hex(4)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        # One at a time: another one's database would look like a leftover.
        admin.execute("select pg_advisory_lock(hashtext('ostoja rehearsal'))")
        clear_leftovers(admin)
        try:
            prefix = f"{PREFIX}{mark}"
            yield prepare(admin_url, f"{NAME}{mark}", prefix=prefix), prefix
        finally:
            _forget(admin, mark)


def clear_leftovers(admin: psycopg.Connection) -> None:
    """Drop the databases of killed rehearsals."""
    names = admin.execute("select datname from pg_database where starts_with(datname, %s)", [NAME])
    for (name,) in names.fetchall():
        _forget(admin, name.removeprefix(NAME))


def _forget(admin: psycopg.Connection, mark: str) -> None:
    database = sql.Identifier(f"{NAME}{mark}")
    admin.execute(sql.SQL("drop database if exists {} with (force)").format(database))
    drop_roles(admin, f"{PREFIX}{mark}")
