"""Statements that the server keeps: by city, for as long as they fit, and no others."""

import pytest
from django.contrib.auth.models import Group
from django.db import NotSupportedError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tenants.fence import Power, entered
from tenants.fence.backend.cursor import KeptCursor
from tests.databases import fenced

OFTEN = KeptCursor.OFTEN + 2
NAMES = "select name from auth_group where name like %s order by name"
KEPT = "select statement from pg_prepared_statements order by statement"


def ask(wanted: str = "body-%") -> list[str]:
    with fenced().kept_cursor() as cursor:
        cursor.execute(NAMES, [wanted])
        return [name for (name,) in cursor.fetchall()]


def kept() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return [statement for (statement,) in cursor.fetchall()]


@pytest.fixture
def two_cities(committed_database: str) -> None:
    for slug in ("gdansk", "gdynia"):
        with entered(slug):
            Group.objects.create(name=f"body-{slug}")


@pytest.mark.usefixtures("two_cities")
def test_only_what_is_asked_often_is_kept_and_by_city() -> None:
    with entered("gdansk"):
        ask()
        assert kept() == []
        for _ in range(OFTEN):
            assert ask() == ["body-gdansk"]
    with entered("gdynia"):
        for _ in range(OFTEN):
            assert ask() == ["body-gdynia"]
        assert [one.split()[1] for one in kept()] == ["city_gdansk", "city_gdynia"]


@pytest.mark.usefixtures("two_cities")
def test_cities_that_take_turns_each_get_their_own() -> None:
    for _ in range(OFTEN):
        for slug in ("gdansk", "gdynia"):
            with entered(slug):
                assert ask() == [f"body-{slug}"]


@pytest.mark.usefixtures("two_cities")
def test_values_are_no_part_of_what_is_kept() -> None:
    with entered("gdansk"):
        for at in range(OFTEN):
            assert ask(f"nobody-{at}") == []
        assert ask() == ["body-gdansk"]
        [statement] = kept()
    assert "nobody" not in statement


@pytest.mark.usefixtures("two_cities")
def test_ordinary_statements_are_never_kept() -> None:
    with entered("gdansk"):
        for _ in range(OFTEN):
            list(Group.objects.filter(name="body-gdansk"))
        assert kept() == []


def widen(slug: str) -> None:
    with entered(slug, Power.OWNER), connection.cursor() as cursor:
        cursor.execute("alter table auth_group alter column name type varchar(200)")


@pytest.mark.usefixtures("two_cities")
def test_a_column_that_changed_its_type_is_read_all_the_same() -> None:
    with entered("gdansk"):
        for _ in range(OFTEN):
            ask()
    widen("gdansk")
    with entered("gdansk"):
        for _ in range(OFTEN):
            assert ask() == ["body-gdansk"]


@pytest.mark.usefixtures("two_cities")
def test_inside_a_transaction_such_a_change_is_an_error_once() -> None:
    """Nothing can be asked again there; the next transaction begins with nothing kept."""
    with entered("gdansk"):
        for _ in range(OFTEN):
            ask()
    widen("gdansk")
    with entered("gdansk"):
        with pytest.raises(NotSupportedError), transaction.atomic():
            ask()
        with transaction.atomic():
            assert ask() == ["body-gdansk"]


@pytest.mark.usefixtures("two_cities")
def test_what_somebody_discarded_is_asked_anew() -> None:
    with entered("gdansk"):
        for _ in range(OFTEN):
            ask()
        with connection.cursor() as cursor:
            cursor.execute("deallocate all")
        assert ask() == ["body-gdansk"]


@pytest.mark.usefixtures("two_cities")
def test_the_log_of_queries_shows_what_was_kept() -> None:
    with entered("gdansk"), CaptureQueriesContext(connection) as asked:
        for _ in range(OFTEN):
            ask()
    said = [one["sql"] for one in asked.captured_queries if "set_config" not in one["sql"]]
    assert len(said) == OFTEN
    assert all("from auth_group" in one for one in said)
