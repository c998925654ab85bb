"""The services of a checkout: `python -m ostoja.local.services` keeps them in the foreground.

With `-- COMMAND` it runs the command beside services of its own, made for tests and fast
because a power cut may cost them everything, then ends them and gives the command's exit code.
`--durable` has these write as carefully as those of a city.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from ostoja.local import addresses
from ostoja.local.checkout import (
    STATE,
    CannotRunError,
    locked,
    locked_test_state,
    runtime_folder,
)
from ostoja.local.postgres_server import start_postgres
from ostoja.local.processes import Service
from ostoja.local.redis_server import start_redis
from tenants.fence.bootstrap import prepare

DATABASE = "ostoja"
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Running:
    """The services that run for us, and the environment by which programs find them."""

    services: tuple[Service, ...]
    environment: dict[str, str]

    def ended(self) -> Service | None:
        """A service that ended although nobody stopped it."""
        return next((service for service in self.services if service.ended()), None)


@contextmanager
def running(state: Path, *, durable: bool = True) -> Iterator[Running]:
    """Run what the environment does not name already; end it, whatever happens inside."""
    with ExitStack() as stack:
        known = {**addresses.keys(state), **_folders(state)}
        started: list[Service] = []
        if not os.environ.get("REDIS_URL"):
            started.append(_redis(stack, state, known))
        if not os.environ.get("DATABASE_URL"):
            started.append(_postgres(stack, state, known, durable))
        yield Running(tuple(started), _unless_set(known))


def _folders(state: Path) -> dict[str, str]:
    return {"MEDIA_ROOT": str(state / "media"), "KEYS_ROOT": str(state / "keys")}


def _redis(stack: ExitStack, state: Path, known: dict[str, str]) -> Service:
    service, known["REDIS_URL"] = start_redis(state, _sockets(stack, state))
    stack.callback(service.stop)
    return service


def _postgres(stack: ExitStack, state: Path, known: dict[str, str], durable: bool) -> Service:
    service, admin = start_postgres(state, _sockets(stack, state), durable=durable)
    stack.callback(service.stop)
    known["DATABASE_ADMIN_URL"] = admin
    known["DATABASE_URL"] = prepare(admin, DATABASE)
    return service


def _sockets(stack: ExitStack, state: Path) -> Path:
    folder = runtime_folder(state)
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _unless_set(known: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in known.items() if not os.environ.get(name)}


def _ignore_signals() -> None:
    for number in ENDING:
        signal.signal(number, signal.SIG_IGN)


def end_on_signals() -> None:
    """Have SIGTERM and SIGHUP unwind the program as Ctrl-C does, so that services are ended."""
    for number in ENDING:
        signal.signal(number, _unwind)


def _unwind(number: int, frame: FrameType | None) -> None:
    _ignore_signals()  # a second Ctrl-C must not interrupt the clearing up
    sys.exit(128 + number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the services, alone or with a command beside them."""
    options = _options(arguments)
    end_on_signals()
    try:
        return _beside(options.command, options.durable) if options.command else _foreground()
    except CannotRunError as error:
        print(error, file=sys.stderr)
        return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ostoja.local.services", description=__doc__)
    parser.add_argument("--durable", action="store_true", help="lose nothing at a power cut")
    parser.add_argument("command", nargs="*", help="what to run beside services for tests")
    return parser.parse_args(arguments)


def _foreground() -> int:
    with locked(STATE), running(STATE) as now, addresses.published(STATE, now.environment):
        print("The services run. Ctrl-C ends them.", flush=True)
        while not now.ended():
            signal.sigtimedwait((), 1)
        return 1


def _beside(command: Sequence[str], durable: bool) -> int:
    with locked_test_state() as state, running(state, durable=durable) as now:
        return _run(command, {**os.environ, **now.environment})


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run `command` in our place: it takes Ctrl-C itself, and SIGTERM through us."""
    with subprocess.Popen(command, env=environment) as process:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: process.terminate())
        code = process.wait()
    return code if code >= 0 else 128 - code


if __name__ == "__main__":
    sys.exit(main())
