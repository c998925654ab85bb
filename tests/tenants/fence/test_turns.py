"""One city's flood never starves another: a bound in tasks, with a real worker."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
import redis
from django.conf import settings
from kombu.connection import Connection

from ostoja.settings.environment import ROOT
from tenants.fence import entered, entered_platform, turns
from tenants.fence.turns import RING, TAKEN, Turn
from tests.databases import TemplateDatabase
from tests.tenants.fence.floods import ORDER, of_a_city, of_the_platform

FLOOD = 5_000
OWN_REDIS = 2  # the suite itself uses the first one, servers of tests those from the third on
PATIENCE = 60  # seconds
# Beside the one that runs, a worker may have fetched one ticket more of each queue.
BOUND = 3


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    """A Redis whose queues are empty, for tickets of this process and for its workers."""
    url = f"{settings.REDIS_URL.partition('?')[0]}?db={OWN_REDIS}"
    monkeypatch.setenv("REDIS_URL", url)
    address = url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
    with Connection(address) as connection:  # type: ignore[no-untyped-call]
        send = partial(turns.draw.apply_async, connection=connection)
        monkeypatch.setattr(turns.draw, "apply_async", send)
        yield connection


@pytest.fixture
def own_redis(broker: Connection, monkeypatch: pytest.MonkeyPatch) -> Iterator[redis.Redis]:
    """The same Redis, to look into."""
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushdb()
        monkeypatch.setattr(turns, "_redis", lambda: client)
        yield client
        client.flushdb()


@contextmanager
def _worker(template: TemplateDatabase, url: str, folder: Path) -> Iterator[None]:
    """As in production, but for the tasks that it knows besides."""
    command = [sys.executable, "-m", "celery", "--app=ostoja.celery", "worker"]
    switches = ["--concurrency=1", "--include=tests.tenants.fence.floods", "--loglevel=warning"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *switches, "--without-gossip", "--without-mingle"],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "platform")]),
                "DATABASE_URL": url,
                "DATABASE_ROLE_PREFIX": template.prefix,
            },
            cwd=ROOT,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _order(client: redis.Redis) -> list[str]:
    return [str(one, "ascii") for one in cast("list[bytes]", client.lrange(ORDER, 0, -1))]


def _wait_for(client: redis.Redis, *wanted: str) -> list[str]:
    until = time.monotonic() + PATIENCE
    while not set(wanted) <= set(found := _order(client)):
        assert time.monotonic() < until, found[-5:]
        time.sleep(0.02)
    return found


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
    with _worker(template_database, committed_database, tmp_path):
        _wait_for(own_redis, "city_gdansk 20")
        for slug in ("gdynia", "slupsk"):
            with entered(slug):
                of_a_city.delay(1)
        with entered_platform():
            of_the_platform.apply_async(connection=broker)
        before = own_redis.llen(ORDER)
        found = _wait_for(own_redis, "city_gdynia 1", "city_slupsk 1", "platform")
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
    assert not own_redis.exists(RING, TAKEN)


def test_a_ticket_that_comes_again_gets_the_same_task(
    ring: list[Turn], own_redis: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    _send("gdansk", 1, 2)
    with monkeypatch.context() as killed:
        killed.setattr(own_redis, "hdel", lambda *_: None)  # it never came so far
        _drawn(1)
    _drawn(1)
    assert [turn.args for turn in ring] == [[1], [1]]


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
