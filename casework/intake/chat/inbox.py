"""The inbox over a WebSocket: a hint that something has changed, never what.

The page asks for itself again and shows what its reader may see. Whether they may still be there
is asked again with each sign of life: whoever has lost access is hung up on.
"""

import asyncio

from django.conf import settings

from casework.intake.chat import presence
from casework.intake.chat.bell import Bell, read_on
from casework.intake.chat.seat import until_one_ends
from casework.intake.desk.news import INBOX
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.on_sockets import signed_in
from ostoja.live.channels import channel_of
from ostoja.live.hub import hub
from ostoja.live.sockets import NOT_YOURS, Socket
from ostoja.ui.city import facts_here
from tenants.fence.asynchronous import in_city

PATH = r"/ws/staff/inbox/"
AT_MOST_EVERY = 1.0  # seconds between two hints to one page


async def inbox(socket: Socket) -> None:
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
        await until_one_ends(bell.ring(), read_on(socket), _beat(socket, session))
    finally:
        await hub().leave(channel, bell)


async def _beat(socket: Socket, session: str) -> None:
    """Ends once the person may not read the inbox any more."""
    while await in_city(socket.city, _heard_by, session) is not None:
        await asyncio.sleep(presence.EVERY)
    await socket.close(NOT_YOURS)


def _heard_by(session: str) -> str | None:
    """The city's channel, for whoever reads the inbox; they count as there."""
    user = signed_in(session)
    if user is None or not facts_here().has("contact"):
        return None
    if not holds(user, Permission.CONVERSATION_VIEW):
        return None
    presence.note_at_work(user)
    return channel_of(INBOX)
