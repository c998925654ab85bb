"""A WebSocket as a room sees it, and which room answers under which path."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

POLICY_VIOLATION = 1008
GOING_AWAY = 1001
NOT_YOURS = 4403  # whoever is closed with it need not come again
Scope = Mapping[str, Any]


class Gone(Exception):
    """The other side has hung up."""


class Socket:
    """One WebSocket in one city. What it reads is never trusted to be well formed."""

    def __init__(self, scope: Scope, receive: Any, send: Any, city: str) -> None:
        self.scope, self._receive, self._send, self.city = scope, receive, send, city
        self._is_closed = False

    async def accept(self) -> None:
        """End the handshake."""
        await self._send({"type": "websocket.accept"})

    async def read(self) -> dict[str, Any]:
        """The next frame; what is no JSON object reads as an empty one. Raises ``Gone``."""
        event = await self._receive()
        if event["type"] != "websocket.receive":
            self._is_closed = True
            raise Gone
        try:
            found = json.loads(event.get("text") or "")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    async def read_within(self, seconds: float) -> dict[str, Any]:
        """The next frame; who says nothing for so long is hung up on. Raises ``Gone``."""
        try:
            async with asyncio.timeout(seconds):
                return await self.read()
        except TimeoutError:
            await self.close()
            raise Gone from None

    async def write(self, text: str) -> None:
        """Send a frame that is written already. Raises ``Gone``."""
        if self._is_closed:
            raise Gone
        try:
            await self._send({"type": "websocket.send", "text": text})
        except (OSError, RuntimeError) as error:  # what servers raise for a closed one
            self._is_closed = True
            raise Gone from error

    def write_at_once(self, text: str) -> bool:
        """Send a frame without a turn of the event loop; False where it has to wait for one.

        A server that cannot send at once waits before it does anything, so nothing was sent then.
        """
        if self._is_closed:
            return False
        sending = self._send({"type": "websocket.send", "text": text})
        try:
            sending.send(None)
        except StopIteration:
            return True
        except (OSError, RuntimeError):
            return False  # whoever writes in turn will meet the same, and hang up
        sending.close()
        return False

    async def give(self, **facts: Any) -> None:
        """Send one frame. Raises ``Gone``."""
        await self.write(frame(**facts))

    async def close(self, code: int = GOING_AWAY) -> None:
        """Hang up; before the handshake this refuses it (403)."""
        if not self._is_closed:
            self._is_closed = True
            await self._send({"type": "websocket.close", "code": code})

    @property
    def address(self) -> str:
        """The network address of the other side, as the proxy that we trust tells it."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    def cookie(self, name: str) -> str:
        """A cookie that came with the handshake, or nothing."""
        try:
            found = SimpleCookie(header(self.scope, "cookie")).get(name)
        except CookieError:
            return ""
        return found.value if found else ""


def frame(**facts: Any) -> str:
    """Facts as they travel; of half a character that a client sent nothing comes back."""
    return json.dumps(facts, ensure_ascii=False).encode(errors="replace").decode()


def header(scope: Scope, name: str) -> str:
    """A header of the handshake; the last one if it came twice."""
    found = dict(scope.get("headers", ())).get(name.encode(), b"")
    return str(found.decode("latin-1"))


Endpoint = Callable[..., Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Route:
    """Whoever answers under the paths of this pattern. ``module``: in cities that have it on."""

    pattern: re.Pattern[str]
    endpoint: Endpoint
    name: str


routes: list[Route] = []


def register(pattern: str, endpoint: Endpoint, *, name: str) -> None:
    """Open WebSockets under the paths that match (called when a room starts)."""
    routes.append(Route(re.compile(pattern), endpoint, name))


def found(path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of a path and what stood in it."""
    for route in routes:
        if match := route.pattern.fullmatch(path):
            return route, match.groupdict()
    return None
