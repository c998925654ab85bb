"""A city's long tasks leave a process to the others: counted in turns, with real workers."""

import os
import signal
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import redis

from tenants.fence import entered, lines, turns
from tenants.fence.lines import MOST_TRIES, RING, RUNNING, SHORT, TAKEN
from tenants.fence.turns import Turn
from tests.databases import TemplateDatabase
from tests.tenants.fence.floods import PROCESSES, long, of_a_city
from tests.tenants.fence.workers import kill, order, wait_for, wait_until, worker

Worker = Callable[..., AbstractContextManager[subprocess.Popen[bytes]]]
FLOOD = 12


@pytest.fixture
def start(
    own_redis: redis.Redis,
    committed_database: str,
    template_database: TemplateDatabase,
    tmp_path: Path,
) -> Worker:
    """Starts a worker with so many processes."""
    return partial(worker, template_database, committed_database, tmp_path)


def _send(task: Any, slug: str, *numbers: int) -> None:
    with entered(slug):
        for number in numbers:
            task.delay(number)


def _begun(client: redis.Redis, slug: str) -> int:
    return sum(f"city_{slug} " in one and one.endswith("begins") for one in order(client))


def _open(client: redis.Redis, slug: str, times: int = 1) -> None:
    client.rpush(f"gate city_{slug}", *range(times))


def _most_at_once(client: redis.Redis, slug: str) -> int:
    found, running = 0, 0
    for one in order(client):
        if f"city_{slug} " in one:
            running += 1 if one.endswith("begins") else -1
            found = max(found, running)
    return found


def _wait_for_begun(client: redis.Redis, slug: str, number: int) -> None:
    wait_until(lambda: _begun(client, slug) >= number, lambda: str(order(client)))


def _wait_for_nothing_left(client: redis.Redis) -> None:
    keys = (RING, TAKEN, RUNNING, turns.QUEUE, "unacked")
    wait_until(lambda: not client.exists(*keys), lambda: str(client.keys()))


def test_a_flood_of_long_tasks_leaves_a_process_to_another_city(
    own_redis: redis.Redis, start: Worker
) -> None:
    _send(long, "gdansk", *range(FLOOD))
    with start(processes=3):
        _wait_for_begun(own_redis, "gdansk", 2)
        # All tickets of the flood are drawn, and found it at its limit.
        wait_until(lambda: not own_redis.exists(turns.QUEUE), lambda: str(order(own_redis)))
        _send(of_a_city, "gdynia", 1)
        found = wait_for(own_redis, "city_gdynia 1")
        # Not one of the flood's tasks ended or began before it: it waited for no turn at all.
        assert sorted(found) == [
            "city_gdansk 0 begins",
            "city_gdansk 1 begins",
            "city_gdynia 1",
        ]
        _open(own_redis, "gdansk", FLOOD)
        found = wait_for(own_redis, *(f"city_gdansk {number} ends" for number in range(FLOOD)))
        _wait_for_nothing_left(own_redis)
    assert _begun(own_redis, "gdansk") == FLOOD
    assert _most_at_once(own_redis, "gdansk") == 2
    assert not own_redis.exists(SHORT)


def test_two_cities_that_flood_have_their_tasks_done_in_turn(
    own_redis: redis.Redis, start: Worker
) -> None:
    _send(long, "gdansk", *range(4))
    _send(long, "gdynia", *range(4))
    with start(processes=2):
        for number in range(1, 5):
            _wait_for_begun(own_redis, "gdansk", number)
            _wait_for_begun(own_redis, "gdynia", number)
            _open(own_redis, "gdansk")
            _open(own_redis, "gdynia")
        _wait_for_nothing_left(own_redis)
    assert _most_at_once(own_redis, "gdansk") == _most_at_once(own_redis, "gdynia") == 1


def test_a_process_that_is_killed_keeps_no_place_and_loses_no_task(
    own_redis: redis.Redis, start: Worker
) -> None:
    _send(long, "gdansk", 1, 2)
    with start(processes=2):
        _wait_for_begun(own_redis, "gdansk", 1)
        os.kill(int(cast("list[bytes]", own_redis.lrange(PROCESSES, 0, 0))[0]), signal.SIGKILL)
        _wait_for_begun(own_redis, "gdansk", 2)
        _open(own_redis, "gdansk", 2)
        found = wait_for(own_redis, "city_gdansk 1 ends", "city_gdansk 2 ends")
        _wait_for_nothing_left(own_redis)
    assert found[:2] == ["city_gdansk 1 begins"] * 2


def test_a_worker_that_is_killed_frees_its_places_and_its_tasks_come_again(
    own_redis: redis.Redis, start: Worker
) -> None:
    _send(long, "gdansk", 1, 2, 3)
    with start(processes=2) as first:
        _wait_for_begun(own_redis, "gdansk", 1)
        wait_until(lambda: not own_redis.exists(turns.QUEUE), lambda: str(order(own_redis)))
        kill(first)
    _time_passes(own_redis, RUNNING)
    with start(processes=2):
        _send(of_a_city, "gdynia", 1)  # whoever draws next sees that a place is free
        _wait_for_begun(own_redis, "gdansk", 2)
        _open(own_redis, "gdansk", 2)
        wait_for(own_redis, "city_gdansk 2 ends", "city_gdansk 3 ends")
    _time_passes(own_redis, "unacked_index")
    with start(processes=2):
        _open(own_redis, "gdansk")
        found = wait_for(own_redis, "city_gdansk 1 ends")
        _wait_for_nothing_left(own_redis)
    begun = sorted(one for one in found if one.endswith("begins"))
    assert begun == [f"city_gdansk {number} begins" for number in (1, 1, 2, 3)]


def _time_passes(client: redis.Redis, name: str) -> None:
    """Whatever was lent or not acknowledged in time is nobody's."""
    held = cast("list[bytes]", client.zrange(name, 0, -1))
    assert held
    client.zadd(name, dict.fromkeys(held, 1))


def test_who_is_at_its_limit_keeps_its_place_in_the_ring(own_redis: redis.Redis) -> None:
    _send(of_a_city, "gdansk", 1, 2)
    _send(of_a_city, "gdynia", 1, 2)
    assert _drawn("a") == ("city_gdansk", 1)
    assert _drawn("b") == ("city_gdynia", 1)
    assert _drawn("c") is None
    assert lines.give_back("b", 1)
    assert _drawn("d") == ("city_gdynia", 2)
    assert lines.give_back("a", 1)
    assert _drawn("e") == ("city_gdansk", 2)
    assert not lines.give_back("d", 1)
    assert not lines.give_back("e", 1)


def _drawn(ticket: str, at_once: int = 1) -> tuple[str, int] | None:
    drawn = lines.draw(ticket, at_once)
    if drawn.turn is None:
        return None
    turn = turns.read(drawn.turn)
    return turn.schema, turn.args[0]


def test_a_place_lives_as_long_as_its_worker_says(own_redis: redis.Redis) -> None:
    _send(of_a_city, "gdansk", 1, 2)
    _drawn("a")
    before = own_redis.zscore(RUNNING, f"{lines.LINE}city_gdansk a")
    own_redis.zadd(RUNNING, {f"{lines.LINE}city_gdansk a": cast("float", before) - 30})
    lines.lend_again(["b"])
    assert own_redis.zscore(RUNNING, f"{lines.LINE}city_gdansk a") == cast("float", before) - 30
    lines.lend_again(["b", "a"])
    assert cast("float", own_redis.zscore(RUNNING, f"{lines.LINE}city_gdansk a")) >= cast(
        "float", before
    )
    assert own_redis.zcard(RUNNING) == 1


def test_whose_place_another_has_by_now_goes_back_to_the_front_of_its_line(
    own_redis: redis.Redis,
) -> None:
    _send(of_a_city, "gdansk", 1, 2, 3)
    assert _drawn("a") == ("city_gdansk", 1)
    _time_passes(own_redis, RUNNING)
    assert _drawn("b") == ("city_gdansk", 2)
    assert _drawn("a") is None
    assert lines.give_back("b", 1)
    assert _drawn("c") == ("city_gdansk", 1)


def test_a_task_that_ends_its_worker_each_time_is_given_up(
    own_redis: redis.Redis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[Turn] = []
    monkeypatch.setattr(turns, "_run", ran.append)
    monkeypatch.setattr(lines, "give_back", lambda *_: False)  # none comes so far
    _send(of_a_city, "gdansk", 1)
    for _ in range(MOST_TRIES + 1):
        turns.draw.apply(task_id="a").get()
    assert [turn.args for turn in ran] == [[1]] * MOST_TRIES
    assert f"{of_a_city.name} in city_gdansk has ended its worker" in caplog.text
    assert not own_redis.exists(TAKEN, RUNNING)


@pytest.mark.parametrize(
    ("set_to", "processes", "found"), [(0, 1, 1), (0, 2, 1), (0, 8, 7), (3, 2, 3)]
)
def test_one_process_is_left_to_others_unless_somebody_set_it(
    set_to: int, processes: int, found: int, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    conf = SimpleNamespace(worker_concurrency=processes)
    monkeypatch.setattr(turns, "current_app", SimpleNamespace(conf=conf))
    settings.CITY_TASKS_AT_ONCE = set_to
    assert turns.at_once() == found
