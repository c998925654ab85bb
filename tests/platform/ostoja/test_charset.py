"""Requests are read as UTF-8, whatever they say of themselves."""

import asyncio
from typing import Any

import pytest

from ostoja.charset import ReadsUtf8


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (b"text/plain; charset=hex", b"text/plain"),
        (b"multipart/form-data; charset=rot13; boundary=x", b"multipart/form-data; boundary=x"),
        (b"application/json", b"application/json"),
    ],
)
def test_a_charset_is_not_listened_to(said: bytes, heard: bytes) -> None:
    seen: list[Any] = []

    async def inner(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.append(scope)

    headers = [(b"content-type", said), (b"accept", b"x; charset=hex")]
    asyncio.run(ReadsUtf8(inner)({"type": "http", "headers": headers}, None, None))
    assert seen[0]["headers"] == [(b"content-type", heard), (b"accept", b"x; charset=hex")]
