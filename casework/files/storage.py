"""Files on the disk: encrypted, each under a key of its own, with a name that tells nothing.

A file is written whole before the row that names it is committed, so no row is ever without its
file. Its key lies in that row: when the row goes, nobody can read the file any more, and the sweep
takes what is left of it. See decision 0060.
"""

import os
import secrets
import time
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from tenants.fence import current_schema

FOLDER = "files"
NONCE = 12
A_WHILE = 60 * 60.0  # seconds: longer than a form takes to be kept, or a backup to be written
WITHOUT_ROW = 0o400  # the mode of a file that the sweep found without a row
WITH_ROW = 0o600


def new_key() -> bytes:
    """A key for one file."""
    return AESGCM.generate_key(256)


def put(content: bytes, key: bytes) -> str:
    """Write it to the disk, for good; under which name."""
    name = secrets.token_hex(20)
    path = _path(name)
    for folder in (*reversed(path.parent.parents[:2]), path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    nonce = os.urandom(NONCE)
    sealed = nonce + AESGCM(key).encrypt(nonce, content, name.encode())
    unfinished = path.with_name(f".{name}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, WITH_ROW)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    for folder in (path.parent, path.parent.parent):
        _settle(folder)
    return name


def get(name: str, key: bytes) -> bytes:
    """What was put. Raises ``FileNotFoundError``, and ``InvalidTag`` for a changed byte."""
    sealed = _path(name).read_bytes()
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], name.encode())


def sweep(known: frozenset[str]) -> int:
    """Remove files that no row names (``known`` are those of all rows); how many.

    Twice it waits: a new file may belong to a form that is not committed yet, and one whose row
    has just gone may be part of a backup whose rows are a little older.
    """
    before = time.time() - A_WHILE
    return sum(_swept(path, known, before) for path in list(_root().glob("*/*")))


def _swept(path: Path, known: frozenset[str], before: float) -> bool:
    try:
        found = path.stat()
        is_marked = found.st_mode & 0o777 == WITHOUT_ROW
        if path.name in known:
            if is_marked:  # its row came back with a backup
                path.chmod(WITH_ROW)
            return False
        if found.st_mtime > before:
            return False
        if is_marked or path.name.startswith("."):
            path.unlink()
            return True
        path.chmod(WITHOUT_ROW)
        os.utime(path)
    except FileNotFoundError:
        pass
    return False


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / current_schema() / FOLDER


def _path(name: str) -> Path:
    return _root() / name[:2] / name


def _settle(folder: Path) -> None:
    """The names in it outlive a failing power supply too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
