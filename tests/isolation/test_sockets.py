"""No WebSocket opens in any city, with whatever cookie or token it comes."""

import asyncio
from typing import Any

import pytest

HOSTS = ("gdansk.localhost", "gdynia.localhost", "operator.localhost", "nowhere.localhost")
PATHS = ("/", "/ws/", "/pl/contact/", "/pl/staff/inbox/", "/api/v1/conversations/")


def said_to(scope: dict[str, Any]) -> list[dict[str, Any]]:
    """What the whole application answers to one attempt to open a socket."""
    from ostoja.asgi import application

    said: list[dict[str, Any]] = []
    kinds = {"http": ["http.request"], "websocket": ["websocket.connect"]}[scope["type"]]

    async def receive() -> dict[str, Any]:
        if not kinds:
            await asyncio.Event().wait()  # the client says nothing more
        return {"type": kinds.pop()}

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    asyncio.run(application(scope, receive, send))
    return said


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", PATHS)
def test_no_socket_is_accepted(host: str, path: str) -> None:
    headers = [
        (b"host", host.encode()),
        (b"origin", b"http://gdansk.localhost"),
        (b"cookie", b"session=of-another-city"),
        (b"authorization", b"Token of-another-city"),
    ]
    scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b""}
    assert said_to(scope) == [{"type": "websocket.close", "code": 1008}]


def test_other_requests_pass() -> None:
    scope = {"type": "http", "method": "GET", "path": "/health/live", "headers": []}
    [start, body] = said_to({**scope, "query_string": b"", "http_version": "1.1"})
    assert (start["status"], body["body"]) == (200, b'{"status": "live"}')
