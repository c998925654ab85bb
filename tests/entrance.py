"""The web server's entrance, called as uvicorn would call it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from ostoja.charset import ReadsUtf8
from tenants.fence.handler import OneThreadHandler


@dataclass(frozen=True)
class Answer:
    """What came back over ASGI; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


class Entrance:
    """The application with the present settings."""

    def __init__(self) -> None:
        self.application = ReadsUtf8(OneThreadHandler())

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request to Gdańsk; names of headers are written with underscores."""
        return asyncio.run(self._ask(path, method, {"host": "gdansk.localhost", **headers}))

    async def _ask(self, path: str, method: str, headers: dict[str, str]) -> Answer:
        sent: list[Any] = []
        received = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def receive() -> Any:
            for message in received:
                return message
            await asyncio.sleep(60)  # nobody hangs up
            return None

        async def send(message: Any) -> None:
            sent.append(message)

        await self.application(_scope(path, method, headers), receive, send)
        return Answer(
            sent[0]["status"],
            {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]},
            b"".join(message.get("body", b"") for message in sent[1:]),
        )


def _scope(path: str, method: str, headers: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "scheme": "https",
        "path": path,
        "query_string": b"",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
        "client": ("127.0.0.1", 1),
    }
