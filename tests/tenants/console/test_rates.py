"""The error rate: of the platform, of each city, as long as it is kept, whatever Redis does."""

import time
from collections import Counter
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override
from redis.exceptions import ConnectionError as RedisIsAway

from tenants.console import failures, rates
from tenants.console.facts import Said
from tenants.console.failures import DAY, HOUR, NOBODY, OPERATORS, FailuresMiddleware, Rate, Tally
from tenants.fence import entered_platform, lines
from tenants.hosts import forget_hosts
from tenants.models import City

NOW = 1_000_000_000.0
PAGE = "/en/staff/health/"


@pytest.fixture(autouse=True)
def tally(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tally]:
    """Numbers that no other test adds to."""
    made = Tally()
    monkeypatch.setattr(failures, "PREFIX", f"requests-{uuid4()}")
    monkeypatch.setattr(failures, "tally", made)
    yield made
    for key in lines.server().scan_iter(f"{failures.PREFIX}:*"):
        lines.server().delete(key)


def came(whose: str, number: int, failed: int = 0, now: float = NOW) -> None:
    failures.add(Counter({(whose, False): number - failed, (whose, True): failed}), now)


def test_requests_are_counted_for_an_hour_and_a_day() -> None:
    came("gdansk", 10, 2)
    came("gdansk", 5, 1, NOW + 1800)
    came("gdynia", 3, 0, NOW + 1800)
    soon, later = NOW + 1900, NOW + 3 * 3600
    assert failures.counted(HOUR, soon) == {"gdansk": Rate(15, 3), "gdynia": Rate(3, 0)}
    assert failures.counted(HOUR, NOW + 3900)["gdansk"] == Rate(5, 1)
    assert failures.counted(HOUR, later) == {}
    assert failures.counted(DAY, later)["gdansk"] == Rate(15, 3)
    assert failures.counted(DAY, NOW + 26 * 3600) == {}
    assert failures.counted_ever()["gdansk"] == Rate(15, 3)


def test_redis_forgets_what_nobody_asks_for_any_more() -> None:
    came("gdansk", 1)
    lived = {span.step: lines.server().ttl(span.key(NOW)) for span in (HOUR, DAY)}
    assert 3600 <= lived[300] <= 2 * 3600
    assert 24 * 3600 <= lived[3600] <= 26 * 3600


def passed(status: int, **facts: Any) -> None:
    request = RequestFactory().get("/pl/", headers={"User-Agent": "canary"})
    for name, value in facts.items():
        setattr(request, name, value)
    FailuresMiddleware(lambda _: HttpResponse(status=status))(request)


@pytest.mark.parametrize(("status", "failed"), [(500, 1), (503, 0), (404, 0), (200, 0)])
def test_only_what_failed_on_our_side_is_a_failure(status: int, failed: int, tally: Tally) -> None:
    passed(status, city=SimpleNamespace(slug="gdansk"))
    tally.hand_over()
    assert failures.counted(HOUR) == {"gdansk": Rate(1, failed)}


def test_what_belongs_to_no_city_counts_only_if_it_failed(tally: Tally) -> None:
    """Else the questions of the proxy and of load balancers would thin the rate out."""
    passed(200)
    passed(500)
    passed(200, city=None)
    tally.hand_over()
    assert failures.counted(HOUR) == {NOBODY: Rate(1, 1), OPERATORS: Rate(1, 0)}


@pytest.mark.django_db
def test_whole_requests_are_counted_for_their_city_and_nothing_else_is_kept(tally: Tally) -> None:
    Client(HTTP_HOST="gdynia.localhost").get("/pl/", {"name": "canary"}, REMOTE_ADDR="192.0.2.77")
    Client(HTTP_HOST="nowhere.localhost").get("/pl/")
    Client(HTTP_HOST="gdynia.localhost").get("/health/live")
    tally.hand_over()
    assert failures.counted(HOUR) == {"gdynia": Rate(1, 0)}
    client = lines.server()
    keys = list(client.scan_iter(f"{failures.PREFIX}:*"))
    kept = [client.hgetall(key) for key in keys]
    assert len(keys) == 3
    assert kept == [{b"gdynia": b"1"}] * 3


def test_numbers_are_handed_over_after_some_seconds_and_failures_at_once(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally.note("gdansk", failed=False)
    assert failures.counted(HOUR) == {}
    tally.note("gdansk", failed=True)
    assert failures.counted(HOUR) == {"gdansk": Rate(2, 1)}
    tally.note("gdansk", failed=False)
    present = time.monotonic()
    monkeypatch.setattr("tenants.console.failures.time.monotonic", lambda: present + failures.EVERY)
    tally.note("gdansk", failed=False)
    assert failures.counted(HOUR) == {"gdansk": Rate(4, 1)}


def away() -> Any:
    raise RedisIsAway("Redis is away")


def test_what_redis_did_not_take_is_handed_over_later(
    tally: Tally, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(failures, "server", away)
        tally.note("gdansk", failed=True)
    assert failures.counted(HOUR) == {}
    tally.note("gdansk", failed=True)
    assert failures.counted(HOUR) == {"gdansk": Rate(2, 2)}


@pytest.mark.django_db
def test_without_redis_the_answer_is_given_and_the_page_says_so(
    console: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failures, "server", away)
    monkeypatch.setattr("tenants.fence.queues.server", away)
    passed(500)
    answer = console.get(PAGE)
    assert answer.status_code == 200
    assert answer.content.decode().count("Redis does not answer") == 2
    assert console.get("/en/staff/cities/gdansk/").status_code == 200


def said() -> Said:
    with override("en"):
        return rates.failed_requests()


def test_the_platforms_rate_names_the_cities_in_which_most_failed() -> None:
    now = time.time()
    for number, slug in enumerate(["gdansk", "gdynia", "slupsk", "elblag", "sopot", "hel"]):
        came(slug, 1000, number, now)
    came(NOBODY, 2, 2, now)
    found = said()
    assert (found.text, found.colour) == ("17 of 6002 requests (0.28 %)", "yellow")
    assert found.lines == [
        "in 24 hours: 17 of 6002 requests (0.28 %)",
        "hel: 5 of 1000 requests (0.50 %)",
        "sopot: 4 of 1000 requests (0.40 %)",
        "elblag: 3 of 1000 requests (0.30 %)",
        "no city: 2 of 2 requests (100.0 %)",
        "slupsk: 2 of 1000 requests (0.20 %)",
    ]


@pytest.mark.parametrize(
    ("number", "failed", "words", "colour"),
    [
        (0, 0, "no requests", "green"),
        (1, 0, "0 of 1 request (0.0 %)", "green"),
        (200, 1, "1 of 200 requests (0.50 %)", "yellow"),
        (100, 1, "1 of 100 requests (1.0 %)", "red"),
    ],
)
def test_one_in_a_hundred_is_red(number: int, failed: int, words: str, colour: str) -> None:
    came("gdansk", number, failed, time.time())
    assert (said().text, said().colour) == (words, colour)


@pytest.mark.django_db
def test_each_city_has_its_own(console: Client) -> None:
    came("gdansk", 100, 7, time.time())
    came("gdynia", 50, 0, time.time())
    forget_hosts()
    shown = console.get("/en/staff/cities/gdansk/").content.decode()
    assert "7 of 100 requests (7.0 %)" in shown
    assert "of 50 requests" not in shown
    with entered_platform(), override("en"):
        found = rates.of_cities(list(City.objects.filter(slug__in=["gdynia", "slupsk"])))
    assert {slug: one.text for slug, one in found.items()} == {"gdynia": "0 of 50 requests (0.0 %)"}
