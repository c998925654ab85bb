"""Queues: how many wait, since when, and whether anybody takes from them."""

import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import redis
from celery.worker import state
from django.conf import settings
from django.utils.translation import override
from kombu.connection import Connection

from ostoja.celery import SaysThatItLives, app
from ostoja.settings.environment import ROOT
from tenants.console import health
from tenants.fence import entered, entered_platform, lines, queues
from tenants.fence.queues import Queue
from tests.databases import TemplateDatabase
from tests.tenants.fence.floods import long, of_a_city, of_the_platform
from tests.tenants.fence.workers import order, wait_for, wait_until, worker

SERVICES = ("worker.service", "jobs.service")


def _look() -> dict[str, Queue]:
    return {queue.name: queue for queue in queues.look()}


def _send(broker: Connection) -> None:
    for slug in ("gdynia", "gdansk"):
        with entered(slug):
            of_a_city.delay(1)
            of_a_city.delay(2)
    with entered_platform():
        of_the_platform.apply_async(connection=broker)


def test_each_queue_says_how_many_wait_and_since_when(
    broker: Connection, own_redis: redis.Redis
) -> None:
    before = time.time()
    _send(broker)
    found = _look()
    assert {name: queue.waiting for name, queue in found.items()} == {
        "celery": 1,
        "cities": 4,
        "jobs": 0,
    }
    assert found["jobs"].oldest is None
    assert before <= (found["cities"].oldest or 0) <= (found["celery"].oldest or 0) <= time.time()
    assert [queue.name for queue in found.values() if queue.is_forsaken] == ["celery", "cities"]


def test_messages_of_others_that_do_not_say_when_are_counted_too(own_redis: redis.Redis) -> None:
    own_redis.lpush("jobs", '{"headers": {}}')
    own_redis.set("queues:served:jobs", 1)
    assert _look()["jobs"] == Queue("jobs", 1, None, is_served=True)


def test_the_console_says_which_queue_nobody_takes_from(
    broker: Connection, own_redis: redis.Redis
) -> None:
    with override("en"):
        assert health.waiting_tasks().colour == "yellow"
        queues.say_served(queues.names())
        assert health.waiting_tasks().colour == ""
        own_redis.delete(f"{queues.SERVED}cities")
        _send(broker)
        said = health.waiting_tasks()
    assert (said.text, said.colour) == ("5", "red")
    assert said.lines == [
        "e-mails and other short work: 1, the oldest for 0\xa0minutes",
        "rounds of the cities: 4, the oldest for 0\xa0minutes, no worker takes from it",
        "jobs: 0",
    ]


def test_a_worker_says_from_which_queues_it_takes(
    own_redis: redis.Redis,
    committed_database: str,
    template_database: TemplateDatabase,
    tmp_path: Path,
) -> None:
    with entered("gdansk"):
        long.delay(1)
    with worker(template_database, committed_database, tmp_path):
        wait_for(own_redis, "city_gdansk 1 begins")
        wait_until(lambda: _look()["cities"].is_served, lambda: str(_look()))
        assert {name: one.is_served for name, one in _look().items()} == {
            "celery": True,
            "cities": True,
            "jobs": False,
        }
        own_redis.rpush("gate city_gdansk", 1)
        wait_for(own_redis, "city_gdansk 1 ends")
    assert len(order(own_redis)) == 2
    assert 0 < int(str(own_redis.ttl("queues:served:cities"))) <= queues.LATELY


def test_a_worker_keeps_the_places_of_what_it_has_under_way(
    own_redis: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    with entered("gdansk"):
        of_a_city.delay(1)
    lines.draw("a", at_once=1)
    place = f"{lines.LINE}city_gdansk a"
    own_redis.zadd(lines.RUNNING, {place: 1})
    monkeypatch.setattr(state, "reserved_requests", [SimpleNamespace(id="a")])
    queue = SimpleNamespace(name="jobs")
    said = SaysThatItLives(None)
    timer = SimpleNamespace(call_repeatedly=lambda seconds, function, arguments: None)
    said.start(SimpleNamespace(task_consumer=SimpleNamespace(queues=[queue]), timer=timer))
    assert cast("float", own_redis.zscore(lines.RUNNING, place)) > time.time()
    assert [name for name, one in _look().items() if one.is_served] == ["jobs"]


def _taken_by(command: str) -> set[str]:
    """A worker that is not told takes from those that the settings name."""
    words = [word for word in command.split() if word.startswith("--queues=")]
    return set(words[0].removeprefix("--queues=").split(",")) if words else {*app.amqp.queues}


@pytest.mark.parametrize("paths", [SERVICES, ("entrypoint.sh",)])
def test_the_services_together_take_from_every_queue(paths: Any) -> None:
    texts = [path.read_text() for path in (ROOT / "deploy").rglob("*") if path.name in paths]
    joined = "\n".join(texts).replace("\\\n", " ")
    commands = [line for line in joined.splitlines() if "celery" in line and " worker " in line]
    assert len(commands) == 2
    assert set().union(*map(_taken_by, commands)) == set(queues.names())
    assert settings.CELERY_TASK_QUEUES.keys() == {"celery", "cities"}
