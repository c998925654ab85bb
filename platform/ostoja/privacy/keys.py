"""One key for each city, wrapped by the installation's key and kept outside the database.

Destroying the file makes the city's encrypted data unreadable everywhere, backups included.
"""

import base64
import errno
import fcntl
import hmac
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from tenants.fence import current_schema


class KeyMissing(RuntimeError):
    """A schema's key is not there or cannot be unwrapped."""


def _path(schema: str) -> Path:
    return Path(settings.KEYS_ROOT) / f"{schema}.json"


def create_key(schema: str) -> bool:
    """Make a new random key for a schema; an existing one is left as it is.

    Whether a key was made: only who made one may take it back.
    """
    path = _path(schema)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _keep(path, _wrapped(os.urandom(32), schema))
    except FileExistsError:
        return False
    return True


def begin_key(schema: str) -> bool:
    """Make a key for a city that is coming into being; False if a key lies there already.

    Until ``settle_key`` it is provisional: a process that is killed before its city is committed
    leaves a key that opens nothing, and the next one makes another in its place. The caller has
    made sure that there is no such city, and that nobody else is making it.
    """
    return _began(schema) and create_key(schema)


def _began(schema: str) -> bool:
    """Mark the key as provisional and remove one that was; False if there is a settled one."""
    path, mark = _path(schema), _mark(schema)
    if path.exists() and not mark.exists():
        return False
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.touch(mode=0o600)
    path.unlink(missing_ok=True)
    forget_keys()
    return True


def settle_key(schema: str) -> None:
    """The city is there: from now on its key is never made anew."""
    _mark(schema).unlink(missing_ok=True)


def _mark(schema: str) -> Path:
    return _path(schema).with_suffix(".unfinished")


def _wrapped(key: bytes, schema: str) -> dict[str, str]:
    nonce = os.urandom(12)
    wrapped = AESGCM(settings.ENCRYPTION_KEYS[0]).encrypt(nonce, key, schema.encode())
    return {"nonce": base64.b64encode(nonce).decode(), "key": base64.b64encode(wrapped).decode()}


def _keep(path: Path, document: Mapping[str, str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(document, file)
        file.flush()
        os.fsync(file.fileno())


def has_key(schema: str) -> bool:
    """Whether a schema's key is there."""
    return _path(schema).exists()


def copy_key(schema: str, to: str) -> None:
    """Give another schema the same key, for a city that is looked at beside itself.

    It is provisional like that of ``begin_key``, and read anew: one that another process has
    destroyed is not remembered. Raises ``KeyMissing``, and ``FileExistsError`` rather than take
    a schema's own key away.
    """
    _place, key = _unwrapped(_document(_path(schema)), schema)
    if not _began(to):
        raise FileExistsError(errno.EEXIST, "a key is there already", str(_path(to)))
    _keep(_path(to), _wrapped(key, to))


def destroy_key(schema: str) -> None:
    """Remove a schema's key for good, also what a killed ``rewrap_key`` left of it."""
    path = _path(schema)
    if path.parent.exists():
        with _held(path.parent):
            path.unlink(missing_ok=True)
            _beside(path).unlink(missing_ok=True)
    settle_key(schema)
    forget_keys()


def schemas_with_keys(folder: Path | None = None) -> list[str]:
    """Every schema whose key lies in ``KEYS_ROOT``, or in a copy of it."""
    return sorted(path.stem for path in (folder or Path(settings.KEYS_ROOT)).glob("*.json"))


def unfinished_keys(*, older_than: timedelta) -> list[str]:
    """Every schema whose provisional key was begun so long ago; its file may not be there."""
    before = time.time() - older_than.total_seconds()
    marks = Path(settings.KEYS_ROOT).glob("*.unfinished")
    return sorted(mark.stem for mark in marks if _changed(mark) < before)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")  # settled a moment ago


def rewrap_key(schema: str, folder: Path | None = None) -> bool:
    """Wrap the key under the first of ``ENCRYPTION_KEYS``; False if it is already.

    The file is the old or the new one at every moment. A key that is destroyed meanwhile stays
    destroyed. Raises ``KeyMissing`` for one that none of ``ENCRYPTION_KEYS`` opens.
    """
    path = (folder or Path(settings.KEYS_ROOT)) / f"{schema}.json"
    with _held(path.parent):
        document = _document(path)
        place, key = _unwrapped(document, schema)
        if place == 0:
            return False
        beside = _beside(path)
        beside.unlink(missing_ok=True)
        _keep(beside, _wrapped(key, schema))
        beside.replace(path)
    return True


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One process at a time changes or removes keys; a killed one lets go."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_keys() -> None:
    """Drop the keys that this process remembers."""
    _key.cache_clear()
    _subkey.cache_clear()


@lru_cache(maxsize=1024)
def _key(root: str, schema: str) -> bytes:
    _place, key = _unwrapped(_document(_path(schema)), schema)
    return key


def _document(path: Path) -> Mapping[str, str]:
    try:
        document: Mapping[str, str] = json.loads(path.read_text())
    except ValueError:
        raise KeyMissing(
            f"The key of {path.stem} in KEYS_ROOT is cut off. Restore it from the keys' own backup."
        ) from None
    except FileNotFoundError:
        raise KeyMissing(
            f"No key for {path.stem} in KEYS_ROOT. Restore the file from the keys' own backup."
        ) from None
    return document


def _unwrapped(document: Mapping[str, str], schema: str) -> tuple[int, bytes]:
    """Which of ``ENCRYPTION_KEYS`` opens it, counted from 0, and the key."""
    nonce, wrapped = (base64.b64decode(document[part]) for part in ("nonce", "key"))
    for place, wrapping in enumerate(settings.ENCRYPTION_KEYS):
        try:
            return place, AESGCM(wrapping).decrypt(nonce, wrapped, schema.encode())
        except InvalidTag:
            continue
    raise KeyMissing(
        f"None of ENCRYPTION_KEYS opens the key of {schema}. Set the one it was made with."
    )


@lru_cache(maxsize=4096)
def _subkey(root: str, schema: str, purpose: str) -> bytes:
    derivation = HKDF(hashes.SHA256(), 32, salt=None, info=purpose.encode())
    return derivation.derive(_key(root, schema))


def subkey(purpose: str) -> bytes:
    """The present city's 32-byte key for one purpose."""
    return _subkey(str(settings.KEYS_ROOT), current_schema(), purpose)


def subkey_of(schema: str, purpose: str) -> bytes:
    """A named schema's 32-byte key for one purpose; for what is not of one place, like bundles."""
    return _subkey(str(settings.KEYS_ROOT), schema, purpose)


def keyed_hash(purpose: str, data: bytes) -> bytes:
    """HMAC-SHA256 under the present city's key for one purpose; 32 bytes."""
    return keyed_hash_of(current_schema(), purpose, data)


def keyed_hash_of(schema: str, purpose: str, data: bytes) -> bytes:
    """The same under a named schema's key; raises ``KeyMissing``."""
    return hmac.digest(subkey_of(schema, purpose), data, "sha256")


def encrypt(data: bytes, purpose: str) -> bytes:
    """AES-256-GCM under the present city's key; the purpose is authenticated with it."""
    nonce = os.urandom(12)
    return nonce + AESGCM(subkey("encryption")).encrypt(nonce, data, purpose.encode())


def decrypt(data: bytes, purpose: str) -> bytes:
    """The plain text; ``InvalidTag`` for another city's data, purpose or a changed byte."""
    return AESGCM(subkey("encryption")).decrypt(data[:12], data[12:], purpose.encode())
