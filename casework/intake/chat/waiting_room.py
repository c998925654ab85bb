"""How it stands, read once for all residents of a city who ask at the same time.

A thousand who wait ask as one: in a beat of their signs of life, when they all come back after the
net was away, or when one of them is told that something has changed. Whoever asks while others are
being answered is answered with all who asked meanwhile, so that nobody hears what was read before
they asked.
"""

import asyncio
import random
from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID
from weakref import WeakKeyDictionary

from django.http import Http404
from django.utils import translation

from casework.intake.chat import presence
from casework.intake.chat.said import Facts
from casework.intake.chat.standing import Moment, standing
from casework.intake.models import Conversation
from tenants.fence.asynchronous import in_city


class Asked(NamedTuple):
    """What one page wants to know. ``is_sign_of_life``: it also says that it is still there."""

    conversation: UUID
    language: str
    is_sign_of_life: bool = False


class WaitingRoom:
    """The residents of one city at this process. Lives in one event loop."""

    def __init__(self, city: str) -> None:
        self._city = city
        self._asked: dict[Asked, asyncio.Future[Facts | None]] = {}
        self._answering: asyncio.Task[None] | None = None
        # Other cities and other processes beat at other moments.
        self._phase = random.uniform(0, presence.EVERY)  # noqa: S311 - not a secret

    async def next_beat(self) -> None:
        """Until all of the city give their next sign of life at once."""
        since = asyncio.get_running_loop().time() - self._phase
        await asyncio.sleep(presence.EVERY - since % presence.EVERY)

    async def standing(self, asked: Asked) -> Facts:
        """How it stands, in the page's language. Raises ``Http404`` once the talk is gone."""
        loop = asyncio.get_running_loop()
        answer = self._asked.setdefault(asked, loop.create_future())
        if self._answering is None:
            self._answering = loop.create_task(self._answer())
        found = await asyncio.shield(answer)
        if found is None:
            raise Http404
        return found

    async def _answer(self) -> None:
        try:
            while self._asked:
                asked, self._asked = self._asked, {}
                await self._answer_all(asked)
        finally:
            self._answering = None

    async def _answer_all(self, asked: dict[Asked, asyncio.Future[Facts | None]]) -> None:
        try:
            found = await in_city(self._city, read_all, list(asked))
        except Exception as failure:  # noqa: BLE001 - each who asked meets it, and nobody else does
            for answer in asked.values():
                answer.set_exception(failure)
                answer.exception()  # whoever asked may have hung up
        else:
            for one, answer in asked.items():
                answer.set_result(found.get(one))


def read_all(asked: Collection[Asked]) -> dict[Asked, Facts]:
    """The same for many, in the present city; without those whose talk is gone."""
    alive = {one.conversation for one in asked if one.is_sign_of_life}
    if alive:
        presence.still_there(alive)
    keys = {one.conversation for one in asked}
    rows = Conversation.objects.select_related("entry_point").in_bulk(keys)
    moment, found = Moment(), {}
    for one in asked:
        if one.conversation in rows:
            with translation.override(one.language):
                found[one] = standing(rows[one.conversation], moment).facts()
    return found


_rooms: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, WaitingRoom]] = WeakKeyDictionary()


def waiting_room(city: str) -> WaitingRoom:
    """That of a city, in the running event loop; a web server has one loop."""
    rooms = _rooms.setdefault(asyncio.get_running_loop(), {})
    return rooms.setdefault(city, WaitingRoom(city))
