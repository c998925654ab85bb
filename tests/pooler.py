"""PgBouncer from the system's packages, between the test cluster and whoever connects to it."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import psycopg
import pytest

from ostoja.local.processes import Service, start
from ostoja.local.unprivileged import account_for
from tests.browser.server import HOST, free_port
from tests.databases import admin_url


@contextmanager
def pooled(url: str, folder: Path, pool_mode: str, **settings: object) -> Iterator[str]:
    """The same database by way of a PgBouncer that runs for the length of the block.

    It runs as a user who may do little, with its files in ``folder``; ``settings`` are its own.
    """
    program, parts = _program(), urlsplit(url)
    account = account_for(folder / "none", stop_signal="INT")
    ours = folder / "pooler"
    ours.mkdir(mode=0o700)
    port = free_port()
    (ours / "users.txt").write_text(f'"{parts.username}" ""\n')
    (ours / "pgbouncer.ini").write_text(_written(ours, port, {"pool_mode": pool_mode, **settings}))
    for path in (ours, *ours.iterdir()):
        account.own(path)
    service = _started([*account.prefix, program, str(ours / "pgbouncer.ini")], folder, port)
    try:
        yield f"postgresql://{parts.username}:{parts.password}@{HOST}:{port}{parts.path}"
    finally:
        service.stop()


def _program() -> str:
    found = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None:
        message = "No PgBouncer was found. Install the system's package `pgbouncer`."
        if os.environ.get("REQUIRE_POOLER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


def _written(ours: Path, port: int, settings: dict[str, object]) -> str:
    server = (
        dict(parse_qsl(urlsplit(admin_url()).query)).get("host") or urlsplit(admin_url()).netloc
    )
    wanted = {
        "listen_addr": HOST,
        "listen_port": port,
        "unix_socket_dir": "",
        "auth_type": "trust",
        "auth_file": ours / "users.txt",
        "max_client_conn": 200,
        "default_pool_size": 40,
        "server_tls_sslmode": "disable",
        **settings,
    }
    lines = [f"{name} = {value}" for name, value in wanted.items()]
    return "\n".join(["[databases]", f"* = host={server}", "[pgbouncer]", *lines, ""])


def _started(command: list[str], folder: Path, port: int) -> Service:
    return start(
        "PgBouncer",
        command,
        log=folder / "pgbouncer.log",
        stop_signal=signal.SIGINT,
        ready=lambda: _answers(port),
    )


def _answers(port: int) -> bool:
    """Any answer of PostgreSQL's kind will do, a refusal too."""
    try:
        psycopg.connect(f"postgresql://nobody@{HOST}:{port}/none", connect_timeout=5).close()
    except psycopg.OperationalError as error:
        return "refused" not in str(error)
    return True
