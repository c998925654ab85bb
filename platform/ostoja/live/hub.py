"""One subscription a topic and process, in the web server's event loop, for all who listen there.

Redis may go and come back. Whoever listens is then told to look into the database: at once when
Redis is there again, and every few seconds while it is not.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from ostoja.live.telling import PAUSE

PULSE = 5.0  # seconds of silence after which Redis is asked whether it is still there
SILENCES = 2  # so many unanswered in a row: it is not
CONNECTS_WITHIN = 2.0  # seconds
CONFIRMS_WITHIN = 1.0  # seconds that somebody who joins waits for Redis
LOOKS_EVERY = 2.0  # seconds between looks into the database while Redis is away
JITTER = 0.25  # by so much of itself a look comes sooner or later
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds before Redis is tried again, with jitter
OWN = "live:hub"  # keeps a subscription alive that has no other
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Hint:
    """What came through a channel; empty: look into the database. Shared by all who hear it."""

    carried: bytes = b""
    _made: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What the first who asks has made of it: a room of a thousand serialises once."""
        if name not in self._made:
            self._made[name] = make()
        return self._made[name]


class Listener(Protocol):
    """Whoever joined a channel."""

    def hear(self, hint: Hint) -> None:
        """Take it and come back at once: everybody else waits."""


class Hub:
    """The listeners of this process, by channel. Lives in one event loop."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._listeners: dict[str, set[Listener]] = {}
        self._confirmed: dict[str, asyncio.Event] = {}
        self._pubsub: PubSub | None = None
        self._was_away = False
        self._looks_until = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self.loop = asyncio.get_running_loop()

    def start(self) -> None:
        """Begin to listen to Redis; a second call changes nothing."""
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._run()), asyncio.create_task(self._look())]

    async def stop(self) -> None:
        """End with the web server."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    @property
    def hears(self) -> bool:
        """Whether Redis is there."""
        return self._pubsub is not None

    async def join(self, channel: str, listener: Listener) -> None:
        """From now on the listener hears this channel; what is read afterwards misses nothing.

        While Redis is away it comes back too, after a moment.
        """
        self.start()
        self._listeners.setdefault(channel, set()).add(listener)
        if channel not in self._confirmed:
            self._confirmed[channel] = asyncio.Event()
            await self._ask(lambda pubsub: pubsub.subscribe(channel))
        try:
            async with asyncio.timeout(CONFIRMS_WITHIN if self.hears else 0.01):
                await self._confirmed[channel].wait()
        except (TimeoutError, KeyError):
            return  # it is told to look as soon as Redis confirms

    async def leave(self, channel: str, listener: Listener) -> None:
        """The last one to leave ends the subscription."""
        listeners = self._listeners.get(channel, set())
        listeners.discard(listener)
        if not listeners and self._listeners.pop(channel, None) is not None:
            self._confirmed.pop(channel, None)
            await self._ask(lambda pubsub: pubsub.unsubscribe(channel))

    def give(self, channel: str, hint: Hint) -> None:
        """Everybody who listens here hears it; who fails does not keep it from the others."""
        for listener in tuple(self._listeners.get(channel, ())):
            try:
                listener.hear(hint)
            except Exception:
                logger.exception("A listener has failed")

    async def _ask(self, command: Callable[[PubSub], Any]) -> None:
        """Whoever reads notices if Redis is away, and subscribes to everything anew."""
        if self._pubsub is None:
            return
        try:
            await command(self._pubsub)
        except (RedisError, OSError):
            logger.info("Redis does not take a subscription; it is made anew")

    async def _run(self) -> None:
        pause = FIRST_PAUSE
        while True:
            try:
                await self._listen()
            except (RedisError, OSError, TimeoutError):
                self._was_away = True
                pause = FIRST_PAUSE if self.hears else min(pause * 2, LONGEST_PAUSE)
                logger.warning("Redis does not answer; the database is asked instead")
            finally:
                self._pubsub = None
                for event in self._confirmed.values():
                    event.clear()
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - not a secret

    async def _listen(self) -> None:
        server = Redis.from_url(
            self._url,
            socket_connect_timeout=CONNECTS_WITHIN,
            socket_timeout=None,  # redis-py 8 would end a quiet subscription after seconds
            retry=Retry(NoBackoff(), 0),
        )
        async with server, server.pubsub() as pubsub:
            await pubsub.subscribe(OWN, *self._listeners)
            self._pubsub = pubsub
            if self._was_away:
                self._looks_until = self.loop.time() + PAUSE + LOOKS_EVERY * (1 + JITTER)
            missing = set(self._listeners) - {_text(one) for one in pubsub.channels}
            if missing:  # who joined while the connection was made
                await pubsub.subscribe(*missing)
            await self._read(pubsub)

    async def _read(self, pubsub: PubSub) -> None:
        silences = 0
        while True:
            message = await pubsub.get_message(timeout=PULSE)
            if message is not None:
                silences = 0
                self._heard(message)
                continue
            silences += 1
            if silences > SILENCES:
                raise RedisError("Redis is silent")
            await pubsub.ping()

    def _heard(self, message: dict[str, Any]) -> None:
        channel = _text(message["channel"] or b"")
        if message["type"] == "message":
            self.give(channel, Hint(message["data"]))
        elif message["type"] == "subscribe" and channel in self._confirmed:
            event = self._confirmed[channel]
            event.set()
            self.give(channel, Hint())

    async def _look(self) -> None:
        """While nobody is told anything everybody looks, from time to time: while Redis is away,
        and as long afterwards as whoever writes may still take it to be away, and once more.
        """
        while True:
            await asyncio.sleep(LOOKS_EVERY * random.uniform(1 - JITTER, 1 + JITTER))  # noqa: S311
            if not self.hears or self.loop.time() < self._looks_until:
                for channel in tuple(self._listeners):
                    self.give(channel, Hint())


def _text(channel: Any) -> str:
    return channel.decode() if isinstance(channel, bytes) else str(channel)


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running event loop; a web server has one."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub(settings.REDIS_URL)
    return _hubs[loop]


def of_this_process() -> Hub | None:
    """For threads: the hub of the web server; None where there is none."""
    return next((one for one in _hubs.values() if one.loop.is_running()), None)


async def stop() -> None:
    """End the hub of the running event loop."""
    found = _hubs.pop(asyncio.get_running_loop(), None)
    if found is not None:
        await found.stop()
