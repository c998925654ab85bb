"""One city's flood never starves another: a bound in tasks, with a real worker."""

import time
from pathlib import Path
from typing import Any

import pytest
import redis
from kombu.connection import Connection

from tenants.fence import entered, entered_platform, lines, turns
from tenants.fence.lines import RING, RUNNING, SHORT, TAKEN
from tenants.fence.turns import Turn
from tests.databases import TemplateDatabase
from tests.tenants.fence.floods import ORDER, of_a_city, of_the_platform
from tests.tenants.fence.workers import wait_for, worker

FLOOD = 5_000
# Beside the one that runs, a worker may have fetched one ticket more of each queue.
BOUND = 3


@pytest.mark.usefixtures("committed_database")
def test_a_flood_of_one_city_delays_another_by_a_few_tasks(
    broker: Connection,
    own_redis: redis.Redis,
    committed_database: str,
    template_database: TemplateDatabase,
    tmp_path: Path,
) -> None:
    with entered("gdansk"):
        for number in range(FLOOD):
            of_a_city.delay(number)
    with worker(template_database, committed_database, tmp_path):
        wait_for(own_redis, "city_gdansk 20")
        for slug in ("gdynia", "slupsk"):
            with entered(slug):
                of_a_city.delay(1)
        with entered_platform():
            of_the_platform.apply_async(connection=broker)
        before = own_redis.llen(ORDER)
        found = wait_for(own_redis, "city_gdynia 1", "city_slupsk 1", "platform")
    for late in ("city_gdynia 1", "city_slupsk 1", "platform"):
        waited_for = [one for one in found[before : found.index(late)] if "gdansk" in one]
        assert len(waited_for) <= BOUND, late
    assert len([one for one in found if "gdansk" in one]) < FLOOD


@pytest.fixture
def ring(own_redis: redis.Redis, monkeypatch: pytest.MonkeyPatch) -> list[Turn]:
    """What ran, in its order; lines are filled, and tickets drawn by the test."""
    ran: list[Turn] = []
    monkeypatch.setattr(turns, "_run", ran.append)
    return ran


def _send(slug: str, *numbers: int) -> None:
    with entered(slug):
        for number in numbers:
            of_a_city.delay(number)


def _drawn(times: int) -> None:
    for number in range(times):
        turns.draw.apply(task_id=f"ticket {number}").get()


@pytest.mark.usefixtures("own_redis")
def test_a_task_s_own_error_is_not_hidden_by_redis_being_away(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away(*_given: object) -> bool:
        raise redis.exceptions.ConnectionError("Redis is away")

    def fails(turn: Turn) -> None:
        raise ValueError(turn.args)

    _send("gdansk", 7)
    monkeypatch.setattr(turns, "_run", fails)
    monkeypatch.setattr(lines, "give_back", away)
    with pytest.raises(ValueError, match="7"):
        _drawn(1)
    assert "runs out by itself" in caplog.text


def test_cities_take_turns(ring: list[Turn], own_redis: redis.Redis) -> None:
    _send("gdansk", 1, 2, 3, 4)
    _send("gdynia", 1)
    _send("slupsk", 1, 2)
    _drawn(8)  # one ticket more than there are tasks
    served = [(turn.schema.removeprefix("city_"), *turn.args) for turn in ring]
    assert served == [
        *(("gdansk", 1), ("gdynia", 1), ("slupsk", 1)),
        *(("gdansk", 2), ("slupsk", 2), ("gdansk", 3), ("gdansk", 4)),
    ]
    assert own_redis.llen(turns.QUEUE) == 7
    assert not own_redis.exists(RING, TAKEN, RUNNING, SHORT)


def test_a_ticket_that_comes_again_gets_the_same_task(
    ring: list[Turn], own_redis: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    _send("gdansk", 1, 2)
    with monkeypatch.context() as killed:
        killed.setattr(lines, "give_back", lambda *_: False)  # it never came so far
        _drawn(1)
    _drawn(1)
    assert [turn.args for turn in ring] == [[1], [1]]


@pytest.mark.parametrize("came_through", [False, True])
def test_a_ticket_that_redis_answered_too_late_comes_again_and_no_task_is_lost(
    ring: list[Turn],
    own_redis: redis.Redis,
    monkeypatch: pytest.MonkeyPatch,
    *,
    came_through: bool,
) -> None:
    draw = lines.draw

    def late(ticket: str, at_once: int) -> lines.Drawn:
        if came_through:
            draw(ticket, at_once)
        raise redis.TimeoutError("Timeout reading from socket")

    _send("gdansk", 1)
    with monkeypatch.context() as slow:
        slow.setattr(lines, "draw", late)
        result: Any = turns.draw.apply(task_id="ticket 0")
    assert (result.state, result.result.requeue) == ("REJECTED", True)
    assert ring == []
    _drawn(1)
    assert [turn.args for turn in ring] == [[1]]
    assert not own_redis.exists(RING, TAKEN, RUNNING)


def test_what_waited_for_too_long_is_dropped(own_redis: redis.Redis) -> None:
    known = time.time()
    assert turns._run(Turn("city_gdansk", of_a_city.name, [1], {}, known - 1)) is None
    assert own_redis.llen(ORDER) == 0
    turns._run(Turn("city_gdansk", of_a_city.name, [1], {}, known + 60))
    assert own_redis.lrange(ORDER, 0, -1) == [b"city_gdansk 1"]


def test_a_failure_says_whose_it_is(own_redis: redis.Redis) -> None:
    with pytest.raises(TypeError) as failure:
        turns._run(Turn("city_gdansk", of_a_city.name, [], {}))
    assert failure.value.__notes__ == [f"{of_a_city.name} in city_gdansk"]


def test_what_waits_for_a_moment_goes_celerys_own_way(
    broker: Connection, own_redis: redis.Redis
) -> None:
    with entered("gdansk"):
        sent: Any = of_a_city.apply_async([1], countdown=5, connection=broker)
    assert sent.id
    assert not own_redis.exists(RING)
