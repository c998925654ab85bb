"""A WebSocket client that does next to nothing, so that a room of a thousand measures the server.

It reads text frames below 64 kB that nobody compressed, which is all that a talk sends.
"""

import asyncio
import json
import os
from collections.abc import Callable
from typing import Any, Self

HOST = "127.0.0.1"
WITHIN = 30.0  # seconds for a handshake
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
_HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
)


class Rejected(Exception):
    """The server did not open the socket."""


class Wire(asyncio.Protocol):
    """One open socket; each text that arrives is given to ``hear`` as it came."""

    def __init__(self) -> None:
        self.hear: Callable[[bytes], object] = lambda _text: None
        self._opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.WriteTransport | None = None
        self._rest = b""

    @classmethod
    async def to(cls, port: int, path: str, *, host: str, cookie: str = "") -> Self:
        """Opened. Raises ``Rejected``."""
        loop = asyncio.get_running_loop()
        try:
            _transport, wire = await loop.create_connection(cls, HOST, port)
        except OSError as error:
            raise Rejected from error
        more = f"Cookie: {cookie}\r\n" if cookie else ""
        wire._write(_HANDSHAKE.format(path=path, host=f"{host}:{port}", more=more).encode())
        async with asyncio.timeout(WITHIN):
            await wire._opened
        return wire

    def send(self, **facts: Any) -> None:
        """One frame of JSON."""
        self._write(_frame(TEXT, json.dumps(facts).encode()))

    def close(self) -> None:
        """Hang up without a word, as a phone without a network does."""
        if self._transport is not None:
            self._transport.abort()

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Connected; not yet a WebSocket."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        """Hung up."""
        if not self._opened.done():
            self._opened.set_exception(Rejected())

    def data_received(self, data: bytes) -> None:
        """Whole frames are dealt with; what is left waits for more."""
        self._rest += data
        if not self._opened.done() and not self._open():
            return
        while (frame := _split(self._rest)) is not None:
            kind, text, self._rest = frame
            if kind == TEXT:
                self.hear(text)
            elif kind == PING:
                self._write(_frame(PONG, text))

    def _open(self) -> bool:
        head, found, rest = self._rest.partition(b"\r\n\r\n")
        if not found:
            return False
        self._rest = rest
        if head.split(b" ", 2)[1] == b"101":
            self._opened.set_result(None)
            return True
        self._opened.set_exception(Rejected(head.decode("latin-1")))
        return False

    def _write(self, data: bytes) -> None:
        assert self._transport is not None
        self._transport.write(data)


def _split(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Kind and content of the first frame, and what follows it; None until it is whole."""
    if len(data) < 2:
        return None
    start, size = 2, data[1] & 127
    if size == 126:
        start, size = 4, int.from_bytes(data[2:4])
    if len(data) < start + size:
        return None
    return data[0] & 15, data[start : start + size], data[start + size :]


def _frame(kind: int, content: bytes) -> bytes:
    """A frame of a client: masked, as the standard asks (RFC 6455, 5.3)."""
    size, mask = len(content), os.urandom(4)
    length = bytes([128 | size]) if size < 126 else bytes([254]) + size.to_bytes(2)
    masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(content))
    return bytes([128 | kind]) + length + mask + masked
