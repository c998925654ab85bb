"""Waiting for a hint in a request's own thread, for clients whose WebSockets are blocked."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Semaphore

from django.db import connection

from ostoja.live import hub
from ostoja.live.hub import Hint

AT_ONCE = 200  # requests that wait in one process; whoever comes then is answered at once
JOINS_WITHIN = 3.0  # seconds
_places = Semaphore(AT_ONCE)


class Ear:
    """Hears hints in the loop, and tells a thread."""

    def __init__(self) -> None:
        self._heard = Event()

    def hear(self, hint: Hint) -> None:
        """Called by the hub."""
        self._heard.set()

    def wait(self, seconds: float) -> bool:
        """Whether something was heard; the database connection is given back meanwhile."""
        if not connection.in_atomic_block:
            connection.close()
        was_heard = self._heard.wait(seconds)
        self._heard.clear()
        return was_heard


@contextmanager
def listening(channel: str) -> Iterator[Ear | None]:
    """Somebody who hears this channel; None where nobody can wait, so that one answers at once."""
    found = hub.of_this_process()
    if found is None or not _places.acquire(blocking=False):
        yield None
        return
    ear = Ear()
    try:
        asyncio.run_coroutine_threadsafe(found.join(channel, ear), found.loop).result(JOINS_WITHIN)
        yield ear
    finally:
        asyncio.run_coroutine_threadsafe(found.leave(channel, ear), found.loop)
        _places.release()
