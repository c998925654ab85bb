"""Fair shares: by person, and by network without a token; nobody waits for Redis."""

from typing import cast as cast_to
from unittest import mock
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from redis.connection import AbstractConnection

from api.throttles import NETWORKS
from tenants.fence.caches import CityCache
from tests.api.programs import Program, assert_problem, program_of
from tests.cast import Cast


@pytest.fixture
def _three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.API_A_MINUTE, "person", 3)
    monkeypatch.setattr(NETWORKS, "limit", 3)


@pytest.mark.usefixtures("_three")
def test_a_person_is_told_when_to_come_back(cast: Cast) -> None:
    first, second = program_of(cast.consultant), program_of(cast.consultant)
    left = [first.get("me/").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    answer = second.get("me/")
    assert_problem(answer, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["RateLimit-Limit"] == "3"
    assert program_of(cast.colleague).get("me/").status_code == 200


@pytest.mark.usefixtures("_three")
def test_a_network_without_a_token_shares_too(cast: Cast) -> None:
    program = stranger("203.0.113.7")
    statuses = [program.get("needs/").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert stranger("203.0.113.99").get("needs/").status_code == 429
    assert stranger("198.51.100.7").get("needs/").status_code == 200
    assert stranger("203.0.113.7", "gdynia").get("needs/").status_code == 200


@pytest.mark.usefixtures("_three")
def test_behind_a_proxy_that_tells_no_addresses_nobody_is_refused(cast: Cast) -> None:
    program = stranger("10.0.0.1")
    assert {program.get("needs/").status_code for _ in range(6)} == {200}


def stranger(address: str, slug: str = "gdansk") -> Program:
    """A program without a token, at an address."""
    program = Program(slug=slug)
    program.client.defaults["REMOTE_ADDR"] = address
    return program


def test_the_count_carries_the_city(cast: Cast) -> None:
    program_of(cast.consultant).get("me/")
    assert cache.make_key("x").startswith(":city_gdansk:")


@pytest.mark.usefixtures("_three")
def test_without_redis_nobody_is_held_up(cast: Cast) -> None:
    program = program_of(cast.consultant)
    with mock.patch("api.throttles.cache.count", side_effect=ConnectionError):
        statuses = {program.get("me/").status_code for _ in range(5)}
    assert statuses == {200}


def test_no_address_is_kept(cast: Cast) -> None:
    Program().client.get("/api/v1/needs/", REMOTE_ADDR="203.0.113.77")
    assert "203.0.113" not in str(vars(NETWORKS))


def test_an_answer_of_redis_that_came_too_late_is_given_to_nobody(gdansk: None) -> None:
    counter, key = cast_to(CityCache, cache), f"late.{uuid4()}"
    assert counter.count(key, 60) == 1
    late = mock.patch.object(AbstractConnection, "read_response", side_effect=TimeoutError)
    with late, pytest.raises(TimeoutError):
        counter.count(key, 60)
    assert counter.count(key, 60) == 3
    counter._pool.disconnect()  # as when Redis begins anew
    assert counter.count(key, 60) == 4
