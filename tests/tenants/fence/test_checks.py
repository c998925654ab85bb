"""What stops a start: a login that is too powerful, unsafe settings (poolers: test_poolers)."""

import pytest
from django.db import connection

from tenants.fence import entered_platform
from tenants.fence.checks import (
    _acknowledged_is_kept,
    _login_is_ordinary,
    database_is_fenced,
    stop_if_unsafe,
)

pytestmark = pytest.mark.django_db


class _Answers:
    """A cursor that answers one row, whatever it is asked."""

    def __init__(self, row: tuple[object, ...]) -> None:
        self.row = row

    def execute(self, statement: str, parameters: object = None) -> None:
        """Nothing is asked."""

    def fetchone(self) -> tuple[object, ...]:
        return self.row


def test_the_tests_own_database_keeps_nothing_and_says_so() -> None:
    assert [found.id for found in database_is_fenced(databases=["default"])] == ["fence.E002"]


def test_without_a_database_nothing_is_asked() -> None:
    assert database_is_fenced() == []


def test_the_login_of_the_application_is_ordinary() -> None:
    with entered_platform(), connection.cursor() as cursor:
        assert _login_is_ordinary(cursor) is None
        found = _acknowledged_is_kept(cursor)
        assert found is not None
        assert "synchronous_commit" in found.msg


def test_a_powerful_login_is_refused() -> None:
    found = _login_is_ordinary(_Answers((True,)))  # type: ignore[arg-type]
    assert found is not None
    assert found.id == "fence.E001"


def test_nobody_is_served_from_an_unsafe_database() -> None:
    with pytest.raises(SystemExit, match=r"synchronous_commit.*postgresql\.conf"):
        stop_if_unsafe()


def test_on_a_machine_of_ones_own_nothing_need_be_kept() -> None:
    stop_if_unsafe(is_local=True)
