"""Poolers: the application works behind one that keeps sessions, and behind no other."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from ostoja.settings.environment import ROOT
from tenants.fence import entered
from tenants.fence.checks import database_is_fenced
from tenants.fence.poolers import SessionsAreLentError, keeps_its_session
from tests.browser.server import HOST, free_port
from tests.databases import TemplateDatabase, using
from tests.pooler import pooled

Parameters = dict[str, object]
# One session or many, the last one used first or in turn.
SIZES = [
    {},
    {"default_pool_size": 1},
    {"server_round_robin": 1, "min_pool_size": 4},
    {"server_reset_query_always": 1},
]


@pytest.fixture
def kept(committed_database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a clone by way of a pooler that keeps sessions."""
    with pooled(committed_database, tmp_path, "session") as address:
        yield address


@pytest.fixture(params=["transaction", pytest.param("statement", marks=pytest.mark.prove)])
def lent(request: pytest.FixtureRequest, committed_database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a clone by way of a pooler that lends sessions out."""
    with pooled(committed_database, tmp_path, request.param) as address:
        yield address


def _parameters(url: str) -> Parameters:
    return dict(psycopg.conninfo.conninfo_to_dict(url))


def _used(address: str) -> list[psycopg.Connection]:
    """Clients that have left the pool some sessions to lend."""
    clients = [psycopg.connect(address, autocommit=True) for _ in range(3)]
    for client in clients:
        client.execute("select pg_sleep(0.01)")
    return clients


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("mode", ["transaction", "statement"])
def test_no_size_of_the_pool_hides_that_sessions_are_lent(
    committed_database: str,
    tmp_path: Path,
    mode: str,
    size: dict[str, object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tenants.fence.poolers.PATIENCE", 0.3)
    with pooled(committed_database, tmp_path, mode, **size) as address:
        clients = _used(address)
        assert not keeps_its_session(_parameters(address))
        for client in clients:
            client.close()


def test_sessions_are_kept_without_a_pooler_and_by_one_of_the_right_mode(
    kept: str, committed_database: str
) -> None:
    assert keeps_its_session(_parameters(committed_database))
    assert keeps_its_session(_parameters(kept))


def test_a_lent_session_would_be_another_citys(committed_database: str, tmp_path: Path) -> None:
    with (
        pooled(committed_database, tmp_path, "transaction") as address,
        psycopg.connect(address, autocommit=True) as one,
        psycopg.connect(address, autocommit=True) as other,
    ):
        one.execute("select set_config('search_path', 'city_gdansk', false)")
        other.execute("select set_config('search_path', 'city_gdynia', false)")
        assert one.execute("show search_path").fetchone() == ("city_gdynia",)


def test_no_connection_is_made_to_a_pooler_that_lends(
    template_database: TemplateDatabase, lent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.fence.poolers.PATIENCE", 0.3)
    with using(lent, template_database.prefix, template_database.keys):
        [found] = database_is_fenced(databases=["default"])
        assert found.id == "fence.E003"
        with pytest.raises(SessionsAreLentError, match=r"pool_mode = session"), entered("gdansk"):
            connection.ensure_connection()


def test_behind_a_pooler_of_the_right_mode_each_statement_runs_in_its_city(
    template_database: TemplateDatabase, kept: str
) -> None:
    with using(kept, template_database.prefix, template_database.keys):
        for slug in ("gdansk", "gdynia", "gdansk"):
            for _ in range(3):
                with entered(slug), connection.cursor() as cursor:
                    cursor.execute("select current_schema(), current_user")
                    user = f"{template_database.prefix}_city_{slug}_run"
                    assert cursor.fetchone() == (f"city_{slug}", user)
                connection.close()  # whoever gets this session next begins afresh


PROGRAMS = {
    "web": ["-m", "uvicorn", "ostoja.asgi:application", f"--host={HOST}"],
    "worker": ["-m", "celery", "--app=ostoja.celery", "worker", "--concurrency=1"],
    "command": ["-m", "ostoja.command_line", "city", "list"],
}


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_program_starts_behind_a_pooler_that_lends(
    template_database: TemplateDatabase, lent: str, program: str
) -> None:
    port = [f"--port={free_port()}"] if program == "web" else []
    ended = subprocess.run(
        [sys.executable, *PROGRAMS[program], *port],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
            "DATABASE_URL": lent,
            "DATABASE_ROLE_PREFIX": template_database.prefix,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    said = ended.stderr.strip().splitlines()[-1]
    assert said.startswith("ostoja: A pooler stands between")
    assert "Set pool_mode = session" in said
    assert "Traceback" not in ended.stderr
