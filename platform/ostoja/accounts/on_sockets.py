"""Who has signed in, asked outside of a request: WebSockets have no middleware."""

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest

from ostoja.accounts.models import User
from ostoja.accounts.second_factor import has_passed
from ostoja.live import tell
from ostoja.live.channels import channel_of

SESSIONS = "sessions of a person"


def signed_in(session_key: str) -> User | None:
    """The member of staff of this session in the present city, if it passed the second factor.

    Operators on a visit have no sockets: nothing of a conversation is theirs to see.
    """
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key or None)
    user = get_user(request)
    if not isinstance(user, User) or user.is_visitor or not has_passed(request, user):
        return None
    return user


def own_channel(person: UUID) -> str:
    """Where sockets of this person hear that it must be asked again who they are."""
    return channel_of(SESSIONS, person)


def ask_again(person: UUID) -> None:
    """After the commit: a session or a role of this person has begun or ended."""
    tell(SESSIONS, person, {"type": "ask"})
