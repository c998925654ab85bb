"""A file that appears whole or not at all, and that only one process writes at a time."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def unfinished_of(path: Path) -> Path:
    """Where a file lies until it is whole."""
    return path.with_name(f".{path.name}.unfinished")


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """What is written inside lies at ``unfinished_of(path)``, and at ``path`` once all went well.

    Only its owner may read it. What a killed process left is begun anew; the lock on it ends with
    its process, wherever that runs. Raises ``FileExistsError`` where ``path`` is there already,
    and ``BlockingIOError`` where another process is writing it.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = unfinished_of(path)
    with _mine(unfinished) as file:
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        yield file
        file.flush()
        os.fsync(file.fileno())
        unfinished.replace(path)
        _keep_names_in(path.parent)


def _keep_names_in(folder: Path) -> None:
    """After a loss of power the file has its new name, too: a ledger says that it is there."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _mine(path: Path) -> Iterator[BinaryIO]:
    """The file, empty and held; it is removed if anything fails."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        if not _is_mine(descriptor, path):
            raise BlockingIOError(errno.EAGAIN, "another process is writing it", str(path))
        try:
            os.fchmod(descriptor, 0o600)
            os.ftruncate(descriptor, 0)
            yield file
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _is_mine(descriptor: int, path: Path) -> bool:
    """Whether nobody holds it, and whoever held it has neither finished nor removed it."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except (BlockingIOError, FileNotFoundError):
        return False
