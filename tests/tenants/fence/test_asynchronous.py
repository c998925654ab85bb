"""Work from the event loop: no city is lost or mixed, and connections are given back."""

import asyncio
import threading

import pytest
from django.db import connection

from tenants.fence import NotEntered, current_city, entered
from tenants.fence.asynchronous import AT_ONCE, in_city, nowhere
from tenants.models import City

CITIES = ("gdansk", "gdynia", "slupsk")


def schema_in_the_database() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_schema(), pg_backend_pid()::text")
        found: tuple[str, str] = cursor.fetchone()
    return found


def test_each_piece_of_work_runs_in_its_own_city(committed_database: str) -> None:
    async def work(turn: int) -> bool:
        slug = CITIES[turn % 3]
        here, _pid = await in_city(slug, schema_in_the_database)
        return here == f"city_{slug}"

    async def all_of_them() -> list[bool]:
        return await asyncio.gather(*(work(turn) for turn in range(300)))

    assert all(asyncio.run(all_of_them()))


def test_the_place_of_the_loop_is_neither_used_nor_changed(committed_database: str) -> None:
    async def work() -> None:
        with entered("gdynia"):
            assert await in_city("gdansk", current_city) == "gdansk"
            with pytest.raises(NotEntered):
                await nowhere(current_city)
            assert current_city() == "gdynia"

    asyncio.run(work())


def test_a_failure_leaves_the_city_too(committed_database: str) -> None:
    async def work() -> None:
        for _ in range(2 * AT_ONCE):
            with pytest.raises(ZeroDivisionError):
                await in_city("gdansk", lambda: 1 / 0)
        with pytest.raises(NotEntered):
            await nowhere(City.objects.count)

    asyncio.run(work())


def test_connections_are_given_back(committed_database: str) -> None:
    closed: list[bool] = []

    def work() -> str:
        schema_in_the_database()
        return threading.current_thread().name

    def look() -> None:
        closed.append(connection.connection is None)

    async def many() -> set[str]:
        names = await asyncio.gather(*(in_city("gdansk", work) for _ in range(50)))
        await asyncio.gather(*(nowhere(look) for _ in range(50)))
        return set(names)

    threads = asyncio.run(many())
    assert len(threads) <= AT_ONCE
    assert all(closed)
