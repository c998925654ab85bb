"""PostgreSQL for one checkout: made once, reached through a socket only, a child of ours."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import psycopg

from ostoja.local import binaries
from ostoja.local.checkout import CannotRunError
from ostoja.local.processes import Service, end_left_over, start
from ostoja.local.unprivileged import Account, account_for

SUPERUSER = "postgres"
# The superuser needs no password, since only we reach the socket.
INITDB_SWITCHES = ("--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C")
SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "max_connections": "200",
    # One transaction may touch all tables of a city, and a migration those of many.
    "max_locks_per_transaction": "1024",
    "timezone": "UTC",
    # Our questions are short: compiling one takes longer than answering it.
    "jit": "off",
}
# Only for a cluster that the tests make and throw away: a power cut may cost it everything.
THROW_AWAY_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def start_postgres(state: Path, runtime: Path, *, durable: bool) -> tuple[Service, str]:
    """Start the cluster of `state`, made if need be; give it and its superuser's address."""
    programs = binaries.postgres(state)
    data = binaries.data_folder(state, programs)
    account = account_for(data, stop_signal="INT")
    if not data.exists():
        _make(data, programs, account, durable)
    end_left_over(data / "postmaster.pid", str(data), signal.SIGINT)
    sockets = _sockets(runtime, account)
    url = f"postgresql://{SUPERUSER}@/postgres?host={sockets}"
    command = [*account.prefix, programs.of("postgres"), *_switches(data, sockets, durable)]
    service = start(
        "PostgreSQL",
        command,
        log=state / "postgres.log",
        stop_signal=signal.SIGINT,  # the fast shutdown: it waits for no client
        ready=lambda: _answers(url),
        environment=_environment(),
    )
    return service, url


def _make(data: Path, programs: binaries.Postgres, account: Account, durable: bool) -> None:
    """Make the cluster beside its place and rename it, so that a broken one is never taken."""
    new = data.with_name(data.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    account.own(new)
    switches = [*INITDB_SWITCHES, "--pgdata", str(new), *([] if durable else ["--no-sync"])]
    command = [*account.prefix, programs.of("initdb"), *switches]
    log = data.with_name("initdb.log")
    with log.open("wb") as output:
        made = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, env=_environment(), check=False
        )
    if made.returncode:
        raise CannotRunError(f"PostgreSQL's data could not be made; {log} says why.")
    new.rename(data)


def _sockets(runtime: Path, account: Account) -> Path:
    folder = runtime / "postgres"
    folder.mkdir(mode=0o700, exist_ok=True)
    account.own(folder)
    return folder


def _switches(data: Path, sockets: Path, durable: bool) -> list[str]:
    settings = SETTINGS | ({} if durable else THROW_AWAY_SETTINGS)
    named = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return ["-D", str(data), "-k", str(sockets), *named]


def _environment() -> dict[str, str]:
    """Ours without the settings meant for clients, PGPORT for one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
