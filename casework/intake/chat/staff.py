"""The consultant's side of a live talk, over a WebSocket; a supervisor may read along.

The session's cookie opens it. Whether the person may still be there is asked again with each of
their messages and each sign of life: whoever has lost access is hung up on.
"""

import asyncio
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from casework.intake import selectors
from casework.intake.actions import HeldBySomebodyElse, OverLimit, end_chat, say
from casework.intake.chat import hints, presence
from casework.intake.chat.pace import PACE
from casework.intake.chat.said import Facts, last_number, read_number, said_after, voice_of
from casework.intake.chat.seat import Seat
from casework.intake.choices import Author
from casework.intake.desk.check_word import check_word_of
from casework.intake.envelope import read_id
from casework.intake.files import number_of_files, told_of
from casework.intake.forms.inbox import AnswerForm
from casework.intake.models import Conversation
from casework.intake.workflow import NotAllowed
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.accounts.on_sockets import signed_in
from ostoja.live.bell import until_one_ends
from ostoja.live.hub import hub
from ostoja.live.sockets import NOT_YOURS, Socket
from ostoja.ui.city import facts_here
from tenants.fence.asynchronous import in_city

HELLO_WITHIN = 15.0  # seconds
TYPING_EVERY = 2.0  # seconds
PATH = r"/ws/staff/conversations/(?P<pk>[0-9a-f-]{36})/"


@dataclass(frozen=True, slots=True)
class Reader:
    """A session, and the conversation that it opened."""

    session: str
    conversation: UUID
    channel: str
    last: int
    voice: str


async def chat(socket: Socket, pk: str) -> None:
    """From the handshake, which strangers are refused, to hanging up."""
    who = await in_city(socket.city, _admitted, socket.cookie(settings.SESSION_COOKIE_NAME), pk)
    if who is None:
        await socket.close(NOT_YOURS)
        return
    await socket.accept()
    hello = await socket.read_within(HELLO_WITHIN)
    talk = _Talk(socket, who, str(hello.get("language", "")))
    after = read_number(hello.get("after"), who.last)
    seat = Seat(socket, Author.STAFF, after=after, read=talk.read, state=talk.state)
    await socket.give(type="welcome", last=who.last, voice=who.voice)
    await hub().join(who.channel, seat)
    try:
        await until_one_ends(seat.write(), talk.hear(seat), talk.beat(seat))
    except Http404:
        await socket.close(NOT_YOURS)
    finally:
        await hub().leave(who.channel, seat)


def _admitted(session: str, pk: str) -> Reader | None:
    """None looks the same for strangers, for other cities' sessions and for what is not there."""
    key, user = read_id(pk), signed_in(session)
    if key is None or user is None or not facts_here().has("contact"):
        return None
    try:
        found = selectors.seen_on(user, key)
    except Http404:
        return None
    presence.note_at_work(user)
    voice = voice_of(found.pk, user.pk)
    return Reader(session, found.pk, hints.channel(found.pk), last_number(found), voice)


class _Talk:
    """What the frames of a member of staff do."""

    def __init__(self, socket: Socket, who: Reader, language: str) -> None:
        self._socket, self._who = socket, who
        known = language in dict(settings.LANGUAGES)
        self._language = language if known else settings.LANGUAGE_CODE
        self._typed_at = 0.0

    async def _in_city(self, work: Any, *facts: Any) -> Any:
        return await in_city(self._socket.city, self._in_words, work, *facts)

    def _in_words(self, work: Any, *facts: Any) -> Any:
        with translation.override(self._language):
            return work(self._who, *facts)

    async def read(self, after: int) -> list[Facts]:
        found: list[Facts] = await self._in_city(_said_after, after)
        return found

    async def state(self) -> Facts:
        found: Facts = await self._in_city(_state)
        return found

    async def beat(self, seat: Seat) -> None:
        """Signs of life; raises ``Http404`` once the person may not be here any more."""
        while True:
            await asyncio.sleep(presence.EVERY)
            heard = seat.heard_of_state
            seat.show_state(await self._in_city(_beat), heard)

    async def hear(self, seat: Seat) -> None:
        """Each frame in its turn."""
        while True:
            sent = await self._socket.read()
            kind = sent.get("type")
            if kind == "say":
                await asyncio.sleep(PACE.wait((self._socket.city, self._who.session)))
                await self._socket.give(**await self._in_city(_say, sent))
            elif kind == "after":
                seat.catch_up(sent.get("number", 0))
            elif kind == "typing":
                await self._typing()
            elif kind == "alive":
                await self._socket.give(type="alive")
            elif kind == "end":
                await self._socket.give(**await self._in_city(_end))

    async def _typing(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._typed_at >= TYPING_EVERY:
            self._typed_at = now
            await self._in_city(_typing)


def _opened(who: Reader, permission: Permission) -> tuple[User, Conversation]:
    """Through the door, with whoever has the session now; raises ``Http404``."""
    user = signed_in(who.session)
    if user is None:
        raise Http404
    return user, selectors.seen_again(user, who.conversation, permission)


def _said_after(who: Reader, after: int) -> list[Facts]:
    _reader, found = _opened(who, Permission.CONVERSATION_VIEW)
    return said_after(found, after, Author.STAFF)


def _state(who: Reader) -> Facts:
    user, found = _opened(who, Permission.CONVERSATION_VIEW)
    return state_for(user, found)


def state_for(user: User, found: Conversation) -> Facts:
    """How the conversation stands, for one member of staff."""
    is_there = presence.is_there(found)
    words = [str(found.get_state_display()) + (f": {found.claimed_by}" if found.claimed_by else "")]
    words.append(_("The person is here now.") if is_there else _("The person is not here now."))
    asked = check_word_of(found)
    if asked is not None and not asked.is_right:
        words.append(_("Ask for the check word first: %(word)s") % {"word": asked.word})
    return {
        "type": "state",
        "state": found.state,
        "version": found.version,
        "last": found.last_number,
        "present": is_there,
        "yours": not found.is_held_by_somebody_else(user),
        "words": words,
    }


def _beat(who: Reader) -> Facts:
    user, found = _opened(who, Permission.CONVERSATION_VIEW)
    presence.note_at_work(user)
    return state_for(user, found)


def _typing(who: Reader) -> None:
    _opened(who, Permission.CONVERSATION_ANSWER)
    hints.typing(who.conversation, Author.STAFF)


def _end(who: Reader) -> Facts:
    user, found = _opened(who, Permission.CONVERSATION_ANSWER)
    try:
        end_chat(conversation=found, by=user)
    except HeldBySomebodyElse as held:
        return _held("", held)
    return {"type": "ended", "by": Author.STAFF}


def _say(who: Reader, sent: Facts) -> Facts:
    user, found = _opened(who, Permission.CONVERSATION_ANSWER)
    return say_as_staff(user, found, sent)


def say_as_staff(user: User, found: Conversation, sent: Facts, files: Any = None) -> Facts:
    """Keep what was sent; the answer: kept under which number, or why not, in words."""
    own_id, text = read_id(str(sent.get("id", ""))), sent.get("text")
    form = AnswerForm({"text": text if isinstance(text, str) else ""}, files)
    form.takes(number_of_files(found) if files else 0)
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
    try:
        message = say(conversation=found, submission=own_id, by=user, **form.cleaned_data)
    except HeldBySomebodyElse as held:
        return _held(str(own_id), held)
    except OverLimit as limit:
        return {"type": "refused", "id": str(own_id), "why": "limit", "words": [str(limit)]}
    except NotAllowed:
        return {"type": "refused", "id": str(own_id), "why": "state", "words": []}
    told = {"told": told_of(message.files.all())} if files else {}
    return {"type": "kept", "id": str(own_id), "number": message.number, **told}


def _held(own_id: str, held: HeldBySomebodyElse) -> Facts:
    words = _("%(name)s answers this conversation now.") % {"name": held.conversation.claimed_by}
    return {"type": "refused", "id": own_id, "why": "held", "words": [words]}
