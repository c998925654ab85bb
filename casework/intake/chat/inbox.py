"""The inbox over a WebSocket: a hint that something has changed, never what.

The page asks for itself again and shows what its reader may see. Whether they may still be there
is asked again with each sign of life: whoever has lost access is hung up on.
"""

from casework.intake.chat import presence
from casework.intake.desk.news import INBOX
from ostoja.access.permissions import Permission
from ostoja.accounts.hints import hint
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.live.channels import channel_of
from ostoja.live.sockets import Socket
from ostoja.ui.city import facts_here

PATH = r"/ws/staff/inbox/"


async def inbox(socket: Socket) -> None:
    """From the handshake, which strangers are refused, to hanging up."""
    await hint(socket, _heard_by, every=presence.EVERY)


def _heard_by(user: User) -> list[str]:
    """The city's channel, for whoever reads the inbox; they count as there."""
    if not facts_here().has("contact") or not holds(user, Permission.CONVERSATION_VIEW):
        return []
    presence.note_at_work(user)
    return [channel_of(INBOX)]
