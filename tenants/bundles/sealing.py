"""A stream of bytes, encrypted piece by piece, so that a bundle of any size fits in memory.

AES-256-GCM over pieces of 1 MiB. Each piece is bound to its number and to whether it is the
last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar, 2015): pieces can be
neither changed, swapped, left out nor cut off at the end.
"""

import hmac
import io
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import BinaryIO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from ostoja.privacy.keys import KeyMissing, schemas_with_keys, subkey_of

MARK = b"OSTOJA-CITY-2\n"
SALT = 32
HINT = 8  # bytes that tell, to whoever has the city's key, that it is this one
PIECE = 1024 * 1024
TAG = 16


class BundleRefused(RuntimeError):
    """A bundle is broken, was changed, or cannot be used here; the message says what to do."""


class BundleClosed(BundleRefused):
    """No city's key that is here belongs to it: for good, if that key was destroyed."""


def _cipher(key: bytes, secret: bytes, salt: bytes) -> AESGCM:
    """Both keys are needed: the installation's, and the city's own."""
    derivation = HKDF(hashes.SHA256(), 32, salt=salt, info=b"ostoja city bundle")
    return AESGCM(derivation.derive(key + secret))


def _hint(secret: bytes, salt: bytes) -> bytes:
    return hmac.digest(secret, b"whose bundle" + salt, "sha256")[:HINT]


def _secret_of(schema: str) -> bytes:
    return subkey_of(schema, "bundle of the city")


def schemas_that_open(file: BinaryIO) -> list[str]:
    """The schemas whose key it was made with: its city, and copies of it. From its first bytes.

    Raises ``BundleRefused``.
    """
    _read_mark(file)
    return [schema for schema, _secret in _fitting(file.read(SALT), file.read(HINT))]


def _fitting(salt: bytes, hint: bytes) -> Iterator[tuple[str, bytes]]:
    """Each schema whose key belongs to the bundle, with its secret, among all that are here."""
    for schema in schemas_with_keys():
        try:
            secret = _secret_of(schema)
        except KeyMissing:
            continue  # wrapped under a key that is not set: another one may fit
        if hmac.compare_digest(_hint(secret, salt), hint):
            yield schema, secret


def _secret_for(salt: bytes, hint: bytes) -> bytes:
    for _schema, secret in _fitting(salt, hint):
        return secret
    raise BundleClosed(
        "No key in KEYS_ROOT that ENCRYPTION_KEYS opens belongs to this bundle: its city's key is"
        " missing, or not the one the bundle was made with. Restore it from the keys' own backup;"
        " if it was destroyed, what the bundle holds cannot be read again."
    )


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">IQ", last, number)  # 12 bytes; the salt makes each bundle's key its own


class Sealer(io.RawIOBase):
    """Writes what it is given, encrypted under the installation's first key and the city's own."""

    def __init__(self, file: BinaryIO, secret: bytes) -> None:
        salt = os.urandom(SALT)
        self._file, self._cipher = file, _cipher(settings.ENCRYPTION_KEYS[0], secret, salt)
        self._waiting, self._number = bytearray(), 0
        file.write(MARK + salt + _hint(secret, salt))

    @classmethod
    def of(cls, schema: str, file: BinaryIO) -> Self:
        """For the bundle of the city that lives in this schema."""
        return cls(file, _secret_of(schema))

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep back a piece until it is known whether it is the last one."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece; without it the bundle is refused as cut off."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, MARK))
        self._number += 1


def unseal(file: BinaryIO, to: BinaryIO) -> None:
    """Decrypt a whole bundle. Raises ``BundleRefused`` at the first byte that is not as written."""
    begun = _begun(file)
    number, sealed = 0, begun.first
    while sealed:
        following = file.read(PIECE + TAG)
        to.write(_opened(begun.cipher, number, sealed, last=not following))
        sealed, number = following, number + 1


def key_of(file: BinaryIO) -> int:
    """Which of ``ENCRYPTION_KEYS`` opens the bundle, counted from 0; raises ``BundleRefused``."""
    return _begun(file).place


def reseal(path: Path) -> bool:
    """Encrypt a bundle under the first of ``ENCRYPTION_KEYS``; False if it is already.

    What is decrypted on the way stays in memory, a piece at a time; the file is the old or the
    new one at every moment. Raises ``BundleRefused`` and ``OSError``.
    """
    with path.open("rb") as old:
        begun = _begun(old)
        if begun.place == 0:
            return False
        old.seek(0)
        _replace(path, old, begun.secret)
    return True


def _replace(path: Path, old: BinaryIO, secret: bytes) -> None:
    # A file of its own, whoever else is at it; what a killed run left goes with the next backup.
    descriptor, name = mkstemp(prefix=f".{path.name}.resealed.", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as new:
            sealer = Sealer(new, secret)
            unseal(old, sealer)  # type: ignore[arg-type]
            sealer.finish()
            new.flush()
            os.fsync(descriptor)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A bundle whose first piece opened: with which key, and that piece, still sealed."""

    place: int
    secret: bytes
    cipher: AESGCM
    first: bytes


def _read_mark(file: BinaryIO) -> None:
    if file.read(len(MARK)) != MARK:
        raise BundleRefused("This is no bundle of a city, or one of a newer version.")


def _begun(file: BinaryIO) -> _Begun:
    _read_mark(file)
    salt, hint, sealed = file.read(SALT), file.read(HINT), file.read(PIECE + TAG)
    is_last = len(sealed) < PIECE + TAG or not _more(file)
    return _opening(salt, _secret_for(salt, hint), sealed, is_last=is_last)


def _more(file: BinaryIO) -> bool:
    here = file.tell()
    found = bool(file.read(1))
    file.seek(here)
    return found


def _opening(salt: bytes, secret: bytes, first: bytes, *, is_last: bool) -> _Begun:
    """The key that opens the first piece: keys are rotated, older bundles stay readable."""
    for place, key in enumerate(settings.ENCRYPTION_KEYS):
        cipher = _cipher(key, secret, salt)
        try:
            _opened(cipher, 0, first, last=is_last)
        except BundleRefused:
            continue
        return _Begun(place, secret, cipher, first)
    raise BundleRefused(
        "The bundle is damaged, or none of ENCRYPTION_KEYS opens it. Set the key it was made"
        " with, or take another copy."
    )


def _opened(cipher: AESGCM, number: int, sealed: bytes, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last=last), sealed, MARK)
    except InvalidTag:
        raise BundleRefused(
            f"The bundle is damaged in piece {number + 1}. Take another copy of it."
        ) from None
