"""The demonstration as a running server, for tests that look at it from outside."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from ostoja.settings.environment import ROOT
from tests.databases import TemplateDatabase, using

HOST = "127.0.0.1"
STARTS_WITHIN = 60  # seconds
CODE_LASTS = 30  # seconds; a code counts once
Unblock = Callable[[], AbstractContextManager[None]]


def demo_cities() -> None:
    """Fills a template with the three cities of the demonstration."""
    from tenants.demo import load_demo
    from tenants.migrating import migrate_platform

    migrate_platform()
    list(load_demo())


FRESH = 180  # seconds, well below ACCOUNT_REAUTHENTICATION_TIMEOUT


@dataclass
class DemoServer:
    """A server on a free port, with a database and a Redis of its own.

    ``folder`` holds its log, its mail and its cities' keys, so that a city which a test makes
    leaves none in the template. ``settings`` are more of its environment. Who has signed
    in keeps the session for other tests, since each person's code counts once in 30 seconds.
    """

    port: int
    database_url: str
    redis_number: int
    template: TemplateDatabase
    folder: Path
    unblock: Unblock
    settings: dict[str, str] = field(default_factory=dict)
    _sessions: dict[str, tuple[float, list[Any]]] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shutil.copytree(self.template.keys, self.keys)

    @property
    def keys(self) -> Path:
        """Where the keys of the server's own cities lie."""
        return self.folder / "keys"

    @property
    def log(self) -> Path:
        """What the server said of itself: why it answered 500."""
        return self.folder / "server.log"

    def url(self, city: str, path: str = "/") -> str:
        """The address of a page on a city's host (``operator`` is one too)."""
        return f"http://{city}.localhost:{self.port}{path}"

    @property
    def password(self) -> str:
        """The password of everybody in the demonstration."""
        return (self.keys / "demo-password").read_text()

    def keep_session(self, email: str, cookies: list[Any]) -> None:
        """For the next test in which this person signs in."""
        self._sessions[email] = time.monotonic(), cookies

    def session_of(self, email: str) -> list[Any]:
        """The cookies of a session that is so new that grave acts ask nobody who one is."""
        began, cookies = self._sessions.get(email, (0.0, []))
        return cookies if time.monotonic() - began < FRESH else []

    def code(self, email: str) -> str:
        """A second-factor code that this person has not used here yet; may wait for it."""
        while (code := self._present_code(email)) == self._codes.get(email):
            time.sleep(CODE_LASTS - time.time() % CODE_LASTS + 0.1)
        self._codes[email] = code
        return code

    def _present_code(self, email: str) -> str:
        from tenants.demo import code_of

        with self.database():
            return code_of(email)

    @contextmanager
    def database(self) -> Iterator[None]:
        """The server's own database, for looking behind the pages; no city is entered."""
        with self.unblock(), using(self.database_url, self.template.prefix, self.keys):
            yield

    @contextmanager
    def city(self, slug: str) -> Iterator[None]:
        """The block runs in a city of the server's own database."""
        from tenants.fence import entered

        with self.database(), entered(slug):
            yield


@contextmanager
def serving(server: DemoServer) -> Iterator[None]:
    """Run the server for the length of the block."""
    command = [sys.executable, "-m", "uvicorn", "ostoja.asgi:application"]
    switches = [f"--host={HOST}", f"--port={server.port}", "--log-level=warning", "--no-access-log"]
    with server.log.open("wb") as output:
        process = subprocess.Popen(
            [*command, *switches],
            env={**os.environ, **environment(server), "OSTOJA_PROCESS": "web"},
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, server.port, server.log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def environment(server: DemoServer) -> dict[str, str]:
    """What a program needs in order to work on the server's own data."""
    redis = os.environ["REDIS_URL"].partition("?")[0]
    own_redis = f"{redis}?db={server.redis_number}" if redis.startswith("unix:") else redis
    return {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
        "PORT": str(server.port),
        "DATABASE_URL": server.database_url,
        "DATABASE_ROLE_PREFIX": server.template.prefix,
        "KEYS_ROOT": str(server.keys),
        "REDIS_URL": own_redis,
        "EMAIL_URL": f"file://{server.folder / 'mail'}",
        "MEDIA_ROOT": str(server.folder / "media"),
        **server.settings,
    }


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while process.poll() is None and time.monotonic() < until:
        if _is_ready(port):
            return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()}")


def _is_ready(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
