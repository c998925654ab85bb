"""A real proxy between clients and the web server: it cuts, loses answers, and falls silent."""

import asyncio
from typing import Any

from tests.browser.server import HOST


class Proxy:
    """Lives in the clients' loop. Its switches may be turned from any thread."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._loop = asyncio.get_running_loop()
        self._open: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[Any]] = set()
        self._flows = asyncio.Event()
        self._flows.set()
        self._loses_answers = False
        self._networks = 0
        self._server: asyncio.Server | None = None
        self.port = 0

    async def start(self) -> None:
        """Take connections on a port of its own."""
        self._server = await asyncio.start_server(self._take, HOST, 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Hang up on everybody."""
        assert self._server is not None
        self._server.close()
        self._cut()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def cut(self) -> None:
        """Every connection ends, rudely."""
        self._loop.call_soon_threadsafe(self._cut)

    def lose_answers(self, value: bool) -> None:
        """What is asked arrives and is done; what is answered is lost, and then the connection."""
        self._loop.call_soon_threadsafe(self._turn, "_loses_answers", value)

    def fall_silent(self, value: bool) -> None:
        """Nothing comes through and nobody hangs up, as with a phone that sleeps."""
        self._loop.call_soon_threadsafe(self._flows.clear if value else self._flows.set)

    def forget(self) -> None:
        """Connections of now lead nowhere for ever, as after a change of network; new ones pass."""
        self._loop.call_soon_threadsafe(self._change_network)

    def _change_network(self) -> None:
        self._networks += 1

    def _turn(self, name: str, value: bool) -> None:
        setattr(self, name, value)
        if not value:
            self._cut()

    def _cut(self) -> None:
        for writer in tuple(self._open):
            writer.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            there = await asyncio.open_connection(HOST, self._target)
        except OSError:
            writer.transport.abort()
            return
        self._open.add(there[1])
        ways = (self._pass(reader, there[1], False), self._pass(there[0], writer, True))
        tasks = [asyncio.create_task(way) for way in ways]
        self._passing.update(tasks)
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for one in (writer, there[1]):
            self._open.discard(one)
            one.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, is_answer: bool
    ) -> None:
        network = self._networks
        try:
            while data := await reader.read(65536):
                await self._flows.wait()
                if network != self._networks:
                    await asyncio.Event().wait()
                if not (is_answer and self._loses_answers):
                    writer.write(data)
                    await writer.drain()
        except OSError:
            return
