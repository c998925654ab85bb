"""Waiting for a hint in a request's own thread, for clients whose WebSockets are blocked."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Semaphore

from django.db import connection

from ostoja.live import hub
from ostoja.live.hub import Hint

AT_ONCE = 200  # requests that wait in one process; whoever comes then is answered at once
EACH = 2  # requests of one side in one channel: a page and the one that is loaded in its place
JOINS_WITHIN = 3.0  # seconds
_places = Semaphore(AT_ONCE)
_lock = Lock()
_waiting: dict[tuple[str, object], list["Ear"]] = {}


class Ear:
    """Hears hints in the loop, and tells a thread."""

    def __init__(self) -> None:
        self._heard = Event()
        self.is_over = False

    def hear(self, hint: Hint) -> None:
        """Called by the hub."""
        self._heard.set()

    def end(self) -> None:
        """A newer request has its place."""
        self.is_over = True
        self._heard.set()

    def waits(self, seconds: float) -> bool:
        """Wait, and say whether one may look and wait again; not once ``end`` was called."""
        self.wait(seconds)
        return not self.is_over

    def wait(self, seconds: float) -> bool:
        """Whether something was heard; the database connection is given back meanwhile."""
        if not connection.in_atomic_block:
            connection.close()
        was_heard = self._heard.wait(seconds)
        self._heard.clear()
        return was_heard


@contextmanager
def listening(channel: str, who: object) -> Iterator[Ear | None]:
    """Somebody who hears this channel; None where nobody can wait, so that one answers at once.

    ``who`` tells apart those who share the channel. Whoever asks again and again, in more and more
    windows, holds ``EACH`` places: the oldest request is answered then.
    """
    found = hub.of_this_process()
    if found is None or not _places.acquire(blocking=False):
        yield None
        return
    ear = Ear()
    try:
        _take_place(ear, (channel, who))
        asyncio.run_coroutine_threadsafe(found.join(channel, ear), found.loop).result(JOINS_WITHIN)
        yield ear
    finally:
        asyncio.run_coroutine_threadsafe(found.leave(channel, ear), found.loop)
        _leave_place(ear, (channel, who))
        _places.release()


def _take_place(ear: Ear, key: tuple[str, object]) -> None:
    with _lock:
        own = _waiting.setdefault(key, [])
        own.append(ear)
        for oldest in own[:-EACH]:
            oldest.end()


def _leave_place(ear: Ear, key: tuple[str, object]) -> None:
    with _lock:
        own = _waiting[key]
        own.remove(ear)
        if not own:
            del _waiting[key]
