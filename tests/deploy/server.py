"""An installation made by install.sh beside whatever else this machine does, and taken away again.

Its users, its units and its folder in /run are named by the process that tests; all else lies
below one folder.
"""

import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ostoja.local.checkout import ROOT
from tests.deploy.browser import Answer, Browser
from tests.deploy.running_units import RunningUnit
from tests.deploy.unit_files import unit_of

DOMAIN = "ostoja.test"
PARENT = Path("/srv")  # /tmp is hidden from the services, as it would be from real ones
NAMED = re.compile(r"otest(\d+)")
SERVICES = ("redis", "web@1", "web@2", "worker", "jobs", "scheduler", "proxy")
PATIENCE = 90  # seconds
# What pip needs to know on this machine, and nothing of the checkout's own services.
PASSED_ON = re.compile(r"PIP_|SSL_CERT|(https?|no)_proxy$", re.IGNORECASE)


class Server:
    """The installation of this process."""

    def __init__(self, source: Path = ROOT) -> None:
        self.name = f"otest{os.getpid()}"
        self.prefix = PARENT / self.name
        self.etc = self.prefix / "etc" / self.name
        self.var = self.prefix / "var/lib" / self.name
        self.logs = self.prefix / "journal"
        self.units = self.prefix / "etc/systemd/system"
        self.running: dict[str, RunningUnit] = {}
        self.source = source
        self.stem = free_stem()
        self.browser = Browser(
            self.var / "proxy/pki/authorities/local/root.crt", free_port(), free_port()
        )

    def install(self, *options: str, source: Path = ROOT) -> subprocess.CompletedProcess[str]:
        """Run the script with options of one's own."""
        where = ["--name", self.name, "--prefix", str(self.prefix)]
        return script(*where, *options, source=source)

    def install_first(self) -> subprocess.CompletedProcess[str]:
        """As on a bare server."""
        return self.install(
            *("--domain", DOMAIN, "--email-url", f"file://{self.var}/mail"),
            *("--local-certificates", "--listen", "127.0.0.1", "--workers", "1"),
            *("--http-port", str(self.browser.http_port)),
            *("--https-port", str(self.browser.https_port), "--web-port", str(self.stem)),
        )

    def start(self, *names: str) -> None:
        """Start these services, or all of them; returns when they serve."""
        self.logs.mkdir(exist_ok=True)
        for name in names or SERVICES:
            journal = self.logs / f"{name}.log"
            self.running[name] = RunningUnit(unit_of(self.units, f"{self.name}-{name}"), journal)
        until(lambda: all(_answers(self.port_of(name)) for name in self.running))

    def port_of(self, name: str) -> int:
        """The port on which a service answers, or 0."""
        web = {"web@1": self.stem * 10 + 1, "web@2": self.stem * 10 + 2}
        return {**web, "proxy": self.browser.https_port}.get(name, 0)

    def stop(self, *names: str) -> None:
        """Stop these services, or all that run."""
        for name in names or tuple(reversed(self.running)):
            self.running.pop(name).stop()

    @contextmanager
    def without(self, *names: str) -> Iterator[None]:
        """Services that do not run for a while."""
        self.stop(*names)
        try:
            yield
        finally:
            self.start(*names)

    @contextmanager
    def without_database(self) -> Iterator[None]:
        """PostgreSQL does not run for a while."""
        [cluster] = (self.prefix / "etc/postgresql").glob(f"*/{self.name}")
        _cluster("pg_ctlcluster", cluster, "stop", "--mode", "fast")
        try:
            yield
        finally:
            _cluster("pg_ctlcluster", cluster, "start")

    def run_once(self, name: str) -> tuple[int, str]:
        """A service that ends by itself: its exit code and what it said."""
        journal = self.logs / f"{name}.log"
        journal.unlink(missing_ok=True)
        service = RunningUnit(unit_of(self.units, f"{self.name}-{name}"), journal)
        return service.wait(), journal.read_text()

    def ostoja(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The operators' command, as root calls it."""
        command = [str(self.prefix / "usr/local/bin" / self.name), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def onboard(self, slug: str) -> str:
        """A new city; its host."""
        words = ["city", "onboard", "--slug", slug, "--name", slug.title(), "--blueprint", "msik"]
        done = self.ostoja(*words, "--admin-email", f"admin@{slug}.example")
        assert done.returncode == 0, done.stderr
        return f"{slug}.{DOMAIN}"

    def first_page(self, host: str, *, status: int = 200) -> Answer:
        """The page of a host whose certificate comes now, or whose state has just changed."""
        found: list[Answer] = []

        def came() -> bool:
            try:
                found.append(self.browser.get(host, "/pl/"))
            except ssl.SSLError:  # processes remember for some seconds that a host was nobody's
                return False
            return found[-1].status == status

        until(came)
        return found[-1]

    def as_user(
        self, suffix: str, *command: str, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """A command as one of the installation's users: "", "-proxy" or "-redis"."""
        user = f"{self.name}{suffix}"
        return subprocess.run(
            ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *command],
            capture_output=True,
            check=False,
            cwd="/",
            env=environment,
        )

    def take_away(self) -> None:
        """Everything that was made."""
        self.stop()
        take_away(self.name)


def script(*options: str, source: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """install.sh with nothing of our environment but what pip needs."""
    environment = {name: value for name, value in os.environ.items() if PASSED_ON.match(name)}
    return subprocess.run(
        [str(source / "deploy/install.sh"), *options],
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def take_away(name: str) -> None:
    """The cluster, the users, the folders of an installation that was made for tests."""
    assert NAMED.fullmatch(name)
    prefix = PARENT / name
    for cluster in (prefix / "etc/postgresql").glob(f"*/{name}"):
        _cluster("pg_dropcluster", cluster, "--stop")
    for user in (name, f"{name}-proxy", f"{name}-redis"):
        subprocess.run(["userdel", user], capture_output=True, check=False)
    for folder in (prefix, *Path("/run").glob(f"{name}-*")):
        subprocess.run(["rm", "-rf", str(folder)], check=False)  # faster than Python's


def _cluster(program: str, cluster: Path, *words: str) -> None:
    """Calls a program of postgresql-common for the cluster that is configured in this folder."""
    subprocess.run(
        [program, cluster.parent.name, cluster.name, *words],
        env={**os.environ, "PG_CLUSTER_CONF_ROOT": str(cluster.parents[1])},
        capture_output=True,
        check=False,
    )


def take_away_what_was_left() -> None:
    """Installations of runs that were killed."""
    for folder in PARENT.glob("otest*"):
        named = NAMED.fullmatch(folder.name)
        if named and not Path("/proc", named[1]).exists():
            take_away(folder.name)


def until(happened: Callable[[], bool]) -> None:
    """Wait for it; fails after a minute and a half."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, "It did not happen in time."
        time.sleep(0.1)


def _answers(port: int) -> bool:
    if not port:
        return True
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_stem() -> int:
    """Three ports in a row that are free and outside those that the kernel gives away."""
    for stem in range(1100 + os.getpid() % 500, 3000):
        if not any(_answers(stem * 10 + digit) for digit in range(3)):
            return stem
    raise AssertionError("There are no free ports.")
