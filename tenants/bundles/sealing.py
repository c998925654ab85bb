"""A stream of bytes, encrypted piece by piece, so that a bundle of any size fits in memory.

AES-256-GCM over pieces of 1 MiB. Each piece is bound to its number and to whether it is the
last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizar, 2015): pieces can be
neither changed, swapped, left out nor cut off at the end.
"""

import io
import os
import struct
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = b"OSTOJA-CITY-1\n"
SALT = 32
PIECE = 1024 * 1024
TAG = 16


class BundleRefused(RuntimeError):
    """A bundle is broken, was changed, or cannot be used here; the message says what to do."""


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt=salt, info=b"ostoja city bundle").derive(key))


def _nonce(number: int, *, last: bool) -> bytes:
    return struct.pack(">IQ", last, number)  # 12 bytes; the salt makes each bundle's key its own


class Sealer(io.RawIOBase):
    """Writes what it is given, encrypted under the installation's first key."""

    def __init__(self, file: BinaryIO) -> None:
        salt = os.urandom(SALT)
        self._file, self._cipher = file, _cipher(settings.ENCRYPTION_KEYS[0], salt)
        self._waiting, self._number = bytearray(), 0
        file.write(MARK + salt)

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
    cipher, sealed = _begun(file)[1:]
    number = 0
    while sealed:
        following = file.read(PIECE + TAG)
        to.write(_opened(cipher, number, sealed, last=not following))
        sealed, number = following, number + 1


def key_of(file: BinaryIO) -> int:
    """Which of ``ENCRYPTION_KEYS`` opens the bundle, counted from 0; raises ``BundleRefused``."""
    return _begun(file)[0]


def reseal(path: Path) -> bool:
    """Encrypt a bundle under the first of ``ENCRYPTION_KEYS``; False if it is already.

    What is decrypted on the way stays in memory, a piece at a time; the file is the old or the
    new one at every moment. Raises ``BundleRefused`` and ``OSError``.
    """
    beside = path.with_name(f".{path.name}.resealed")
    with path.open("rb") as old:
        if key_of(old) == 0:
            return False
        old.seek(0)
        try:
            with os.fdopen(
                os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
            ) as new:
                sealer = Sealer(new)
                unseal(old, sealer)  # type: ignore[arg-type]
                sealer.finish()
                new.flush()
                os.fsync(new.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return True


def _begun(file: BinaryIO) -> tuple[int, AESGCM, bytes]:
    """The key's place, its cipher, and the first piece, still sealed."""
    if file.read(len(MARK)) != MARK:
        raise BundleRefused("This is no bundle of a city, or one of a newer version.")
    salt, sealed = file.read(SALT), file.read(PIECE + TAG)
    is_last = len(sealed) < PIECE + TAG or not _more(file)
    return *_opening(salt, sealed, is_last=is_last), sealed


def _more(file: BinaryIO) -> bool:
    here = file.tell()
    found = bool(file.read(1))
    file.seek(here)
    return found


def _opening(salt: bytes, first: bytes, *, is_last: bool) -> tuple[int, AESGCM]:
    """The key that opens the first piece: keys are rotated, older bundles stay readable."""
    for place, key in enumerate(settings.ENCRYPTION_KEYS):
        cipher = _cipher(key, salt)
        try:
            _opened(cipher, 0, first, last=is_last)
        except BundleRefused:
            continue
        return place, cipher
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
