"""Sockets of pages for staff that only hint: something has changed, never what or whose.

The page asks for itself again, and there the door stands. Who hears it is asked when the socket
opens, from time to time, and at once when a session or a role of its person ends; whoever may not
hear it any more is hung up on.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from functools import partial

from django.conf import settings

from ostoja.accounts.models import User
from ostoja.accounts.on_sockets import own_channel, signed_in
from ostoja.live.bell import Bell, read_on, until_one_ends
from ostoja.live.hub import Hint, Listener, hub
from ostoja.live.sockets import GOING_AWAY, NOT_YOURS, Socket
from tenants.fence.asynchronous import in_city

AT_MOST_EVERY = 1.0  # seconds between two hints to one page
Hears = Callable[[User], Iterable[str]]
"""The channels of the city that are for this person; none where nothing is."""
Ask = Callable[[], Awaitable[list[str] | None]]


async def hint(socket: Socket, hears: Hears, *, every: float) -> None:
    """From the handshake, which strangers are refused, to hanging up.

    ``every`` so many seconds, and a tenth more at random, it is asked again who may hear it.
    """
    session = socket.cookie(settings.SESSION_COOKIE_NAME)
    ask = partial(in_city, socket.city, _channels, session, hears)
    channels = await ask()
    if channels is None:
        await socket.close(NOT_YOURS)
        return
    await socket.accept()
    bell, door = Bell(socket, AT_MOST_EVERY), Door()
    own, *others = channels
    places: list[tuple[str, Listener]] = [(own, door), *((one, bell) for one in others)]
    try:
        for channel, listener in places:
            await hub().join(channel, listener)
        # What changed between the page and the handshake is looked up by this first one.
        await socket.give(type="changed")
        theirs = _while_theirs(socket, ask, channels, door, every)
        await until_one_ends(bell.ring(), read_on(socket), theirs)
    finally:
        for channel, listener in places:
            await hub().leave(channel, listener)


class Door:
    """Hears that a session or a role of the person has ended."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def hear(self, hint: Hint) -> None:
        """Called by the hub; an empty hint says no more than that the subscription stands."""
        if hint.carried:
            self._told.set()

    async def wait(self, seconds: float) -> None:
        """Until it has heard something, at most so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._told.wait()
        self._told.clear()


async def _while_theirs(
    socket: Socket, ask: Ask, channels: list[str], door: Door, every: float
) -> None:
    """Ends, and hangs up, once the person hears something else or nothing."""
    now: list[str] | None = channels
    while now == channels:
        await door.wait(every * random.uniform(1, 1.1))  # noqa: S311 - not a secret
        now = await ask()
    await socket.close(NOT_YOURS if now is None else GOING_AWAY)


def _channels(session: str, hears: Hears) -> list[str] | None:
    """The person's own, then those that are for them; None for strangers and where none is."""
    user = signed_in(session)
    found = [] if user is None else sorted(set(hears(user)))
    return [own_channel(user.pk), *found] if user is not None and found else None
