"""No WebSocket opens yet: there is no conversation in real time that one would serve."""

from collections.abc import Awaitable, Callable
from typing import Any

POLICY_VIOLATION = 1008


class RefusesSockets:
    """Says no before the handshake ends (403), whatever the host, path, cookie or token.

    Django itself would fail with an error in the log for each of them.
    """

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self.inner = inner

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            await self.inner(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
