"""Live talks beside a bare echo from Redis to WebSockets, each in a web server of its own.

Delivery begins when the hint is published, which is the moment after the commit. From sending to
seeing there is besides what a talk promises: the message is stored, with its row in the audit,
before anybody is told. The floor of that is an echo that stores one row first.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from itertools import count, cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import redis

from casework.intake.actions import receive_report
from casework.intake.chat.hints import TOPIC
from ostoja.live import telling
from ostoja.live.channels import channel_of, sealed
from ostoja.privacy.receipts import code_for
from ostoja.settings.environment import ROOT
from tenants.fence import entered
from tests.bench import echo
from tests.bench.rounds import Measured, measure
from tests.bench.wire import HOST, Rejected, Wire
from tests.browser.server import DemoServer, free_port, serving
from tests.cast import Cast, browser_of, make_cast
from tests.databases import TemplateDatabase, admin_url
from tests.isolation.keep_alive import KeptAlive, Visit

FLOOR, OURS = "a bare echo", "ours"
STORING, OURS_STORED = "an echo that stores one row", "ours, stored and recorded"
ROOM, PAIRS, TALKS, RECONNECTS = 1000, 16, 200, 800
CITY, WITHIN = "gdansk", 60.0  # seconds
ONE_TO_ONE, TO_ALL = 1.5, 2.0
REJECTED, CAUGHT_UP = "rejected", "seconds until all have caught up"
GOALS = {REJECTED: 0}
WORDS = "Jestem na klatce schodowej i boję się wrócić do mieszkania. " * 2


class Room:
    """Sockets that hear the same, and the moment in which the last of them has heard it."""

    def __init__(self, wires: list[Wire]) -> None:
        self.wires, self._left = wires, 0
        self._heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        for wire in wires:
            wire.hear = self._hear

    def _hear(self, text: bytes) -> None:
        if b'"message"' in text:
            self._left -= 1
            if self._left == 0:
                self._heard.set_result(None)

    async def hears(self, said: Callable[[], object]) -> None:
        """Say it, and wait until everybody has heard it."""
        self._heard, self._left = asyncio.get_running_loop().create_future(), len(self.wires)
        said()
        async with asyncio.timeout(WITHIN):
            await self._heard


class Talk:
    """A conversation of the city, told of by a hint as its actions do after the commit."""

    def __init__(self) -> None:
        with entered(CITY):
            self.row, _is_new = receive_report(submission=uuid4(), text=WORDS, language="pl")
            self.code = code_for(self.row.submission)
        self._numbers = count(2)

    def hint(self) -> None:
        """The next message, which nobody has stored: only its way is measured."""
        with entered(CITY):
            telling._publish(channel_of(TOPIC, self.row.pk), sealed(facts(next(self._numbers))))


def facts(number: int) -> dict[str, Any]:
    """A message of a resident as it travels."""
    said = {"from": "resident", "text": WORDS, "at": "2026-01-01T00:00:00+00:00"}
    return {"type": "message", "number": number, **said, "voice": "", "name": ""}


class Servers:
    """Both web servers, and who talks there."""

    def __init__(self, ours: int, bare: int, cast: Cast) -> None:
        self.ours, self.bare, self.cast = ours, bare, cast
        self._redis = redis.Redis.from_url(os.environ["REDIS_URL"])
        self._wires: list[Wire] = []
        self._text = echo.written(facts(2))
        with entered(CITY):
            self._session = str(browser_of(cast.consultant, CITY).cookies["session"].value)

    def publish(self) -> None:
        """The bare hint."""
        self._redis.publish(echo.CHANNEL, self._text)

    async def hang_up(self) -> None:
        """Close all sockets: a server waits for those that are open and not read."""
        for wire in self._wires:
            wire.close()
        self._wires.clear()
        await asyncio.sleep(1)

    async def listener(self) -> Wire:
        """A socket of the bare echo."""
        wire = await Wire.to(self.bare, "/", host=HOST)
        self._wires.append(wire)
        return wire

    async def resident(self, talk: Talk, after: int = 1) -> Wire:
        """Whoever has the code, once they have been told how it stands."""
        wire = await Wire.to(self.ours, "/ws/chat/", host=f"{CITY}.localhost")
        hello = {"code": talk.code, "after": after, "language": "pl"}
        return await self._settled(wire, b'"state"' if after else b'"message"', hello)

    async def consultant(self, talk: Talk) -> Wire:
        """A consultant who has this conversation open."""
        path = f"/ws/staff/conversations/{talk.row.pk}/"
        cookie = f"session={self._session}"
        wire = await Wire.to(self.ours, path, host=f"{CITY}.localhost", cookie=cookie)
        return await self._settled(wire, b'"state"', {"after": 1, "language": "pl"})

    async def _settled(self, wire: Wire, mark: bytes, hello: dict[str, Any]) -> Wire:
        self._wires.append(wire)
        ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def hear(text: bytes) -> None:
            if mark in text and not ready.done():
                ready.set_result(None)
            elif b'"refused"' in text:
                ready.set_exception(Rejected(text.decode()))

        wire.hear = hear
        wire.send(type="hello", **hello)
        async with asyncio.timeout(WITHIN):
            await ready
        return wire


@contextmanager
def servers(template: TemplateDatabase, name: str) -> Iterator[Servers]:
    """Both run for the length of the block, on the clone of this name."""
    with entered(CITY):
        cast = make_cast()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        own = DemoServer(
            port=free_port(),
            database_url=template.url_of(name),
            redis_number=0,
            template=template,
            folder=Path(folder),
            unblock=nullcontext,
            settings={"KEYS_ROOT": str(template.keys.with_name(name))},
        )
        stack.enter_context(serving(own))
        bare = stack.enter_context(_bare(name))
        yield Servers(own.port, bare, cast)


@contextmanager
def _bare(database: str) -> Iterator[int]:
    """The echo, in a process like ours."""
    port = free_port()
    switches = [f"--host={HOST}", f"--port={port}", "--log-level=warning", "--no-access-log"]
    url = psycopg.conninfo.make_conninfo(admin_url(), dbname=database)
    with psycopg.connect(url) as administrator:
        administrator.execute("create table public.echo_said (id serial primary key, text text)")
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "tests.bench.echo:application", *switches],
        env={**os.environ, "ECHO_DATABASE": url},
        cwd=ROOT,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait_for(port: int) -> None:
    async def ask() -> None:
        client = await KeptAlive.to(port)
        await client.get(Visit(HOST, "/"))
        await client.close()

    until = time.monotonic() + WITHIN
    while True:
        try:
            return asyncio.run(ask())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


class Runs:
    """A loop in which sockets stay open while ``measure`` calls for one turn after the other."""

    def __init__(self, where: Servers) -> None:
        self._runner, self._where = asyncio.Runner(), where

    def __enter__(self) -> "Runs":
        return self

    def __exit__(self, *_error: object) -> None:
        self._runner.run(self._where.hang_up())
        self._runner.close()

    def now(self, work: Awaitable[Any]) -> Any:
        """Until it is done."""

        async def whole() -> Any:
            return await work

        return self._runner.run(whole())


def delivery(where: Servers, sockets: int, rounds: int) -> Measured:
    """From the published hint until the last of so many sockets has it."""
    talk = Talk()

    async def rooms() -> tuple[Room, Room]:
        bare = [await where.listener() for _ in range(sockets)]
        ours = [await where.resident(talk) for _ in range(sockets)]
        return Room(bare), Room(ours)

    with Runs(where) as runs:
        bare, ours = runs.now(rooms())
        contenders: dict[str, Callable[[], object]] = {
            FLOOR: lambda: runs.now(bare.hears(where.publish)),
            OURS: lambda: runs.now(ours.hears(talk.hint)),
        }
        return measure(contenders, floor=FLOOR, rounds=rounds, calls=1)


def sending(where: Servers) -> Measured:
    """From sending over one socket to seeing at another; a pace of twenty is left to each talk."""
    talks = [Talk() for _ in range(PAIRS)]

    async def opened() -> tuple[Any, Any]:
        sender, listener = await where.listener(), await where.listener()
        pairs = [(await where.resident(one), await where.consultant(one)) for one in talks]
        heard = [(sent, Room([seen])) for sent, seen in pairs]
        return (sender, Room([listener])), cycle(heard)

    with Runs(where) as runs:
        (sender, room), pairs = runs.now(opened())

        def ours() -> None:
            sent, seen = next(pairs)
            runs.now(_through(sent, seen, "say"))

        contenders: dict[str, Callable[[], object]] = {
            FLOOR: lambda: runs.now(_through(sender, room, echo.SAY)),
            STORING: lambda: runs.now(_through(sender, room, echo.STORE)),
            OURS_STORED: ours,
        }
        return measure(contenders, floor=FLOOR, rounds=PAIRS * 15, calls=1)


async def _through(sender: Wire, room: Room, how: str) -> None:
    """``how``: what the echo does with it; to ours it is said."""
    more = {"type": "say"} if how == "say" else facts(2) | {"do": how}
    await room.hears(partial(sender.send, **{"id": str(uuid4()), "text": WORDS, **more}))


def reconnects(where: Servers) -> dict[str, float]:
    """All sockets are cut at once and come back at once, each without one message."""
    talks = [Talk() for _ in range(TALKS)]

    async def come() -> list[Any]:
        each = [where.resident(one, after=0) for one in talks * (RECONNECTS // TALKS)]
        return await asyncio.gather(*each, return_exceptions=True)

    async def cut_and_come_back() -> dict[str, float]:
        for one in await come():
            one.close()
        await asyncio.sleep(1)
        began = time.perf_counter()
        back = await come()
        took = time.perf_counter() - began
        return {REJECTED: sum(isinstance(one, BaseException) for one in back), CAUGHT_UP: took}

    with Runs(where) as runs:
        found: dict[str, float] = runs.now(cut_and_come_back())
    return found
