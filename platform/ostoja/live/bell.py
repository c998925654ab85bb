"""A socket that only says that something has changed: once for all that changed meanwhile."""

import asyncio
from collections.abc import Awaitable

from ostoja.live.hub import Hint
from ostoja.live.sockets import Socket


class Bell:
    """Rings for its page, with a pause of so many seconds between two."""

    def __init__(self, socket: Socket, pause: float) -> None:
        self._socket, self._pause, self._news = socket, pause, asyncio.Event()

    def hear(self, hint: Hint) -> None:
        """Called by the hub; never waits."""
        self._news.set()

    async def ring(self) -> None:
        """Until the other side hangs up. Raises ``Gone``."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self._socket.give(type="changed")
            await asyncio.sleep(self._pause)


async def read_on(socket: Socket) -> None:
    """Who asks whether we are still there is answered; who hangs up is noticed (``Gone``)."""
    while True:
        if (await socket.read()).get("type") == "alive":
            await socket.give(type="alive")


async def until_one_ends(*works: Awaitable[None]) -> None:
    """Run them side by side; when the first ends, so do the others. Raises what it raised."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _open = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
