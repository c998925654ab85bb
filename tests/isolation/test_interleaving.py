"""Thirty-two clients alternate between the cities of a running server: none sees a wrong one.

In between, requests are given up half-way, hosts are unknown, sessions are tried elsewhere. So in
each topology: with and without a pool of the web server's own and PgBouncer.
"""

# ruff: noqa: S311 - chance is wanted here, not secrecy

import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tenants.fence import entered
from tests.browser.server import DemoServer, free_port, serving
from tests.cast import browser_of
from tests.databases import TemplateDatabase
from tests.isolation.ids import canary
from tests.isolation.keep_alive import KeptAlive, Visit, abort
from tests.isolation.world import CITIES, World
from tests.pooler import pooled
from tests.redis_databases import INTERLEAVING

CLIENTS = 32
# What the handbook allows between the web server and PostgreSQL.
TOPOLOGIES = ["direct", "pool", "PgBouncer", "PgBouncer and pool"]
STRAY = 0.3  # of the requests have a stranger between them and the next one


@dataclass(frozen=True)
class Town:
    """A running city: what its pages show, and whose session opens them."""

    slug: str
    cookie: str
    paths: tuple[str, ...]

    def visit(self, host: str | None = None) -> Visit:
        """A page of this city, at its own host unless another is named."""
        return Visit(f"{host or self.slug}.localhost", random.choice(self.paths), self.cookie)


@pytest.fixture(scope="module", params=TOPOLOGIES)
def server(
    request: pytest.FixtureRequest,
    own_worlds: dict[str, World],
    template_database: TemplateDatabase,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[DemoServer]:
    """The web server as it is run for people, on the look-alike cities."""
    folder = tmp_path_factory.mktemp("server")
    url = template_database.url_of(str(connection.settings_dict["NAME"]))
    with ExitStack() as stack:
        if "PgBouncer" in request.param:
            url = stack.enter_context(pooled(url, folder, "session"))
        running = DemoServer(
            port=free_port(),
            database_url=url,
            redis_number=INTERLEAVING,
            template=template_database,
            folder=folder,
            unblock=django_db_blocker.unblock,
            settings={"DATABASE_POOL": "20" if "pool" in request.param else "0"},
        )
        stack.enter_context(serving(running))
        yield running


@pytest.fixture(scope="module")
def towns(own_worlds: dict[str, World], django_db_blocker: DjangoDbBlocker) -> list[Town]:
    """The look-alike cities, with the consultant of each signed in."""
    with django_db_blocker.unblock():
        return [_town(own_worlds[slug]) for slug in CITIES]


def _town(world: World) -> Town:
    with entered(world.slug), translation.override("pl"):
        browser = browser_of(world.cast.consultant, world.slug)
        session = browser.cookies[settings.SESSION_COOKIE_NAME]
        paths = (
            reverse("partner_directory"),
            reverse("partner", kwargs={"key": world.cast.partner.key}),
            reverse("cases"),
            reverse("case", kwargs={"pk": world.case.pk}),
        )
    return Town(world.slug, f"{session.key}={session.value}", paths)


async def _wander(port: int, towns: list[Town], requests: int, seen: Counter[str]) -> None:
    client = await KeptAlive.to(port)
    for _ in range(requests):
        town = random.choice(towns)
        status, text = await client.get(town.visit())
        seen[_judge(town, status, text)] += 1
        if random.random() < STRAY:
            await _stray(port, client, towns, seen)
    await client.close()


def _judge(town: Town, status: int, text: str) -> str:
    if any(canary(other) in text for other in CITIES if other != town.slug):
        return "WRONG CITY"
    return "right" if status == 200 and canary(town.slug) in text else f"answered {status}"


async def _stray(port: int, client: KeptAlive, towns: list[Town], seen: Counter[str]) -> None:
    town, other = random.sample(towns, 2)
    match random.randrange(4):
        case 0:
            await abort(port, town.visit(), after=random.random() / 50)
        case 1:
            status, text = await client.get(town.visit("nowhere"))
            seen[_closed(status, text, "")] += 1
        case 2:
            status, text = await client.get(town.visit(other.slug))
            seen[_closed(status, text, other.slug)] += 1
        case 3:
            status, text = await client.get(Visit(f"{town.slug}.localhost", "/pl/none/"))
            seen[_closed(status, text, town.slug)] += 1


def _closed(status: int, text: str, at: str) -> str:
    """A stranger may see a public page of the host, and of no other city anything."""
    if any(canary(slug) in text for slug in CITIES if slug != at):
        return "WRONG CITY"
    return "refused" if status in {200, 302, 404} else f"stranger answered {status}"


async def _all_at_once(port: int, towns: list[Town], requests: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(CLIENTS):
            group.create_task(_wander(port, towns, requests, seen))
    return seen


@pytest.mark.parametrize("requests", [3, pytest.param(250, marks=pytest.mark.prove)])
def test_nobody_sees_a_wrong_city(server: DemoServer, towns: list[Town], requests: int) -> None:
    seen = asyncio.run(_all_at_once(server.port, towns, requests))
    assert seen.pop("refused") > requests
    assert seen == {"right": CLIENTS * requests}, server.log.read_text()


def test_a_wrong_city_would_be_noticed(towns: list[Town]) -> None:
    here, there = towns[:2]
    assert _judge(here, 200, canary(there.slug)) == "WRONG CITY"
    assert _judge(here, 200, canary(here.slug)) == "right"
    assert _judge(here, 404, "") == "answered 404"
    assert _closed(200, canary(there.slug), here.slug) == "WRONG CITY"
