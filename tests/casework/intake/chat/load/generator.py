"""Everybody who writes to fifty cities, in a process of its own: ``python -m`` reads who they are.

From standard input comes what the test has prepared, to standard output goes what was seen.
"""

import asyncio
import http.client
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import count, cycle
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

HOST = "127.0.0.1"
SETTLES_WITHIN = 60.0  # seconds for the last messages
AT_ONCE = 20  # handshakes
RECEIPT = "ostoja-receipt__code"
HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
PART = re.compile(r'(name|value)="([^"]*)"')


class Talk:
    """The two sides of one conversation: what each was shown, and how long it took."""

    def __init__(self, facts: dict[str, Any], port: int) -> None:
        self.facts, self.port = facts, port
        self.sockets: list[ClientConnection] = []
        self.seen: tuple[list[str], list[str]] = ([], [])
        self.kept: list[str] = []
        self.sent_at: dict[str, float] = {}
        self.took: list[float] = []
        self.refused = 0
        self._reading: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Resident and consultant; what they are sent is read from then on."""
        city, pk = self.facts["city"], self.facts["pk"]
        staff = {"Cookie": f"session={self.facts['session']}"}
        ways: list[tuple[str, dict[str, str]]] = [
            ("/ws/chat/", {}),
            (f"/ws/staff/conversations/{pk}/", staff),
        ]
        host = f"{city}.localhost:{self.port}"
        for side, (path, more) in enumerate(ways):
            headers = {"Origin": f"http://{host}", **more}
            socket = await connect(
                f"ws://{host}{path}",
                host=HOST,
                port=self.port,
                additional_headers=headers,
                compression=None,
                proxy=None,
                open_timeout=60,
            )
            hello = {"type": "hello", "code": self.facts["code"], "after": 0, "language": "pl"}
            await socket.send(json.dumps(hello))
            self.sockets.append(socket)
            self._reading.append(asyncio.create_task(self._read(socket, side)))

    async def _read(self, socket: ClientConnection, side: int) -> None:
        async for text in socket:
            frame = json.loads(text)
            if frame["type"] == "message":
                self.seen[side].append(frame["text"])
                sent = self.sent_at.get(frame["text"])
                if sent is not None and frame["from"] != ("resident", "staff")[side]:
                    self.took.append(time.perf_counter() - sent)
            elif frame["type"] == "kept":
                self.kept.append(frame["id"])
            elif frame["type"] == "refused":
                self.refused += 1

    async def say(self, side: int, number: int) -> None:
        """The text is unlike every other."""
        text = f"{self.facts['city']} {number} {uuid4()}"
        self.sent_at[text] = time.perf_counter()
        await self.sockets[side].send(json.dumps({"type": "say", "id": str(uuid4()), "text": text}))

    @property
    def is_settled(self) -> bool:
        """Both sides have seen the report and all that was said since, and each word is kept."""
        said = len(self.sent_at)
        return [len(self.kept), *(len(one) for one in self.seen)] == [said, 1 + said, 1 + said]


class Forms:
    """People who open the contact page and send it, over plain HTTP."""

    def __init__(self, cities: list[str], ports: list[int]) -> None:
        self._where = cycle((city, port) for city in cities for port in ports)
        self.statuses: Counter[int] = Counter()
        self.receipts = 0
        self.took: list[float] = []

    async def send(self) -> None:
        """One form, from the page to the receipt."""
        began = time.perf_counter()
        statuses, has_receipt = await asyncio.to_thread(self._send, *next(self._where))
        self.took.append(time.perf_counter() - began)
        self.statuses.update(statuses)
        self.receipts += has_receipt

    def _send(self, city: str, port: int) -> tuple[list[int], bool]:
        opened, page = self._ask("GET", city, port)
        fields = [dict(PART.findall(one)) for one in HIDDEN.findall(page)]
        sent = {one["name"]: one.get("value", "") for one in fields}
        body = urlencode({**sent, "text": f"Formularz {uuid4()}", "go": "send"})
        sent_with, answer = self._ask("POST", city, port, body)
        return [opened, sent_with], RECEIPT in answer

    @staticmethod
    def _ask(method: str, city: str, port: int, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        headers = {"Host": f"{city}.localhost:{port}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, "/pl/info/", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


async def _at_a_rate(rate: float, seconds: float, work: Callable[[], Any]) -> None:
    """Begin so many a second, whether or not those before have ended; then wait for all."""
    began, tasks = time.perf_counter(), set()
    for number in count():
        due = began + number / rate
        if due > began + seconds:
            break
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        tasks.add(asyncio.create_task(work()))
    await asyncio.gather(*tasks)


async def load(asked: dict[str, Any]) -> dict[str, Any]:
    """What was seen while everybody wrote for so many seconds."""
    ports = cycle(asked["ports"])
    talks = [Talk(facts, next(ports)) for facts in asked["talks"]]
    gate = asyncio.Semaphore(AT_ONCE)

    async def opened(talk: Talk) -> None:
        async with gate:
            await talk.open()

    await asyncio.gather(*(opened(talk) for talk in talks))
    forms = Forms(asked["cities"], asked["ports"])
    numbers, order = count(), random.Random(asked["seed"])  # noqa: S311 - no secret
    speakers = cycle(
        order.sample([(talk, side) for talk in talks for side in (0, 1)], 2 * len(talks))
    )

    async def say() -> None:
        talk, side = next(speakers)
        await talk.say(side, next(numbers))

    await asyncio.gather(
        _at_a_rate(asked["messages_a_second"], asked["seconds"], say),
        _at_a_rate(asked["forms_a_minute"] / 60, asked["seconds"], forms.send),
    )
    until = time.perf_counter() + SETTLES_WITHIN
    while not all(talk.is_settled for talk in talks) and time.perf_counter() < until:
        await asyncio.sleep(0.1)
    return _seen(talks, forms)


def _seen(talks: list[Talk], forms: Forms) -> dict[str, Any]:
    return {
        "sockets": sum(socket.state == 1 for talk in talks for socket in talk.sockets),
        "sent": sum(len(talk.sent_at) for talk in talks),
        "kept": sum(len(talk.kept) for talk in talks),
        "refused": sum(talk.refused for talk in talks),
        "took": sorted(one for talk in talks for one in talk.took),
        "views": {talk.facts["pk"]: talk.seen for talk in talks},
        "statuses": forms.statuses,
        "receipts": forms.receipts,
        "forms_took": sorted(forms.took),
    }


if __name__ == "__main__":
    json.dump(asyncio.run(load(json.load(sys.stdin))), sys.stdout)
