"""One side of a conversation at one socket: it hears hints, and writes each message in order.

What a hint carries is written at once if its number is the next one. In every other case, after a
gap, a restart of Redis, or for a client that reads too slowly, the database is asked for all that
comes after the last number that was written.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from casework.intake.chat.said import AT_ONCE, Facts, read_number, seen_by
from casework.intake.choices import Author
from ostoja.live.channels import opened
from ostoja.live.hub import Hint
from ostoja.live.sockets import Socket, frame
from tenants.fence import entered

MOST_WAITING = 100  # frames for a client that does not read; after that it catches up by number

Read = Callable[[int], Awaitable[list[Facts]]]
State = Callable[[], Awaitable[Facts]]


class Seat:
    """``after`` is the last number that the client has; ``read`` gives what comes after one."""

    def __init__(
        self, socket: Socket, side: Author, *, after: int, read: Read, state: State
    ) -> None:
        self.socket, self.side, self.after = socket, side, after
        self._read, self._state = read, state
        self._waiting: deque[str] = deque()
        self._is_behind = True
        self._is_reading = False
        self._is_writing = False
        self._state_is_old = True
        self.heard_of_state = 0
        self._shown: Facts = {}
        self._news = asyncio.Event()
        self._news.set()

    # What comes in.

    def hear(self, hint: Hint) -> None:
        """Called by the hub; never waits."""
        facts = hint.once("facts", lambda: self._opened(hint.carried))
        kind = facts.get("type") if facts else None
        if kind == "message":
            self._hear_message(hint, facts)
        elif kind == "typing":
            if facts["from"] != self.side:
                self.put(hint.once("typing", lambda: frame(**facts)))
        elif kind == "state":
            self.look_at_state()
        else:
            self.catch_up()
            self.look_at_state()

    def _opened(self, carried: bytes) -> Facts | None:
        with entered(self.socket.city):
            return opened(carried)

    def _hear_message(self, hint: Hint, facts: Facts) -> None:
        number = int(facts["number"])
        if number <= self.after and not (self._is_behind or self._is_reading):
            return
        is_next = number == self.after + 1 and len(self._waiting) < MOST_WAITING
        if self._is_behind or self._is_reading or not is_next:
            self.catch_up()
            return
        self.after = number
        text = hint.once(self.side, lambda: frame(**seen_by(self.side, facts)))
        if self._is_writing or self._waiting or not self.socket.write_at_once(text):
            self.put(text)

    def put(self, text: str) -> None:
        """Write this frame in its turn; what nobody reads is dropped, and caught up by number."""
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(text)
        self._news.set()

    def catch_up(self, after: Any = None) -> None:
        """Ask the database; from the number that the client says it has, where it says one."""
        if after is not None:
            self.after = read_number(after, self.after)
        self._is_behind = True
        self._news.set()

    def look_at_state(self) -> None:
        """Tell the client how it stands, if that is not what it was told last."""
        self._state_is_old = True
        self.heard_of_state += 1
        self._news.set()

    def show_state(self, facts: Facts, heard: int) -> None:
        """The same, where it was read already when so much had been heard of it."""
        if heard != self.heard_of_state:
            self.look_at_state()  # something has changed meanwhile
        elif facts != self._shown:
            self._shown = facts
            self.put(frame(**facts))

    # What goes out.

    async def write(self) -> None:
        """Write until the other side hangs up. Raises ``Gone``."""
        while True:
            await self._news.wait()
            self._news.clear()
            await self._write_all()

    async def _write_all(self) -> None:
        while self._waiting or self._is_behind or self._state_is_old:
            if self._waiting:
                await self._out(self._waiting.popleft())
            elif self._is_behind:
                await self._write_missed()
            else:
                await self._write_state()

    async def _out(self, text: str) -> None:
        self._is_writing = True
        await self.socket.write(text)
        self._is_writing = False

    async def _write_missed(self) -> None:
        self._is_behind, self._is_reading = False, True
        try:
            found = await self._read(self.after)
            for facts in found:
                self.after = facts["number"]
                await self._out(frame(**facts))
        finally:
            self._is_reading = False
        if len(found) == AT_ONCE:
            self._is_behind = True

    async def _write_state(self) -> None:
        self._state_is_old = False
        facts = await self._state()
        if facts != self._shown:
            self._shown = facts
            await self._out(frame(**facts))
