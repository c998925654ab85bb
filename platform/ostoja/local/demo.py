"""The demo: services, three cities with sample data, web server, worker and scheduler."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from honcho.manager import Manager
from honcho.process import Popen, Process

from ostoja.local import addresses
from ostoja.local.checkout import STATE, CannotRunError, locked
from ostoja.local.processes import Service, end_with_parent
from ostoja.local.services import Running, end_on_signals, running

HOST = "127.0.0.1"
PREPARATION = (
    ("collectstatic", "--noinput", "--verbosity=0"),
    ("migrate",),
    ("demo", "load"),
    ("demo", "people"),
)
HIGHEST_PORT = 65535
COME_BACK = frozenset({"Redis"})
MOST_COMEBACKS = 5
WITHIN_SECONDS = 60.0
# In containers and on build machines people work as root (decision 0012). What Celery warns of
# cannot happen here: our worker reads JSON, and a task from outside cannot be code.
ROOT_IS_MEANT = "ignore:You're running the worker with superuser privileges"


class Comeback:
    """Starts a service that ended once more, as a server's systemd does; not for ever.

    Only what may be lost: of the truth in the database a person should hear that it ended.
    """

    def __init__(self, now: Running) -> None:
        self._now = now
        self._times: list[float] = []

    def is_over(self) -> bool:
        """Whether a service ended and does not come back."""
        ended = self._now.ended()
        return ended is not None and not self._is_back(ended)

    def _is_back(self, ended: Service) -> bool:
        since = time.monotonic() - WITHIN_SECONDS
        self._times = [moment for moment in self._times if moment > since]
        if ended.name not in COME_BACK or len(self._times) >= MOST_COMEBACKS:
            return False
        self._times.append(time.monotonic())
        try:
            ended.start_again()
        except CannotRunError:
            return False
        print(f"{ended.name} ended and was started again; {ended.log} says why.", file=sys.stderr)
        return True


class Programs(Manager):  # type: ignore[misc]
    """Honcho's manager, which also ends its programs when one of our services is over.

    It also takes a signal that arrives before all of its programs have started.
    """

    def __init__(self, service_ended: Callable[[], bool]) -> None:
        super().__init__()
        self._service_ended = service_ended
        self._process_ctor = LeashedProcess

    def _any_stopped(self) -> bool:
        signalled = self.returncode is not None
        return signalled or super()._any_stopped() or self._service_ended()

    def terminate(self) -> None:
        """End all programs, once they have all started."""
        if self._all_started():
            super().terminate()


class LeashedProcess(Process):  # type: ignore[misc]
    """Honcho's process, which does not outlive a demo that was killed."""

    def __init__(self, command: str, **options: object) -> None:
        super().__init__(command, **options)
        self._child_ctor = partial(Popen, preexec_fn=_leash)

    def run(self, *arguments: object) -> None:
        """Run the program."""
        end_with_parent(signal.SIGKILL)
        super().run(*arguments)


def main() -> int:
    """Run the demo until Ctrl-C; the exit code is 0 only if nothing ended before that."""
    end_on_signals()
    try:
        with locked(STATE):
            port = _port()
            with running(STATE) as now:
                return _serve(now, port)
    except CannotRunError as error:
        print(error, file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"The demo stops: `{shlex.join(error.cmd[1:])}` failed.", file=sys.stderr)
    return 1


def _port() -> int:
    """The port of the web server, which must be free."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        raise CannotRunError(f"PORT is {text!r}. Set it to a number up to {HIGHEST_PORT}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(text)))
        except OSError as error:
            raise CannotRunError(
                f"Port {text} cannot be used ({error.strerror}). "
                "Choose another one: make demo PORT=8001"
            ) from None
    return int(text)


def _serve(now: Running, port: int) -> int:
    static = {"STATIC_ROOT": str(STATE / "static")}
    environment = {**os.environ, **now.environment, **static, "PORT": str(port)}
    for words in PREPARATION:
        command = [*_python("ostoja.command_line"), *words]
        subprocess.run(command, env=environment, check=True, start_new_session=True)
    with ExitStack() as stack:
        published = {**now.environment, "PORT": str(port)}
        stack.enter_context(addresses.published(STATE, published))
        announcer = stack.enter_context(_announcer(port))
        stack.callback(announcer.terminate)
        return _run_programs(now, port, environment)


def _run_programs(now: Running, port: int, environment: dict[str, str]) -> int:
    """Run web server, worker and scheduler until a signal comes or one of them ends.

    Redis may end: it is started again.
    """
    manager = Programs(Comeback(now).is_over)
    for name, command in _commands(port).items():
        own = {**environment, "OSTOJA_PROCESS": name}
        manager.add_process(name, "exec " + shlex.join(command), env=own)
    manager.loop()
    if ended := now.ended():
        print(f"The demo stops: {ended.name} ended; {ended.log} says why.", file=sys.stderr)
        return 1
    asked = manager.returncode in {128 + signal.SIGINT, 128 + signal.SIGTERM}
    return 0 if asked else 1


def _commands(port: int) -> dict[str, list[str]]:
    celery = [sys.executable, "-W", ROOT_IS_MEANT, "-m", "celery", "--quiet", "--app=ostoja.celery"]
    schedule = ["--schedule", str(STATE / "schedule"), "--pidfile="]
    return {
        "web": [
            *_python("uvicorn"),
            "ostoja.asgi:application",
            f"--host={HOST}",
            f"--port={port}",
            "--log-level=warning",
            "--no-access-log",  # it would hold addresses of residents
            "--timeout-graceful-shutdown=3",
        ],
        "worker": [*celery, "worker", "--concurrency=1", "--loglevel=warning"],
        "jobs": [
            *celery,
            "worker",
            "--queues=jobs",
            "--hostname=jobs@%h",
            "--concurrency=1",
            "--loglevel=warning",
        ],
        "scheduler": [*celery, "beat", *schedule, "--loglevel=warning"],
    }


def _python(module: str) -> list[str]:
    return [sys.executable, "-m", module]


def _announcer(port: int) -> subprocess.Popen[bytes]:
    """A program that says `ready` once the web server is, and ends."""
    url = f"http://{HOST}:{port}/health/ready"
    command = [*_python("ostoja.local.announce_ready"), url]
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_leash)  # noqa: PLW1509


def _leash() -> None:
    end_with_parent(signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
