"""One thread and one connection for a request, given back at its end."""

import threading
from collections.abc import Iterator

import pytest
from django.db import connections

from tenants.fence.backend.base import DatabaseWrapper
from tests.entrance import Entrance


@pytest.fixture
def opened(
    committed_database: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[DatabaseWrapper]]:
    """The connections that other threads than the test's make."""
    made: list[DatabaseWrapper] = []
    connect, here = DatabaseWrapper.connect, threading.get_ident()

    def noting(wrapper: DatabaseWrapper) -> None:
        if threading.get_ident() != here:
            made.append(wrapper)
        connect(wrapper)

    monkeypatch.setattr(DatabaseWrapper, "connect", noting)
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    yield made
    for wrapper in made:
        if wrapper.connection is not None:
            wrapper.connection.close()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pl/", 200),
        ("/pl/nothing-here/", 404),
        ("/pl/staff/", 302),
        ("/q/NONE00", 404),
        ("/static/none.css", 404),
    ],
)
def test_a_request_has_one_connection_and_gives_it_back(
    opened: list[DatabaseWrapper], path: str, status: int
) -> None:
    assert Entrance().ask(path).status == status
    assert len(opened) == 1
    assert opened[0].connection is None
