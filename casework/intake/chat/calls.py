"""Calls for help over a WebSocket, on every page of whoever can come: a hint, never whose call.

It asks the database once, when it opens, and then only waits. What changed the page asks for
itself, and there the door stands; an hour later the socket has to be opened anew.
"""

import asyncio
import random

from django.conf import settings

from casework.intake.chat.bell import Bell, read_on
from casework.intake.chat.seat import until_one_ends
from casework.intake.desk.calls import is_called
from casework.intake.desk.news import CALLS
from ostoja.accounts.on_sockets import signed_in
from ostoja.live.channels import channel_of
from ostoja.live.hub import hub
from ostoja.live.sockets import NOT_YOURS, Socket
from tenants.fence.asynchronous import in_city

PATH = r"/ws/staff/calls/"
AT_MOST_EVERY = 1.0  # seconds between two hints to one page
LASTS = 3600.0  # seconds, and a tenth more at random: not all come back at once


async def calls(socket: Socket) -> None:
    """From the handshake, which strangers are refused, to hanging up."""
    session = socket.cookie(settings.SESSION_COOKIE_NAME)
    channel = await in_city(socket.city, _heard_by, session)
    if channel is None:
        await socket.close(NOT_YOURS)
        return
    await socket.accept()
    bell = Bell(socket, AT_MOST_EVERY)
    await hub().join(channel, bell)
    try:
        # What changed between the page and the handshake is looked up by this first one.
        await socket.give(type="changed")
        await until_one_ends(bell.ring(), read_on(socket), _for_a_while())
    finally:
        await hub().leave(channel, bell)
    await socket.close()


async def _for_a_while() -> None:
    await asyncio.sleep(LASTS * random.uniform(1, 1.1))  # noqa: S311 - not a secret


def _heard_by(session: str) -> str | None:
    """The city's channel, for whoever is called."""
    user = signed_in(session)
    return channel_of(CALLS) if user is not None and is_called(user) else None
