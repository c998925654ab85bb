"""How it stands, read once for all who ask together: the same words, and nothing older."""

import asyncio
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from casework.intake import actions
from casework.intake.chat import presence, waiting_room
from casework.intake.chat.said import Facts
from casework.intake.chat.standing import standing
from casework.intake.chat.waiting_room import Asked, WaitingRoom, read_all
from casework.intake.models import Conversation
from tests.casework.intake.reports import make_report
from tests.cast import Cast


def arrived(**facts: Any) -> Conversation:
    """Somebody wrote and is there."""
    return actions.enter_chat(conversation=make_report(**facts))


def alone(conversation: Conversation, language: str) -> Facts:
    conversation.refresh_from_db()
    with translation.override(language):
        return standing(conversation).facts()


@pytest.fixture
def talks(cast: Cast) -> list[Conversation]:
    """One whom somebody answers, one who was told goodbye, and two who wait."""
    presence.note_at_work(cast.colleague)
    held, ended, *waiting = [arrived() for _ in range(4)]
    actions.claim(conversation=held, by=cast.consultant)
    actions.end_chat(conversation=ended, by=None)
    return [held, ended, *waiting]


def test_all_hear_what_each_would_hear_alone(talks: list[Conversation]) -> None:
    asked = [Asked(one.pk, language) for one in talks for language in ("pl", "uk")]
    found = read_all(asked)
    for one in talks:
        for language in ("pl", "uk"):
            assert found[Asked(one.pk, language)] == alone(one, language)
    assert len({str(facts) for facts in found.values()}) > len(talks)


def test_a_hundred_cost_what_two_cost(cast: Cast) -> None:
    presence.note_at_work(cast.consultant)

    def cost(number: int) -> int:
        asked = [Asked(arrived().pk, "pl", is_sign_of_life=True) for _ in range(number)]
        with CaptureQueriesContext(connection) as said:
            assert len(read_all(asked)) == number
        return len(said)

    assert cost(2) == cost(100) <= 10


def test_a_sign_of_life_is_of_those_who_give_one(talks: list[Conversation]) -> None:
    soon = timezone.now() + timedelta(seconds=1)
    Conversation.objects.filter(chat_until__isnull=False).update(chat_until=soon)
    _held, ended, one, other = talks
    read_all(
        [
            Asked(one.pk, "pl", is_sign_of_life=True),
            Asked(other.pk, "pl"),
            Asked(ended.pk, "pl", True),
        ]
    )
    for row in talks:
        row.refresh_from_db()
    assert one.chat_until is not None and one.chat_until > soon
    assert other.chat_until == soon
    assert ended.chat_until is None


class Reader:
    """Answers once it may, and notes who asked together."""

    def __init__(self) -> None:
        self.together: list[set[Asked]] = []
        self.may = asyncio.Event()
        self.fails = False

    async def __call__(
        self, _city: str, _read: Any, asked: Collection[Asked]
    ) -> dict[Asked, Facts]:
        self.together.append(set(asked))
        await self.may.wait()
        if self.fails:
            raise DatabaseError
        return {one: {"reading": len(self.together)} for one in asked if one.language != "gone"}


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    found = Reader()
    monkeypatch.setattr(waiting_room, "in_city", found)
    return found


def test_who_asks_during_a_reading_is_told_what_was_read_after_they_asked(reader: Reader) -> None:
    keys = [Asked(uuid4(), "pl") for _ in range(100)]

    async def test() -> None:
        room = WaitingRoom("gdansk")
        first = asyncio.create_task(room.standing(keys[0]))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        later = [asyncio.create_task(room.standing(one)) for one in keys]
        await asyncio.sleep(0)
        reader.may.set()
        assert await first == {"reading": 1}
        assert await asyncio.gather(*later) == [{"reading": 2}] * len(keys)
        assert await room.standing(keys[5]) == {"reading": 3}

    asyncio.run(test())
    assert reader.together == [{keys[0]}, set(keys), {keys[5]}]


def test_who_is_gone_or_meets_a_failure_keeps_nobody_from_an_answer(reader: Reader) -> None:
    here, gone = Asked(uuid4(), "pl"), Asked(uuid4(), "gone")
    reader.may.set()

    async def test() -> None:
        room = WaitingRoom("gdansk")
        both = asyncio.gather(room.standing(here), room.standing(gone), return_exceptions=True)
        assert [type(one) for one in await both] == [dict, Http404]
        reader.fails = True
        hung_up = asyncio.create_task(room.standing(gone))
        await asyncio.sleep(0)
        hung_up.cancel()
        with pytest.raises(DatabaseError):
            await room.standing(here)
        reader.fails = False
        assert await room.standing(here)

    asyncio.run(test())


def test_all_of_a_city_beat_together_whenever_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def slept(seconds: float) -> None:
        pauses.append(asyncio.get_running_loop().time() + seconds)

    async def test() -> None:
        room, sleep = WaitingRoom("gdansk"), asyncio.sleep
        room._phase = 7.0
        monkeypatch.setattr(asyncio, "sleep", slept)
        for _ in range(5):
            await room.next_beat()
            await sleep(0.01)
        monkeypatch.undo()

    asyncio.run(test())
    assert [one % presence.EVERY for one in pauses] == pytest.approx([7.0] * 5, abs=0.005)
