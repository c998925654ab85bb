"""A real web server in this process, real WebSockets, and the people who talk over them."""

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import uuid4

import uvicorn
import websockets
from websockets.asyncio.client import ClientConnection, connect

from casework.intake.actions import receive_report
from casework.intake.models import Conversation
from ostoja.accounts.models import User
from ostoja.privacy.receipts import code_for
from ostoja.sockets import Sockets
from tenants.fence import entered
from tenants.fence.handler import OneThreadHandler
from tests.browser.server import free_port
from tests.cast import browser_of

WITHIN = 5.0  # seconds for a frame


@contextmanager
def server() -> Iterator[int]:
    """The web server, for the block; gives its port."""
    port = free_port()
    config = uvicorn.Config(
        Sockets(OneThreadHandler()), host="127.0.0.1", port=port, log_level="error", lifespan="on"
    )
    web = uvicorn.Server(config)
    thread = threading.Thread(target=web.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not web.started and time.monotonic() < until:
        time.sleep(0.01)
    assert web.started
    try:
        yield port
    finally:
        web.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


@dataclass
class Report:
    """A conversation that a resident began, with its code."""

    pk: str
    code: str
    city: str = "gdansk"

    @classmethod
    def made(cls, text: str = "Boję się.", city: str = "gdansk") -> Self:
        with entered(city):
            found, _is_new = receive_report(submission=uuid4(), text=text, language="pl")
            return cls(str(found.pk), code_for(found.submission), city)

    @property
    def row(self) -> Conversation:
        """As it is now; the city must be entered."""
        return Conversation.objects.get(pk=self.pk)

    @property
    def texts(self) -> list[str]:
        """What the database holds, in order."""
        with entered(self.city):
            return [one.text for one in self.row.messages.all()]


def session_of(user: User, city: str = "gdansk") -> str:
    """The cookie of somebody who signed in with the second factor."""
    return str(browser_of(user, city).cookies["session"].value)


@dataclass
class Client:
    """One WebSocket, and every frame that came through it."""

    socket: ClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, **facts: Any) -> None:
        await self.socket.send(json.dumps(facts))

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(WITHIN):
            found: dict[str, Any] = json.loads(await self.socket.recv())
        self.frames.append(found)
        return found

    async def until(self, is_it: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first frame from now on that is the one."""
        async with asyncio.timeout(WITHIN):
            while not is_it(found := await self.next()):
                pass
        return found

    async def kind(self, kind: str) -> dict[str, Any]:
        return await self.until(lambda one: one["type"] == kind)

    async def message(self, number: int) -> dict[str, Any]:
        """This message, which may have come already."""
        for one in self.frames:
            if one["type"] == "message" and one["number"] == number:
                return one
        return await self.until(lambda one: one["type"] == "message" and one["number"] == number)

    async def say(self, text: str, own_id: str = "") -> dict[str, Any]:
        """Send, and wait until it is acknowledged or refused."""
        own_id = own_id or str(uuid4())
        await self.send(type="say", id=own_id, text=text)
        return await self.until(lambda one: one.get("id") == own_id)

    async def closed(self) -> int:
        """Wait until the server hangs up; the code that it gives."""
        async with asyncio.timeout(WITHIN):
            try:
                while True:
                    await self.next()
            except websockets.ConnectionClosed as gone:
                return gone.rcvd.code if gone.rcvd else 0

    @property
    def numbers(self) -> list[int]:
        """Of the messages, as they came."""
        return [one["number"] for one in self.frames if one["type"] == "message"]


_open: list[ClientConnection] = []


def run(test: Callable[[], Awaitable[None]]) -> None:
    """Run the test in a loop of its own, and hang up afterwards."""

    async def whole() -> None:
        try:
            await test()
        finally:
            for socket in _open:
                await socket.close()
            _open.clear()

    asyncio.run(whole())


async def opened(
    port: int, path: str, city: str = "gdansk", session: str = "", **headers: str
) -> Client:
    """A socket whose handshake ended well."""
    host = f"{city}.localhost:{port}"
    cookie = {"Cookie": f"session={session}"} if session else {}
    given = {"Origin": f"http://{host}", **cookie, **headers}
    socket = await connect(
        f"ws://{host}{path}",
        host="127.0.0.1",
        port=port,
        additional_headers=given,
        max_size=None,
        proxy=None,
    )
    _open.append(socket)
    return Client(socket)


async def resident(port: int, report: Report, after: int = 0, *, city: str = "gdansk") -> Client:
    """The person with the code, once the server has said welcome."""
    client = await opened(port, "/ws/chat/", city)
    await client.send(type="hello", code=report.code, after=after, language="pl")
    await client.kind("welcome")
    return client


async def consultant(port: int, report: Report, session: str, after: int = 0) -> Client:
    """A member of staff at this conversation."""
    path = f"/ws/staff/conversations/{report.pk}/"
    client = await opened(port, path, report.city, session=session)
    await client.send(type="hello", after=after, language="pl")
    await client.kind("welcome")
    return client


async def status_of(port: int, path: str, city: str = "gdansk", **more: str) -> int:
    """The HTTP status with which a handshake is refused; 101 if it is not."""
    try:
        client = await opened(port, path, city, **more)
    except websockets.InvalidStatus as refused:
        return int(refused.response.status_code)
    await client.socket.close()
    return 101
