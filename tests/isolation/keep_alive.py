"""A browser's connection to the running server: it stays open from request to request."""

import asyncio
from dataclasses import dataclass
from typing import Self

HOST = "127.0.0.1"
PATIENCE = 60  # seconds for one answer


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: to which host, for what, with whose session."""

    host: str
    path: str
    cookie: str = ""

    def lines(self) -> bytes:
        """As it goes over the wire."""
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        return f"GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\n{cookie}\r\n".encode()


class KeptAlive:
    """One client. Its requests go over the same connection, whatever their host."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def to(cls, port: int) -> Self:
        """A new connection."""
        return cls(*await asyncio.open_connection(HOST, port))

    async def get(self, visit: Visit) -> tuple[int, str]:
        """The status, and headers and body together."""
        async with asyncio.timeout(PATIENCE):
            self.writer.write(visit.lines())
            await self.writer.drain()
            head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            body = await self._body(head)
        return int(head.split(" ", 2)[1]), head + body.decode(errors="replace")

    async def _body(self, head: str) -> bytes:
        headers = dict(
            line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line
        )
        if "content-length" in headers:
            return await self.reader.readexactly(int(headers["content-length"]))
        body = b""
        while size := int(await self.reader.readline(), 16):
            body += (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readline()
        return body

    async def close(self) -> None:
        """Hang up."""
        self.writer.close()
        await asyncio.gather(self.writer.wait_closed(), return_exceptions=True)


async def abort(port: int, visit: Visit, after: float) -> None:
    """Ask, and hang up rudely after some seconds, without having read."""
    client = await KeptAlive.to(port)
    client.writer.write(visit.lines())
    await client.writer.drain()
    await asyncio.sleep(after)
    client.writer.transport.abort()
