"""Cursors and connections: whatever happens to them, a statement runs where the code is."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.backends.postgresql.base import Cursor, ServerSideCursor
from django.test.utils import CaptureQueriesContext

from tenants.fence import NotEntered, WrongCity, entered
from tenants.fence.backend.cursor import FencedCursor, FencedDebugCursor
from tests.databases import fenced

WHERE = "select current_schema()"
COPY_OUT = "copy (select current_schema()) to stdout"


def _copied(cursor: Any) -> str:
    with cursor.copy(COPY_OUT) as copying:
        return b"".join(bytes(block) for block in copying).decode().strip()


SPEAKS: dict[str, Callable[[Any], Any]] = {
    "execute": lambda cursor: cursor.execute(WHERE),
    "executemany": lambda cursor: cursor.executemany("select %s", [[1]]),
    "callproc": lambda cursor: cursor.callproc("current_schema"),
    "stream": lambda cursor: list(cursor.stream(WHERE)),
    "copy": _copied,
}
# These tell of what was said before, or speak to the server's own rows of it.
ANSWERS = {"fetchone", "fetchmany", "fetchall", "scroll"}
SILENT = {"close", "nextset", "results", "set_result", "setinputsizes", "setoutputsize", "mogrify"}


@pytest.fixture(params=[False, True], ids=["plain", "debug"])
def cursor(request: pytest.FixtureRequest, db: None) -> Iterator[FencedCursor]:
    """A cursor of each kind that the backend makes."""
    fenced().force_debug_cursor = request.param
    with connection.cursor() as made:
        yield made  # type: ignore[misc]
    fenced().force_debug_cursor = False


def test_the_methods_that_speak_are_known() -> None:
    """What a later psycopg adds has to be fenced, or listed here as silent."""
    public = {
        name
        for kind in (Cursor, ServerSideCursor)
        for name in dir(kind)
        if not name.startswith("_") and callable(getattr(kind, name))
    }
    assert public - SILENT <= {*SPEAKS, *ANSWERS}
    for name in {*SPEAKS, *ANSWERS} - {"execute", "executemany"}:
        assert name in vars(FencedCursor)
    assert {"_execute", "_executemany"} <= vars(FencedCursor).keys()


@pytest.mark.parametrize("speak", SPEAKS.values(), ids=list(SPEAKS))
def test_nothing_is_said_from_nowhere(cursor: FencedCursor, speak: Callable[[Any], Any]) -> None:
    with entered("gdansk"):
        cursor.execute(WHERE)
    with pytest.raises(NotEntered):
        speak(cursor)


@pytest.mark.parametrize("name", ["execute", "callproc", "stream", "copy"])
def test_every_way_of_speaking_takes_the_place(cursor: FencedCursor, name: str) -> None:
    with entered("gdansk"):
        cursor.execute(WHERE)
    with entered("gdynia"):
        said = SPEAKS[name](cursor)
        if name in {"execute", "callproc"}:
            said = cursor.fetchall()
    assert "city_gdynia" in str(said)


def test_what_is_said_later_is_said_where_the_code_is_then(cursor: FencedCursor) -> None:
    """The driver sends these only when the first row, or the block, is asked for."""
    with entered("gdansk"):
        rows = cursor.stream(WHERE)
        copying = cursor.copy(COPY_OUT)
    with entered("gdynia"):
        assert list(rows) == [("city_gdynia",)]
        with copying as copied:
            assert b"city_gdynia" in bytes(copied.read())


READS: dict[str, Callable[[Any], Any]] = {
    "fetchone": lambda cursor: cursor.fetchone(),
    "fetchmany": lambda cursor: cursor.fetchmany(1),
    "fetchall": lambda cursor: cursor.fetchall(),
    "iteration": lambda cursor: next(iter(cursor)),
}


@pytest.mark.parametrize("read", READS.values(), ids=list(READS))
def test_rows_are_handed_to_nobody_elsewhere(
    cursor: FencedCursor, read: Callable[[Any], Any]
) -> None:
    with entered("gdansk"):
        cursor.execute(WHERE)
        with entered("gdynia"), pytest.raises(WrongCity):
            read(cursor)
        assert "city_gdansk" in str(read(cursor))
    with pytest.raises(NotEntered):
        read(cursor)


@pytest.mark.django_db
def test_a_server_side_cursor_stays_in_its_city() -> None:
    """Groups are Django's own model: no query set of ours watches over them."""
    with entered("gdansk"):
        Group.objects.bulk_create(Group(name=f"group {number}") for number in range(5))
        groups = Group.objects.iterator(chunk_size=2)
        assert [next(groups).name, next(groups).name]
    with entered("gdynia"), pytest.raises(WrongCity):
        next(groups)


@pytest.mark.django_db
def test_savepoints_pass_from_nowhere_and_nothing_else_with_them() -> None:
    with transaction.atomic(), transaction.atomic():
        pass
    connection.check_constraints()
    with pytest.raises(NotEntered), connection.cursor() as cursor:
        cursor.execute(f'SAVEPOINT "x"; {WHERE}')


def test_debug_cursors_are_fenced_and_still_log() -> None:
    assert issubclass(FencedDebugCursor, FencedCursor)


@pytest.mark.django_db
def test_a_logged_copy_is_in_the_log() -> None:
    with entered("gdansk"), CaptureQueriesContext(connection) as queries:
        with connection.cursor() as cursor:
            _copied(cursor)
        Group.objects.count()
    assert len(queries) == 2
    assert queries[0]["sql"] == COPY_OUT
