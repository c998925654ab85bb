"""The resident's side of a live talk, over a WebSocket.

The code comes in the first frame: an address would end up in histories and logs.
"""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _

from casework.intake.actions import end_chat, enter_chat, leave_chat, write_again
from casework.intake.chat import hints
from casework.intake.chat.by_code import Refused, asked_from, opened_by
from casework.intake.chat.pace import PACE
from casework.intake.chat.said import Facts, last_number, read_number, said_after
from casework.intake.chat.seat import Seat
from casework.intake.chat.waiting_room import Asked, waiting_room
from casework.intake.choices import Author
from casework.intake.envelope import read_id
from casework.intake.files import number_of_files, told_of
from casework.intake.models import Conversation
from casework.intake.public.forms import ReplyForm
from ostoja.live.bell import until_one_ends
from ostoja.live.hub import hub
from ostoja.live.sockets import NOT_YOURS, Socket
from ostoja.ui.city import facts_here
from tenants.fence.asynchronous import in_city

HELLO_WITHIN = 45.0  # seconds; with a ticket one waits for a while
MOST_HELLOS = 5
TYPING_EVERY = 2.0  # seconds
PATH = r"/ws/chat/"


@dataclass(frozen=True, slots=True)
class Admitted:
    """Whoever gave the right code. ``language`` is that of their page."""

    conversation: UUID
    channel: str
    last: int
    language: str


async def chat(socket: Socket) -> None:
    """From the handshake to hanging up, also where the conversation's time is over meanwhile."""
    await socket.accept()
    try:
        await _talked(socket)
    except Http404:
        await socket.close(NOT_YOURS)


async def _talked(socket: Socket) -> None:
    hello, who = await _admitted(socket)
    if who is None:
        await socket.close(NOT_YOURS)
        return
    talk = _Talk(socket, who)
    seat = Seat(
        socket,
        Author.RESIDENT,
        after=read_number(hello.get("after"), who.last),
        read=talk.read,
        state=talk.state,
    )
    await socket.give(type="welcome", last=who.last)
    await hub().join(who.channel, seat)
    try:
        await until_one_ends(seat.write(), talk.hear(seat), talk.beat(seat))
    finally:
        await hub().leave(who.channel, seat)


async def _admitted(socket: Socket) -> tuple[Facts, Admitted | None]:
    """The first frames: the code, once more with the ticket where many codes are tried."""
    for _attempt in range(MOST_HELLOS):
        hello = await socket.read_within(HELLO_WITHIN)
        who = await in_city(socket.city, _look, hello, socket.address)
        if isinstance(who, Admitted):
            return hello, who
        if not who.ticket:
            await socket.give(type="refused", why="code")
            break
        await socket.give(type="wait", seconds=who.seconds, ticket=who.ticket)
    return {}, None


def _look(hello: Facts, address: str) -> Admitted | Refused:
    if hello.get("type") != "hello" or not facts_here().has("contact"):
        return Refused()
    code, carried = str(hello.get("code", "")), str(hello.get("ticket", ""))
    found = opened_by(code[:100], carried[:500], asked_from(address))
    if isinstance(found, Refused):
        return found
    enter_chat(conversation=found)
    language = str(hello.get("language", ""))
    return Admitted(
        found.pk,
        hints.channel(found.pk),
        last_number(found),
        language if language in dict(settings.LANGUAGES) else found.language,
    )


class _Talk:
    """What the resident's frames do."""

    def __init__(self, socket: Socket, who: Admitted) -> None:
        self._socket, self._who = socket, who
        self._room, self._asked = waiting_room(socket.city), Asked(who.conversation, who.language)
        self._typed_at = 0.0

    async def _in_city(self, work: Any, *facts: Any) -> Any:
        return await in_city(self._socket.city, work, self._who, *facts)

    async def read(self, after: int) -> list[Facts]:
        found: list[Facts] = await self._in_city(_said_after, after)
        return found

    async def state(self) -> Facts:
        return await self._room.standing(self._asked)

    async def beat(self, seat: Seat) -> None:
        """Signs of life, and where in the queue: told at most this often."""
        alive = self._asked._replace(is_sign_of_life=True)
        while True:
            await self._room.next_beat()
            heard = seat.heard_of_state
            seat.show_state(await self._room.standing(alive), heard)

    async def hear(self, seat: Seat) -> None:
        """Each frame in its turn: the next one is read when this one has been dealt with."""
        while True:
            sent = await self._socket.read()
            kind = sent.get("type")
            if kind == "say":
                await self._say(sent)
            elif kind == "after":
                seat.catch_up(sent.get("number", 0))
            elif kind == "typing":
                await self._typing()
            elif kind == "alive":
                await self._socket.give(type="alive")
            elif kind in ("leave", "end"):  # a list has no place in a set
                await self._in_city(_leave if kind == "leave" else _end)
                await self._socket.give(type="ended", by=Author.RESIDENT)
                return

    async def _say(self, sent: Facts) -> None:
        await asyncio.sleep(PACE.wait((self._socket.city, self._who.conversation)))
        await self._socket.give(**await self._in_city(_say, sent))

    async def _typing(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._typed_at >= TYPING_EVERY:
            self._typed_at = now
            await self._in_city(_typing)


def _conversation(who: Admitted) -> Conversation:
    return get_object_or_404(Conversation, pk=who.conversation)


def _said_after(who: Admitted, after: int) -> list[Facts]:
    return said_after(Conversation(pk=who.conversation), after, Author.RESIDENT)


def _typing(who: Admitted) -> None:
    hints.typing(who.conversation, Author.RESIDENT)


def _leave(who: Admitted) -> None:
    leave_chat(conversation=_conversation(who))


def _end(who: Admitted) -> None:
    end_chat(conversation=_conversation(who), by=None)


def _say(who: Admitted, sent: Facts) -> Facts:
    with translation.override(who.language):
        return say_as_resident(_conversation(who), sent)


def say_as_resident(conversation: Conversation, sent: Facts, files: Any = None) -> Facts:
    """Keep what was sent; the answer: kept under which number, or why not, in words."""
    own_id = read_id(str(sent.get("id", "")))
    text = sent.get("text") if isinstance(sent.get("text"), str) else ""
    form = ReplyForm({"text": text}, files)
    form.takes(number_of_files(conversation) if files else 0)
    if own_id is None or not form.is_valid():
        words = [str(error) for errors in form.errors.values() for error in errors]
        if not words:
            words.append(_("Your message was not sent. Please send it again."))
        return {
            "type": "refused",
            "id": str(sent.get("id", ""))[:36],
            "why": "text",
            "words": words,
        }
    message = write_again(conversation=conversation, submission=own_id, **form.cleaned_data)
    told = {"told": told_of(message.files.all())} if files else {}
    return {"type": "kept", "id": str(own_id), "number": message.number, **told}
