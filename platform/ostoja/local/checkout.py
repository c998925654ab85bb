"""Where a checkout keeps what it makes while it runs: its state, its locks, its sockets."""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[3]
STATE = ROOT / ".local"

# The kernel allows 107 bytes for the path of a unix socket; the longest name is PostgreSQL's.
SOCKET_PATH_LIMIT = 107
LONGEST_SOCKET_NAME = "/postgres/.s.PGSQL.5432"
TEST_SLOTS = 16


class CannotRunError(Exception):
    """Says in one line why a service cannot run here, and the mend."""


@contextmanager
def locked(state: Path) -> Iterator[Path]:
    """Hold `state` for this process alone. Raises CannotRunError when another holds it."""
    with _lock_file(state) as lock:
        if not _taken(lock):
            raise CannotRunError(
                f"This checkout already runs its services (process {_holder(state)}). "
                "Stop that first, or use it."
            )
        yield state


@contextmanager
def locked_test_state() -> Iterator[Path]:
    """Hold the first test state that no other run of the tests holds."""
    for number in range(1, TEST_SLOTS + 1):
        state = STATE / ("test" if number == 1 else f"test-{number}")
        with _lock_file(state) as lock:
            if _taken(lock):
                yield state
                return
    raise CannotRunError(f"{TEST_SLOTS} runs of the tests are under way. Wait for one to end.")


@contextmanager
def _lock_file(state: Path) -> Iterator[TextIO]:
    for folder in (STATE, state):
        folder.mkdir(mode=0o700, exist_ok=True)
    with (state / "lock").open("a") as lock:
        yield lock


def _taken(lock: TextIO) -> bool:
    """Take the lock; it goes with the process, also after kill -9."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return True


def _holder(state: Path) -> str:
    return (state / "lock").read_text().strip() or "unknown"


def runtime_folder(state: Path) -> Path:
    """A short folder for sockets that belongs to this state and is closed to other users."""
    folder = _temporary_folder() / _runtime_name(state)
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise CannotRunError(f"{folder} is not a folder of yours alone. Remove it and try again.")
    return folder


def _runtime_name(state: Path) -> str:
    return "ostoja-" + hashlib.sha256(bytes(state)).hexdigest()[:12]


def _temporary_folder() -> Path:
    usual = Path(tempfile.gettempdir())
    longest = usual / ("x" * len(_runtime_name(usual)) + LONGEST_SOCKET_NAME)
    return usual if len(bytes(longest)) <= SOCKET_PATH_LIMIT else Path("/tmp")  # noqa: S108
