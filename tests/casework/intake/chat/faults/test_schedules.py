"""Ten schedules of faults, each the same for the same seed: nothing lost, nothing twice.

Everything is real: PostgreSQL and the web server end by kill -9, Redis goes for a minute (scaled
by ``PROVE_MINUTES``: ten of them make it sixty seconds), a proxy loses answers after the commit,
cuts connections and falls silent as a phone that sleeps, requests come twice, and the web server
comes back with a clock that is two hours wrong. Two cities talk at once.
"""

# ruff: noqa: S311 - chance is wanted here, not secrecy

import asyncio
import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from casework.intake.actions.conversations import close
from casework.intake.models import Conversation as Row
from casework.intake.models import Message
from ostoja.accounts.models import User
from tenants.fence import entered
from tests.casework.intake.chat.faults.machine import Machine, machine
from tests.casework.intake.chat.faults.people import Asking, AtSocket
from tests.casework.intake.chat.faults.proxy import Proxy
from tests.casework.intake.chat.serving import Report, consultant, resident, run, session_of
from tests.cast import make_cast
from tests.databases import using

MINUTES = float(os.environ.get("PROVE_MINUTES", "1"))
REDIS_AWAY = 6.0 * MINUTES  # seconds
ASLEEP = 8.0 * MINUTES  # for the hour that a phone sleeps
LOSING = 1.5 * MINUTES
WRONG_CLOCKS = (-7200, 7200)  # seconds
CATCH_UP_WITHIN = 60.0  # seconds after the last fault, all others' load included
CITIES = ("gdansk", "elblag")
MESSAGES = 16  # of each of the three who write in a conversation; beyond the first 20 at a pace


@pytest.fixture(scope="module")
def ours(
    django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Machine]:
    """PostgreSQL, Redis and the web server, for all schedules of this process."""
    with (
        django_db_blocker.unblock(),
        machine(tmp_path_factory.mktemp("faults")) as made,
        using(made.url, made.template.prefix, made.template.keys),
    ):
        yield made


@dataclass
class Conversation:
    """A report, the consultant's session, and the three who write there."""

    report: Report
    session: str
    sides: list[AtSocket | Asking] = field(default_factory=list)

    @classmethod
    def begun(cls, city: str) -> "Conversation":
        report = Report.made(f"{canary(city)} 0", city)
        with entered(city):
            return cls(report, session_of(make_cast_once(), city))

    def join(self, port: int, seed: int) -> None:
        """By way of the proxy."""
        city = self.report.city
        chances = [random.Random(f"{seed} {city} {part}") for part in range(3)]
        self.sides = [
            AtSocket("resident", partial(resident, port, self.report, city=city), chances[0]),
            AtSocket("staff", partial(consultant, port, self.report, self.session), chances[1]),
            Asking("device", port, self.report, chances[2]),
        ]

    def end(self) -> None:
        """The consultant is free for the next schedule."""
        with entered(self.report.city):
            row = Row.objects.get(pk=self.report.pk)
            close(conversation=row, version=row.version, by=make_cast_once())


def canary(city: str) -> str:
    return f"kanarek-{city}"


def make_cast_once() -> User:
    found = User.objects.filter(email="consultant@city.example").first()
    return found or make_cast().consultant


def faults(ours: Machine, proxy: Proxy, chance: random.Random) -> list[Callable[[], None]]:
    """Each of them once, in an order that the seed gives."""

    def redis_goes() -> None:
        ours.redis.stop()
        time.sleep(REDIS_AWAY)
        ours.redis.start()

    def postgres_is_killed() -> None:
        ours.postgres.kill()
        time.sleep(chance.random())
        ours.postgres.start()

    def the_web_server_is_killed() -> None:
        ours.web.kill()
        ours.web.start(clock_wrong_by=chance.choice(WRONG_CLOCKS))

    def answers_are_lost() -> None:
        proxy.lose_answers(True)
        time.sleep(LOSING)
        proxy.lose_answers(False)

    def a_phone_sleeps() -> None:
        proxy.fall_silent(True)
        time.sleep(ASLEEP)
        proxy.fall_silent(False)

    all_of_them: list[Callable[[], None]] = [
        redis_goes,
        postgres_is_killed,
        the_web_server_is_killed,
        answers_are_lost,
        a_phone_sleeps,
        proxy.cut,
        proxy.forget,
    ]
    chance.shuffle(all_of_them)
    return all_of_them


async def _talk(
    talks: list[Conversation], seed: int, port: int, ready: Future[Proxy], over: Future[None]
) -> None:
    proxy = Proxy(port)
    await proxy.start()
    for talk in talks:
        talk.join(proxy.port, seed)
    ready.set_result(proxy)
    try:
        await asyncio.gather(*(_write(talk, side, seed) for talk in talks for side in talk.sides))
        await asyncio.wrap_future(over)  # the last faults meet those who only read
        last = 1 + 3 * MESSAGES  # the report, and what the three wrote
        async with asyncio.timeout(CATCH_UP_WITHIN):
            readers = [side.read_up_to(last) for talk in talks for side in talk.sides]
            await asyncio.gather(*readers)
    finally:
        await proxy.stop()


async def _write(talk: Conversation, side: AtSocket | Asking, seed: int) -> None:
    chance = random.Random(f"{seed} pauses {talk.report.city} {side.name}")
    for number in range(MESSAGES):
        await asyncio.sleep(chance.uniform(0.2, 3.0) * MINUTES)
        await side.write(f"{canary(talk.report.city)} {side.name} {number}")


def go_through(ours: Machine, seed: int) -> list[Conversation]:
    """Everybody writes while one fault after the other comes."""
    chance, ready, over = random.Random(seed), Future[Proxy](), Future[None]()
    ours.web.start()
    talks = [Conversation.begun(city) for city in CITIES]
    try:
        with ThreadPoolExecutor(1) as threads:
            talking = threads.submit(run, lambda: _talk(talks, seed, ours.web.port, ready, over))
            try:
                for fault in faults(ours, ready.result(30), chance):
                    time.sleep(chance.random())
                    fault()
            finally:
                over.set_result(None)
                talking.result()  # what it was told first
    finally:
        ours.web.kill()
        connection.close()  # its server was killed
    return talks


def look_at_history(talk: Conversation) -> None:
    """Acknowledged is stored, once, in each sender's order, and seen by all as it is stored."""
    with entered(talk.report.city):
        rows = Message.objects.filter(conversation_id=talk.report.pk).order_by("number")
        stored = [(row.number, row.text) for row in rows]
    texts = [text for _number, text in stored]
    assert [number for number, _text in stored] == list(range(1, 3 * MESSAGES + 2))
    assert len(set(texts)) == len(texts)
    for side in talk.sides:
        assert [text for text in texts if f" {side.name} " in text] == side.acknowledged
        assert len(side.acknowledged) == MESSAGES
        assert side.seen == stored
        foreign = [city for city in CITIES if city != talk.report.city]
        assert not [one for one in foreign if canary(one) in str(side.frames)]


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(10))
def test_a_schedule_of_faults_loses_nothing(ours: Machine, seed: int) -> None:
    for talk in go_through(ours, seed):
        look_at_history(talk)
        talk.end()
