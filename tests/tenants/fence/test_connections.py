"""Connections: whatever happens to them, the next statement runs where the code is."""

from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, connection, connections, transaction

from tenants.fence import FenceError, entered, entered_platform
from tenants.fence.backend.base import DatabaseWrapper
from tests.databases import admin_url, fenced

WHERE = "select current_schema()"


def _where() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"{WHERE}, current_user, current_setting('search_path')")
        row: tuple[str, str, str] = cursor.fetchone()
    assert row[1].endswith(f"_{row[0]}_run")
    assert row[0] == row[2]
    return row[0]


def _fail() -> None:
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("select 1 / 0")


def _rolled_back() -> None:
    with transaction.atomic():
        _where()
        transaction.set_rollback(True)


def _savepoint_rolled_back() -> None:
    with transaction.atomic(), transaction.atomic():
        _where()
        transaction.set_rollback(True)


def _committed_after_a_swallowed_error() -> None:
    """PostgreSQL answers such a COMMIT with a ROLLBACK, and without an error."""
    with transaction.atomic():
        _where()
        _fail()


def _said_in_sql(statement: str) -> Callable[[], None]:
    def say() -> None:
        with connection.cursor() as cursor:
            cursor.execute("begin")
            _where()
            cursor.execute(statement)

    return say


def _lost() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        [process] = cursor.fetchone()
    with psycopg.connect(admin_url(), autocommit=True) as admin:
        admin.execute("select pg_terminate_backend(%s, 5000)", [process])
    _fail()
    connection.close_if_unusable_or_obsolete()


ACCIDENTS: dict[str, Callable[[], None]] = {
    "rollback": _rolled_back,
    "rollback of a savepoint": _savepoint_rolled_back,
    "commit that rolls back": _committed_after_a_swallowed_error,
    "ROLLBACK in SQL": _said_in_sql("rollback"),
    "COMMIT in SQL": _said_in_sql("commit"),
    "RESET ALL in SQL": _said_in_sql("commit; reset all"),
    "DISCARD ALL in SQL": lambda: _say_alone("discard all"),
    "close": lambda: fenced().close(),
    "close_all": connections.close_all,
    "a lost connection": _lost,
}


def _say_alone(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("happens", ACCIDENTS.values(), ids=list(ACCIDENTS))
def test_after_every_accident_the_place_is_the_right_one(
    happens: Callable[[], None], committed_database: str
) -> None:
    with entered("gdynia"):
        assert _where() == "city_gdynia"
    with entered("gdansk"):
        happens()
        assert _where() == "city_gdansk"
    with entered("gdynia"):
        happens()
        assert _where() == "city_gdynia"
    with entered_platform():
        assert _where() == "public"


def test_a_place_that_cannot_be_taken_is_an_error_and_no_query(committed_database: str) -> None:
    with entered("gdansk"):
        _where()
    for slug in ("nowhere", "gdansk-nowy"):
        with entered(slug), pytest.raises(DatabaseError):
            _where()
    with entered("gdansk"):
        assert _where() == "city_gdansk"


def test_a_cursor_that_outlives_its_connection_is_silent(committed_database: str) -> None:
    """With a pool, the connection may be somebody else's by now."""
    with entered("gdansk"):
        cursor = connection.cursor()
        cursor.execute(WHERE)
        connection.close()
        for _ in range(2):
            with pytest.raises(InterfaceError):
                cursor.execute(WHERE)
            _where()


@pytest.fixture
def pooled(committed_database: str) -> Iterator[DatabaseWrapper]:
    """A wrapper whose pool holds one connection."""
    options = {**fenced().settings_dict["OPTIONS"], "pool": {"min_size": 1, "max_size": 1}}
    wanted = {**fenced().settings_dict, "OPTIONS": options, "CONN_MAX_AGE": 0}
    wrapper = DatabaseWrapper(wanted, alias="pooled")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def _ask(wrapper: DatabaseWrapper) -> str:
    with wrapper.cursor() as cursor:
        cursor.execute(WHERE)
        [schema] = cursor.fetchone()
    return str(schema)


def test_a_pooled_connection_is_told_nothing_while_the_city_stays(pooled: DatabaseWrapper) -> None:
    for _ in range(3):
        with entered("gdansk"):
            assert _ask(pooled) == "city_gdansk"
        pooled.close()
    assert pooled.switches == 1


def test_a_pooled_connection_changes_city_with_its_user(pooled: DatabaseWrapper) -> None:
    for slug in ("gdansk", "gdynia", "slupsk", "gdansk"):
        with entered(slug):
            assert _ask(pooled) == f"city_{slug}"
        pooled.close()
    assert pooled.switches == 4


def test_a_transaction_left_open_does_not_reach_the_next_user(pooled: DatabaseWrapper) -> None:
    with entered("gdynia"):
        assert _ask(pooled) == "city_gdynia"
    pooled.close()
    with entered("gdansk"):
        with pooled.cursor() as cursor:
            cursor.execute("begin")
        assert _ask(pooled) == "city_gdansk"
        pooled.close()
        assert _ask(pooled) == "city_gdansk"


def test_only_the_fence_sets_a_schema() -> None:
    for set_it in (fenced().set_schema, fenced().set_tenant):
        with pytest.raises(FenceError):
            set_it("city_gdansk")
    with pytest.raises(FenceError):
        fenced().schema_name = "city_gdansk"  # type: ignore[assignment]


def test_a_setting_of_sql_stays_in_the_pool(pooled: DatabaseWrapper) -> None:
    """Stated in decision 0004: path and role change with the city, other settings do not."""
    with entered("gdansk"), pooled.cursor() as cursor:
        cursor.execute("set statement_timeout = 4321")
        cursor.execute("begin; set local lock_timeout = 4321; commit")
    pooled.close()
    with entered("gdynia"), pooled.cursor() as cursor:
        for name, value in (("statement_timeout", "4321ms"), ("lock_timeout", "0")):
            cursor.execute(f"show {name}")
            assert cursor.fetchone() == (value,)
