"""One side at one socket: messages go out at once where they can, else in their order."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from casework.intake.chat.said import Facts
from casework.intake.chat.seat import Seat
from casework.intake.choices import Author
from ostoja.live.channels import sealed
from ostoja.live.hub import Hint
from ostoja.live.sockets import Gone, Socket
from tenants.fence import entered

pytestmark = pytest.mark.usefixtures("gdansk")


class Wire:
    """What a web server does with frames: it sends at once, or waits until it may."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.may_send = asyncio.Event()
        self.may_send.set()

    async def send(self, event: dict[str, Any]) -> None:
        if not self.may_send.is_set():
            await self.may_send.wait()
        self.sent.append(json.loads(event["text"]).get("number"))


def message(number: int) -> Hint:
    facts = {"type": "message", "number": number, "from": "staff", "text": "Słowo", "name": "A"}
    with entered("gdansk"):
        return Hint(sealed(facts))


async def seated(wire: Wire, stored: list[Facts] | None = None) -> tuple[Seat, asyncio.Task[None]]:
    """A seat that has caught up."""

    async def read(after: int) -> list[Facts]:
        return [one for one in stored or [] if one["number"] > after]

    async def state() -> Facts:
        return {}

    socket = Socket({}, None, wire.send, "gdansk")
    seat = Seat(socket, Author.RESIDENT, after=1, read=read, state=state)
    writing = asyncio.create_task(seat.write())
    await asyncio.sleep(0.01)
    return seat, writing


def run(test: Callable[[Wire], Awaitable[None]]) -> None:
    async def whole() -> None:
        await test(Wire())

    asyncio.run(whole())


def test_a_message_goes_out_without_a_turn_of_the_loop() -> None:
    async def test(wire: Wire) -> None:
        seat, writing = await seated(wire)
        seat.hear(message(2))
        assert wire.sent == [2]
        seat.hear(message(2))
        assert wire.sent == [2]
        writing.cancel()

    run(test)


def test_where_the_server_waits_messages_keep_their_order_and_come_once() -> None:
    async def test(wire: Wire) -> None:
        seat, writing = await seated(wire)
        wire.may_send.clear()
        for number in (2, 3):
            seat.hear(message(number))
        await asyncio.sleep(0.01)
        assert wire.sent == []
        wire.may_send.set()
        seat.hear(message(4))  # the writer has not had its turn yet
        await asyncio.sleep(0.01)
        assert wire.sent == [2, 3, 4]
        writing.cancel()

    run(test)


def test_what_is_heard_while_the_database_is_read_comes_once() -> None:
    async def test(wire: Wire) -> None:
        stored: list[Facts] = [{"number": 2}, {"number": 3}]
        seat, writing = await seated(wire, stored)
        assert wire.sent == [2, 3]
        stored += [{"number": 4}, {"number": 5}]
        wire.may_send.clear()
        seat.catch_up()
        await asyncio.sleep(0.01)
        seat.hear(message(5))
        wire.may_send.set()
        await asyncio.sleep(0.01)
        assert wire.sent == [2, 3, 4, 5]
        writing.cancel()

    run(test)


def test_a_state_that_was_read_before_it_changed_is_read_again() -> None:
    async def test(wire: Wire) -> None:
        seat, writing = await seated(wire)
        heard = seat.heard_of_state
        seat.show_state({"number": 7}, heard)
        seat.show_state({"number": 7}, heard)
        seat.look_at_state()
        seat.show_state({"number": 8}, heard)
        await asyncio.sleep(0.01)
        assert wire.sent == [7, None]  # the last one is what the database says
        writing.cancel()

    run(test)


def test_a_closed_socket_takes_nothing_at_once() -> None:
    async def test(wire: Wire) -> None:
        async def broken(_event: dict[str, Any]) -> None:
            raise OSError

        socket = Socket({}, None, broken, "gdansk")
        assert not socket.write_at_once("{}")
        with pytest.raises(Gone):
            await socket.write("{}")
        assert not socket.write_at_once("{}")

    run(test)
