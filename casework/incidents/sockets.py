"""The board over a WebSocket: two people on one board see each other's lines at once."""

from functools import partial
from uuid import UUID

from casework.incidents.news import BOARD
from casework.incidents.selectors import incidents_visible_to
from ostoja.accounts.hints import hint
from ostoja.accounts.models import User
from ostoja.live.channels import channel_of
from ostoja.live.sockets import Socket, register
from ostoja.ui.city import facts_here

MODULE = "incidents"
PATH = r"/ws/staff/incidents/(?P<pk>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/"
ASKED_EVERY = 60.0  # seconds: a body that is released, or an incident that is closed to it


def register_all() -> None:
    """Called when the app starts."""
    register(PATH, board, name="incident")


async def board(socket: Socket, pk: str) -> None:
    """From the handshake, which strangers are refused, to hanging up."""
    await hint(socket, partial(_heard_by, UUID(pk)), every=ASKED_EVERY)


def _heard_by(pk: UUID, user: User) -> list[str]:
    """The channel of this incident, for whoever sees it."""
    seen = facts_here().has(MODULE) and incidents_visible_to(user).filter(pk=pk).exists()
    return [channel_of(BOARD, pk)] if seen else []
