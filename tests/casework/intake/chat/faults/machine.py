"""A PostgreSQL, a Redis and a web server of a test's own, each of which it may kill."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from ostoja.settings.environment import ROOT
from tests.browser.server import HOST, free_port
from tests.databases import TemplateDatabase, fresh_cities
from tests.own_postgres import OwnPostgres, own_postgres
from tests.own_redis import OwnRedis, own_redis

PATIENCE = 60.0  # seconds until the web server takes connections
APPLICATION = "tests.casework.intake.chat.faults.skewed:application"


class Web:
    """The web server as it is run for people, on one port, however often it is killed."""

    def __init__(self, settings: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self._settings, self._log = settings, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, clock_wrong_by: int = 0) -> None:
        """Begin, with a clock that is wrong by so many seconds; returns when it serves."""
        command = [sys.executable, "-m", "uvicorn", APPLICATION, f"--host={HOST}"]
        switches = [f"--port={self.port}", "--log-level=warning", "--no-access-log"]
        own = {**self._settings, "CLOCK_WRONG_BY": str(clock_wrong_by), "OSTOJA_PROCESS": "web"}
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, *switches],
                env={**os.environ, **own},
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + PATIENCE
        while not self._serves():
            assert self._process.poll() is None and time.monotonic() < until, self.said
            time.sleep(0.05)

    def kill(self) -> None:
        """By kill -9."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def said(self) -> str:
        """Its log."""
        return self._log.read_text(errors="replace")

    def _serves(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex((HOST, self.port)) == 0


class Machine:
    """All three, with the cities of the tests in its database."""

    def __init__(self, postgres: OwnPostgres, redis: OwnRedis, folder: Path) -> None:
        self.postgres, self.redis = postgres, redis
        # The keys lie where those of every run do, so the name is this process's own.
        self.template = TemplateDatabase(f"faults_{os.getpid()}")
        self.template.build(fresh_cities)
        self.url = self.template.clone("ostoja_faults")
        with psycopg.connect(postgres.admin_url, autocommit=True) as administrator:
            administrator.execute("checkpoint")  # what is killed later has little to read again
        self.web = Web(self._settings(folder), folder / "web.log")

    def _settings(self, folder: Path) -> dict[str, str]:
        return {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
            "DATABASE_URL": self.url,
            "DATABASE_ROLE_PREFIX": self.template.prefix,
            "KEYS_ROOT": str(self.template.keys),
            "REDIS_URL": self.redis.url,
            "EMAIL_URL": f"file://{folder / 'mail'}",
            "MEDIA_ROOT": str(folder / "media"),
        }


@contextmanager
def machine(folder: Path) -> Iterator[Machine]:
    """For the block; the database's administrator is its own too."""
    with ExitStack() as stack:
        postgres = stack.enter_context(own_postgres())
        redis = stack.enter_context(own_redis())
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setenv("DATABASE_ADMIN_URL", postgres.admin_url)
        patch.setenv("REDIS_URL", redis.url)
        made = Machine(postgres, redis, folder)
        stack.callback(shutil.rmtree, made.template.keys, ignore_errors=True)
        stack.callback(made.web.kill)
        yield made
