"""Redis stopped, sockets cut, messages sent twice: nothing lost, nothing twice, in order."""

import asyncio
import random
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
import websockets
from pytest_django import Settings

from casework.intake.budget import WRONG_CODES
from casework.intake.chat.pace import PACE
from ostoja.live import telling
from tenants.fence import entered
from tests.casework.intake.chat.conftest import Talks
from tests.casework.intake.chat.serving import (
    Client,
    Report,
    consultant,
    resident,
    run,
    server,
    session_of,
)
from tests.cast import make_cast
from tests.own_redis import OwnRedis, own_redis

WITHIN = 5.0  # seconds after Redis is there again
TRIES = 200


@pytest.fixture
def faulty(committed_database: str, settings: Settings) -> Iterator[tuple[Talks, OwnRedis]]:
    """The server beside a Redis that the test may stop."""
    with own_redis() as redis:
        settings.REDIS_URL = redis.url
        telling._away["until"] = 0.0
        with entered("gdansk"):
            cast = make_cast()
            session = session_of(cast.consultant)
        with server() as port:
            yield Talks(port, cast, Report.made(), session), redis
    telling._away["until"] = 0.0


def test_redis_that_goes_and_comes_loses_nothing(faulty: tuple[Talks, OwnRedis]) -> None:
    talks, redis = faulty

    async def test() -> None:
        person = await resident(talks.port, talks.report)
        worker = await consultant(talks.port, talks.report, talks.session)
        await worker.say("Przed.")
        await person.message(2)
        redis.stop()
        began = time.monotonic()
        assert (await worker.say("Bez Redisa."))["type"] == "kept"
        assert time.monotonic() - began < 3
        await person.message(3)  # the database is asked, from time to time
        assert (await person.say("Jestem."))["type"] == "kept"
        late = await resident(talks.port, talks.report)
        await late.message(4)
        redis.start()
        await asyncio.sleep(0)
        back = time.monotonic()
        assert (await worker.say("Po."))["type"] == "kept"
        for client in (person, worker, late):
            await client.message(5)
        assert time.monotonic() - back < WITHIN
        for client in (person, worker, late):
            assert client.numbers == [1, 2, 3, 4, 5]

    run(test)
    assert talks.report.texts == ["Boję się.", "Przed.", "Bez Redisa.", "Jestem.", "Po."]


class Writer:
    """One side that sends again until it is told that it was kept; its socket is cut at will."""

    def __init__(self, talks: Talks, chance: random.Random, is_staff: bool) -> None:
        self.talks, self.chance, self.is_staff = talks, chance, is_staff
        self.client: Client | None = None
        self.seen: list[int] = []
        self.acknowledged: list[str] = []

    async def write(self, many: int) -> None:
        for number in range(many):
            text = f"{'staff' if self.is_staff else 'resident'} {number}"
            await self._until_kept(text, str(uuid4()))
            self.acknowledged.append(text)

    async def catch_up(self, last: int) -> None:
        for _try in range(TRIES):
            try:
                client = await self._client()
                await client.message(last)
            except (OSError, TimeoutError, websockets.WebSocketException):
                self._note()
                continue
            self._note()
            return

    async def _until_kept(self, text: str, own_id: str) -> None:
        for _try in range(TRIES):
            try:
                client = await self._client()
                await client.send(type="say", id=own_id, text=text)
                if self.chance.random() < 0.3:  # the answer is lost after the commit, or before
                    await asyncio.sleep(self.chance.random() * 0.05)
                    await client.socket.close()
                    raise ConnectionError
                assert (await client.until(lambda one: one.get("id") == own_id))["type"] == "kept"
            except (OSError, TimeoutError, websockets.WebSocketException):
                self._note()
                continue
            return
        pytest.fail(f"{text} was never kept")

    async def _client(self) -> Client:
        if self.client is None:
            talks, after = self.talks, self.seen[-1] if self.seen else 0
            self.client = await (
                consultant(talks.port, talks.report, talks.session, after)
                if self.is_staff
                else resident(talks.port, talks.report, after)
            )
        return self.client

    def _note(self) -> None:
        """What this side has seen; the socket is gone."""
        if self.client is not None:
            self.seen += [one for one in self.client.numbers if one > (self.seen or [0])[-1]]
            self.client = None


def go_through(talks: Talks, redis: OwnRedis, seed: int, many: int) -> None:
    """Both sides write while faults come as the seed has them; then the history is looked at."""
    chance = random.Random(seed)  # noqa: S311 - the same schedule for the same seed
    PACE.forget()
    WRONG_CODES.forget()
    sides = [Writer(talks, random.Random(seed + one), bool(one)) for one in (0, 1)]  # noqa: S311

    async def faults() -> None:
        for _turn in range(2):
            await asyncio.sleep(chance.random())
            await asyncio.to_thread(redis.stop)
            await asyncio.sleep(chance.random())
            await asyncio.to_thread(redis.start)

    async def test() -> None:
        await asyncio.gather(faults(), *(side.write(many) for side in sides))
        await asyncio.gather(*(side.catch_up(2 * many + 1) for side in sides))

    run(test)
    stored = talks.report.texts
    assert len(set(stored)) == len(stored) == 2 * many + 1
    for side in sides:
        own = [text for text in stored if text in set(side.acknowledged)]
        assert own == side.acknowledged  # each kept, once, in the order of its sender
        assert side.seen == list(range(1, 2 * many + 2))  # and seen by both as it is stored


def test_a_schedule_of_faults(faulty: tuple[Talks, OwnRedis]) -> None:
    go_through(*faulty, seed=7, many=8)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10))
def test_schedules_of_faults(faulty: tuple[Talks, OwnRedis], seed: int) -> None:
    go_through(*faulty, seed=seed, many=40)
