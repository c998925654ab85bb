"""What needs somebody now: rows above every page for staff, which come and go by themselves.

Rooms register what they have. Without JavaScript the rows are as they were at loading; with it a
socket hints that something has changed, else the page asks every few seconds (decision 0084).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from ostoja.accounts.hints import hint
from ostoja.accounts.models import User
from ostoja.live.channels import channel_of
from ostoja.live.sockets import Socket
from ostoja.ui.banner import Banner

PATH = r"/ws/staff/pressing/"
ASKED_EVERY = 3600.0  # seconds between two looks at who may hear of it
TEMPLATE = "notifications/pressing.html"


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` stays while the row says the same: under one key it is read out once."""

    key: str
    words: str
    url: str
    link: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a room has to say to whom, first what came first; ``topic`` is what it tells with
    ``ostoja.live.tell`` when that has changed. Both functions are asked for every page: ``rows``
    may cost one question, ``is_for`` none.
    """

    topic: str
    is_for: Callable[[User], bool]
    rows: Callable[[User], list[Row]]


_sources: list[Source] = []


def register(source: Source) -> None:
    """Called by a room when the app starts."""
    if source not in _sources:
        _sources.append(source)


def sources_for(user: User) -> list[Source]:
    """Those of which this person hears; operators on a visit hear nothing."""
    if user.is_visitor or not user.is_active:
        return []
    return [source for source in _sources if source.is_for(user)]


def rows_for(user: User) -> list[Row]:
    """What stands above this person's pages now."""
    return [row for source in sources_for(user) for row in source.rows(user)]


def on_each_page(request: HttpRequest) -> Banner | None:
    """The box for whom something may come; an empty one waits."""
    user = getattr(request, "user", None)
    is_in_a_city = getattr(request, "city", None) is not None
    if not is_in_a_city or not isinstance(user, User) or not sources_for(user):
        return None
    return Banner(TEMPLATE, rows_for(user))


async def pressing(socket: Socket) -> None:
    """The one socket for all of them, on every page for staff."""
    await hint(socket, _channels, every=ASKED_EVERY)


def _channels(user: User) -> list[str]:
    return [channel_of(source.topic) for source in sources_for(user)]
