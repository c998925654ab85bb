"""The floor of a live talk: what Redis says goes to every WebSocket of the process, and no more.

One subscription, no city, no door, no encryption, no numbers; what a socket says goes to Redis,
where it asks for that after one row was stored.
"""

import asyncio
import json
import os
from typing import Any

import psycopg
from redis.asyncio import Redis

CHANNEL = "bench:echo"
SAY, STORE = "say it", "store it and say it"
INSERT = "insert into public.echo_said (text) values (%s)"
_outlets: set[Any] = set()
_tasks: set[asyncio.Task[None]] = set()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """An ASGI application."""
    if scope["type"] == "lifespan":
        await _live(receive, send)
    elif scope["type"] == "websocket":
        await _talk(receive, send)
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})


async def _live(receive: Any, send: Any) -> None:
    while (await receive())["type"] == "lifespan.startup":
        _tasks.add(asyncio.create_task(_listen()))
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def _listen() -> None:
    server = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=None)
    async with server, server.pubsub() as pubsub:
        await pubsub.subscribe(CHANNEL)
        async for message in pubsub.listen():
            if message["type"] == "message":
                text = message["data"].decode()
                for send in tuple(_outlets):
                    await send({"type": "websocket.send", "text": text})


def written(facts: dict[str, Any]) -> str:
    """As our own sockets write it."""
    return json.dumps(facts, ensure_ascii=False)


async def _talk(receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    _outlets.add(send)
    try:
        if (first := await receive())["type"] == "websocket.receive":
            await _pass_on(first, receive)
    finally:
        _outlets.discard(send)


async def _pass_on(first: dict[str, Any], receive: Any) -> None:
    """For those who say something; a connection to the database and one to Redis each."""
    database = psycopg.AsyncConnection.connect(os.environ["ECHO_DATABASE"], autocommit=True)
    async with Redis.from_url(os.environ["REDIS_URL"]) as server, await database as rows:
        event = first
        while event["type"] == "websocket.receive":
            if json.loads(event["text"])["do"] == STORE:
                await rows.execute(INSERT, [event["text"]])
            await server.publish(CHANNEL, event["text"])
            event = await receive()
