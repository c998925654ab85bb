"""Writing a file encrypted with a passphrase in the age format, a piece at a time.

The format is version 1 of https://age-encryption.org/v1 with one scrypt recipient; ``age -d``,
``rage -d`` and libraries in many languages open it, so that a city needs nothing of ours.
"""

import base64
import hmac
import io
import os
from typing import BinaryIO

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

VERSION = "age-encryption.org/v1"
WORK = 18  # scrypt's cost as a power of two, as age's own program has it: a second, 256 MiB
PIECE = 64 * 1024
LAST = b"\x01"


class AgeWriter(io.RawIOBase):
    """Takes what is written to it into ``file``; ``finish`` must be called in the end."""

    def __init__(self, file: BinaryIO, passphrase: str, *, work: int = WORK) -> None:
        key, nonce = os.urandom(16), os.urandom(16)
        file.write(_header(key, passphrase, work) + nonce)
        self._file, self._cipher = file, ChaCha20Poly1305(_derived(key, nonce, b"payload"))
        self._waiting, self._number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep back a piece until it is known whether it is the last one."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), b"\x00")
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece; without it the file does not open."""
        self._seal(bytes(self._waiting), LAST)
        self._waiting.clear()

    def _seal(self, piece: bytes, mark: bytes) -> None:
        nonce = self._number.to_bytes(11, "big") + mark
        self._file.write(self._cipher.encrypt(nonce, piece, None))
        self._number += 1


def _header(key: bytes, passphrase: str, work: int) -> bytes:
    salt = os.urandom(16)
    label = f"{VERSION}/scrypt".encode()
    wrapping = Scrypt(salt=label + salt, length=32, n=2**work, r=8, p=1).derive(passphrase.encode())
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), key, None)
    text = f"{VERSION}\n-> scrypt {_base64(salt)} {work}\n{_base64(wrapped)}\n---"
    mac = hmac.digest(_derived(key, b"", b"header"), text.encode(), "sha256")
    return f"{text} {_base64(mac)}\n".encode()


def _derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=salt, info=purpose).derive(key)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
