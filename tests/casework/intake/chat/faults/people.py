"""People who write through faults: each message again and again until it is acknowledged."""

import asyncio
import http.client
import json
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import websockets

from tests.browser.server import HOST
from tests.casework.intake.chat.serving import Client, Report

GIVES_UP = 120.0  # seconds without an answer
PAUSE = 0.3  # seconds before another try, at most
ANSWERS_WITHIN = 20.0  # seconds, longer than a question waits for news
LOST = (OSError, TimeoutError, websockets.WebSocketException, http.client.HTTPException)
CUT, DOUBLED = 0.15, 0.2  # shares of what is sent
Frame = dict[str, Any]


class Reader:
    """What one side has been shown: each number once, and nothing left out."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: list[tuple[int, str]] = []
        self.acknowledged: list[str] = []
        self.frames: list[Frame] = []

    @property
    def last(self) -> int:
        """The last number that was shown."""
        return self.seen[-1][0] if self.seen else 0

    def note(self, frame: Frame) -> None:
        """As the page does: what was shown already is passed over, what leaves a gap too."""
        self.frames.append(frame)
        if frame.get("type") == "message" and frame["number"] == self.last + 1:
            self.seen.append((frame["number"], frame["text"]))


class AtSocket(Reader):
    """A page with a WebSocket, which is cut at will; ``reach(after)`` opens another."""

    def __init__(
        self, name: str, reach: Callable[[int], Awaitable[Client]], chance: random.Random
    ) -> None:
        super().__init__(name)
        self._reach, self._chance = reach, chance
        self._client: Client | None = None

    async def write(self, text: str) -> None:
        own_id = str(uuid4())
        await self._until_done(lambda client: self._send(client, own_id, text))
        self.acknowledged.append(text)

    async def read_up_to(self, last: int) -> None:
        async def read(client: Client) -> None:
            while self.last < last:
                await client.send(type="after", number=self.last)  # as a page that wakes up
                self._take(client)
                if self.last < last:
                    await client.next()
                self._take(client)

        await self._until_done(read)

    async def leave(self) -> None:
        """Close the page."""
        if self._client is not None:
            self._take(self._client)
            await self._client.socket.close()
            self._client = None

    async def _send(self, client: Client, own_id: str, text: str) -> None:
        for _ in range(1 + (self._chance.random() < DOUBLED)):
            await client.send(type="say", id=own_id, text=text, at="2001-01-01T02:00:00Z")
        if self._chance.random() < CUT:  # before or after the commit
            await asyncio.sleep(self._chance.random() * 0.05)
            client.socket.transport.abort()
            raise ConnectionError
        found = await client.until(lambda one: one.get("id") == own_id)
        assert found["type"] == "kept", found

    async def _until_done(self, work: Callable[[Client], Awaitable[None]]) -> None:
        until, wrong = time.monotonic() + GIVES_UP, ""
        while time.monotonic() < until:
            try:
                if self._client is None:
                    self._client = await self._reach(self.last)
                await work(self._client)
            except LOST as error:
                wrong = repr(error)
                self._hang_up()
                await asyncio.sleep(PAUSE * self._chance.random())
                continue
            self._take(self._client)
            return
        pytest.fail(f"{self.name} did not get through: {wrong}, {self.frames[-3:]}")

    def _hang_up(self) -> None:
        if self._client is not None:
            self._take(self._client)
            self._client.socket.transport.abort()
            self._client = None

    @staticmethod
    def _taken(client: Client) -> list[Frame]:
        frames, client.frames = client.frames, []
        return frames

    def _take(self, client: Client) -> None:
        for frame in self._taken(client):
            self.note(frame)


class Asking(Reader):
    """A second device of the resident, where sockets are blocked: it asks over and over."""

    def __init__(self, name: str, port: int, report: Report, chance: random.Random) -> None:
        super().__init__(name)
        self._port, self._report, self._chance = port, report, chance

    async def write(self, text: str) -> None:
        own_id = str(uuid4())
        until = time.monotonic() + GIVES_UP
        while time.monotonic() < until:
            answers = await asyncio.gather(
                *(self._ask(id=own_id, text=text) for _ in range(1 + self._doubles()))
            )
            for frame in (frame for frames in answers for frame in frames):
                if frame["type"] == "kept" and frame["id"] == own_id:
                    self.acknowledged.append(text)
                    return
                await asyncio.sleep(frame.get("seconds", 0))
        pytest.fail(f"{self.name} did not get through")

    async def read_up_to(self, last: int) -> None:
        until = time.monotonic() + GIVES_UP
        while time.monotonic() < until:
            if self.last >= last:
                return
            for frame in await self._ask(after=str(self.last), stance=""):
                self.note(frame)
        pytest.fail(f"{self.name} did not see {last}")

    def _doubles(self) -> bool:
        return self._chance.random() < DOUBLED

    async def _ask(self, **facts: str) -> list[Frame]:
        """The frames of the answer; none where there was no answer, or an error."""
        try:
            return await asyncio.to_thread(self._asked, {"code": self._report.code, **facts})
        except LOST:
            await asyncio.sleep(PAUSE)
            return []

    def _asked(self, facts: dict[str, str]) -> list[Frame]:
        connection = http.client.HTTPConnection(HOST, self._port, timeout=ANSWERS_WITHIN)
        headers = {
            "Host": f"{self._report.city}.localhost:{self._port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request("POST", "/pl/info/2/news/", urlencode(facts), headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status != 200:
            raise ConnectionError(answer.status)
        frames: list[Frame] = json.loads(body)["frames"]
        return frames
