"""Under which paths this room's WebSockets open."""

from casework.intake.chat import inbox, resident, staff
from ostoja.live.sockets import register


def register_all() -> None:
    """Called when the app starts."""
    register(resident.PATH, resident.chat, name="chat")
    register(staff.PATH, staff.chat, name="chat_staff")
    register(inbox.PATH, inbox.inbox, name="inbox")
