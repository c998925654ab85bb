"""Requests are read as UTF-8, whatever they say of themselves."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

Scope = dict[str, Any]


class ReadsUtf8:
    """Everything here is UTF-8: another ``charset`` in a request is not listened to.

    Django would decode with any codec of Python's that the request names, and some of them
    fail before there is a page to say so on.
    """

    def __init__(self, inner: Callable[..., Awaitable[None]]) -> None:
        self.inner = inner

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        await self.inner(_without_charset(scope), receive, send)


def _without_charset(scope: Scope) -> Scope:
    if "headers" not in scope:
        return scope
    headers = [
        (name, _CHARSET.sub(b"", value) if name == b"content-type" else value)
        for name, value in scope["headers"]
    ]
    return {**scope, "headers": headers}


_CHARSET = re.compile(rb";\s*charset\s*=[^;]*", re.IGNORECASE)
