"""What supervisors and Prometheus ask costs little, and says nothing of anybody."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from redis.exceptions import ConnectionError as RedisIsAway

from ostoja import health
from tenants.console import failures
from tenants.fence import lines

pytestmark = pytest.mark.django_db
SAMPLE = re.compile(r'ostoja_[a-z_]+(\{(city|queue)="[a-z0-9-]*"\})? [0-9]+')


@pytest.fixture(autouse=True)
def _own_numbers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(failures, "PREFIX", f"requests-{uuid4()}")
    yield
    lines.server().delete(f"{failures.PREFIX}:all")


def asked(path: str, host: str = "127.0.0.1:8001", **headers: str) -> Any:
    return Client(HTTP_HOST=host).get(path, headers=headers)


def test_ready_asks_the_database_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        answer = asked("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready"})


@pytest.mark.parametrize("path", ["/health/live", "/metrics"])
def test_nothing_else_asks_it(path: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert asked(path).status_code == 200


def test_without_the_database_it_is_not_ready_and_says_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away() -> Any:
        raise DatabaseError("password of somebody")

    monkeypatch.setattr(connection, "cursor", away)
    answer = asked("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"status": "database unavailable"})
    assert asked("/health/live").status_code == 200


def test_figures_are_counters_by_city_and_nothing_else() -> None:
    failures.add(Counter({("gdansk", False): 1_234_567, ("gdansk", True): 3, ("", True): 1}))
    answer = asked("/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    found = answer.content.decode().splitlines()
    assert 'ostoja_requests_total{city="gdansk"} 1234570' in found
    assert 'ostoja_failed_requests_total{city="gdansk"} 3' in found
    assert 'ostoja_failed_requests_total{city=""} 1' in found
    for queue in ("celery", "cities", "jobs"):
        assert [one for one in found if one.startswith(f'ostoja_queue_served{{queue="{queue}"}}')]
    others = [one for one in found if not one.startswith("# TYPE ") and not SAMPLE.fullmatch(one)]
    assert others == []


def test_figures_take_three_round_trips(monkeypatch: pytest.MonkeyPatch) -> None:
    client, trips = lines.server(), []
    whole = type(client.connection_pool).get_connection

    def counted(pool: Any, *arguments: Any, **more: Any) -> Any:
        trips.append(1)
        return whole(pool, *arguments, **more)

    asked("/metrics")
    monkeypatch.setattr(type(client.connection_pool), "get_connection", counted)
    asked("/metrics")
    assert 0 < len(trips) <= 3


def test_without_redis_there_are_no_figures_but_that(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise RedisIsAway("away")

    monkeypatch.setattr(failures, "server", away)
    assert asked("/metrics").content == (
        b"# TYPE ostoja_redis_up gauge\nostoja_redis_up 0\n"
        b"# TYPE ostoja_virus_scanner_set gauge\nostoja_virus_scanner_set 0\n"
    )


@pytest.mark.parametrize("header", sorted(health.FORWARDED))
@pytest.mark.parametrize("host", ["gdansk.localhost", "operator.localhost", "127.0.0.1"])
def test_nobody_gets_figures_through_a_proxy(header: str, host: str) -> None:
    assert asked("/metrics", host=host, **{header: "192.0.2.1"}).status_code == 404
