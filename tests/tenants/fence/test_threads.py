"""Several threads at work on cities do not meet."""

import pytest
from django.db import connection

from tenants.fence import NotEntered, entered
from tenants.fence.threads import for_each_city
from tests.databases import CITIES

pytestmark = pytest.mark.usefixtures("committed_database")


def schema(slug: str) -> tuple[str, str]:
    with entered(slug), connection.cursor() as cursor:
        cursor.execute("select current_schema()")
        [found] = cursor.fetchone()
    return slug, found


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_each_city_is_worked_on_once_and_in_its_own_schema(threads: int) -> None:
    done = for_each_city([*CITIES] * 10, schema, threads=threads)
    assert sorted(done) == sorted([(slug, f"city_{slug}") for slug in CITIES] * 10)


def test_a_thread_begins_nowhere() -> None:
    def ask(_slug: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("select 1")

    with entered("gdansk"), pytest.raises(NotEntered):
        for_each_city(["gdynia"], ask, threads=2)


def test_no_connection_is_left_behind() -> None:
    for_each_city([*CITIES], schema, threads=2)
    with entered("gdansk"), connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity where datname = current_database()"
            " and usename = session_user"
        )
        assert cursor.fetchone() == (1,)
