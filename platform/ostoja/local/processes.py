"""Starts the programs of the services, waits until they serve, and ends them without a rest."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ostoja.local.checkout import CannotRunError

PATIENCE_SECONDS = 60.0
PAUSE_SECONDS = 0.05
LINES_OF_LOG = 12
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h


@dataclass
class Service:
    """A program that runs as our child until it is told to stop. ``begin`` runs it once more."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    stop_signal: signal.Signals
    begin: Callable[[], subprocess.Popen[bytes]]
    ready: Callable[[], bool]

    def ended(self) -> bool:
        """Whether it has ended, by itself or not."""
        return self.process.poll() is not None

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Wait until `ready`. Raises CannotRunError when it ends first, or takes a minute."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not ready():
            if self.ended() or time.monotonic() > deadline:
                raise CannotRunError(f"{self.name} did not start. {self.log} ends:\n{self._tail()}")
            time.sleep(PAUSE_SECONDS)

    def start_again(self) -> None:
        """Once it ended, as systemd does. Raises CannotRunError if it is never ready."""
        self.process = self.begin()
        self.wait_until(self.ready)

    def stop(self) -> None:
        """Ask it to end, and wait for it; only after a minute end it by force."""
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(lines[-LINES_OF_LOG:])


def start(
    name: str,
    command: Sequence[str],
    *,
    log: Path,
    stop_signal: signal.Signals,
    ready: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
) -> Service:
    """Start `command` and wait until it is `ready`. Raises CannotRunError if it never is."""
    log.write_bytes(b"")
    begin = partial(_popen, command, log, stop_signal, environment)
    service = Service(name, begin(), log, stop_signal, begin, ready)
    try:
        service.wait_until(ready)
    except BaseException:
        service.stop()
        raise
    return service


def _popen(
    command: Sequence[str],
    log: Path,
    stop_signal: signal.Signals,
    environment: Mapping[str, str] | None,
) -> subprocess.Popen[bytes]:
    """Run it away from the terminal, so that Ctrl-C reaches us alone."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(stop_signal),  # noqa: PLW1509  (no threads here)
        )


def end_with_parent(with_signal: signal.Signals) -> None:
    """Have the kernel send this process `with_signal` when its parent dies. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, with_signal)


def end_left_over(pid_file: Path, mark: str, with_signal: signal.Signals) -> None:
    """End the program of a run that was killed: the one in `pid_file`, if `mark` is in its command.

    A file that names another program by now is removed, since that number was given anew.
    """
    number = _first_number(pid_file)
    if number is None or not alive(number):
        return
    if mark not in _command_of(number):
        pid_file.unlink()
        return
    os.kill(number, with_signal)
    _wait_until_gone(number)


def alive(number: int) -> bool:
    """Whether a process of that number lives."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _wait_until_gone(number: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while alive(number):
        if time.monotonic() > deadline:
            raise CannotRunError(f"Process {number} of an earlier run does not end. End it first.")
        time.sleep(PAUSE_SECONDS)


def _first_number(pid_file: Path) -> int | None:
    try:
        return int(pid_file.read_text().split()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return None


def _command_of(number: int) -> str:
    described = Path(f"/proc/{number}/cmdline")
    if described.exists():
        return described.read_bytes().replace(b"\0", b" ").decode(errors="replace")
    command = ["ps", "-o", "args=", "-p", str(number)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
