"""The entrance for WebSockets: to the room of the path, in the city of the host, or nowhere."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from ostoja.live import hub
from ostoja.live.sockets import POLICY_VIOLATION, Gone, Route, Scope, Socket, found, header
from tenants.fence.asynchronous import nowhere
from tenants.hosts import CurrentCity, bare_host, city_at, operator_host
from tenants.models import Stage

FAILED = 1011
logger = logging.getLogger(__name__)


class Sockets:
    """Opens the WebSockets that rooms have registered. All else is refused before the handshake
    ends (403): an unknown path or host, the operators' host, a city that is suspended, a page of
    another site. Whether somebody may hear anything, the room itself asks.
    """

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "websocket":
            await _open(scope, receive, send)
        else:
            await self.inner(scope, receive, send)


async def _open(scope: Scope, receive: Any, send: Any) -> None:
    await receive()
    route, facts, city = await _admitted(scope)
    if route is None or city is None:
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    socket = Socket(scope, receive, send, city.slug)
    try:
        await route.endpoint(socket, **facts)
    except Gone:
        return
    except Exception:
        logger.exception("A WebSocket of %s has failed", route.name)
        await socket.close(FAILED)
    else:
        await socket.close()


async def _admitted(scope: Scope) -> tuple[Route | None, dict[str, str], CurrentCity | None]:
    known = found(str(scope.get("path", "")))
    host = bare_host(header(scope, "host"))
    if known is None or host == operator_host() or not _is_own_page(scope):
        return None, {}, None
    city = await nowhere(city_at, host)
    if city is None or city.stage == Stage.SUSPENDED:
        return None, {}, None
    return *known, city


def _is_own_page(scope: Scope) -> bool:
    """Browsers say on which site a script runs; one elsewhere could borrow a session's cookie."""
    origin = urlsplit(header(scope, "origin"))
    return origin.scheme in {"http", "https"} and origin.netloc == header(scope, "host").lower()


async def _live(receive: Any, send: Any) -> None:
    """The hub begins and ends with the web server."""
    while True:
        event = await receive()
        if event["type"] == "lifespan.startup":
            hub.hub().start()
            await send({"type": "lifespan.startup.complete"})
        else:
            await hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
