"""The fence: no query from nowhere, none in the wrong city, and no fall-through to public."""

import asyncio
from threading import Thread

import pytest
from asgiref.sync import sync_to_async
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoCaptureOnCommitCallbacks

from casework.partners.models import Need
from ostoja.audit.models import AuditEvent
from tenants.fence import (
    NotEntered,
    WrongCity,
    after_commit,
    current_schema,
    entered,
    entered_platform,
)
from tenants.models import City
from tests.databases import fenced

pytestmark = pytest.mark.django_db


def test_a_query_from_nowhere_is_refused() -> None:
    with pytest.raises(NotEntered):
        Group.objects.count()


def test_each_city_has_its_own_rows() -> None:
    with entered("gdansk"):
        Group.objects.create(name="only in Gdańsk")
    with entered("gdynia"):
        assert not Group.objects.filter(name="only in Gdańsk").exists()
    with entered("gdansk"):
        assert Group.objects.filter(name="only in Gdańsk").exists()


def test_a_table_of_the_platform_is_missing_in_a_city() -> None:
    with entered("gdansk"), pytest.raises(ProgrammingError):
        City.objects.count()


def test_a_table_of_a_city_is_missing_on_the_platform() -> None:
    with entered_platform(), pytest.raises(ProgrammingError):
        Need.objects.count()


def test_the_platform_cannot_reach_a_city() -> None:
    with (
        entered_platform(),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
    ):
        cursor.execute("select * from city_gdansk.accounts_user")


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_auditevent set verb = 'x'",
        "delete from audit_auditevent",
        "truncate audit_auditevent",
    ],
)
def test_the_audit_can_only_be_added_to(statement: str) -> None:
    with entered("gdansk"):
        AuditEvent.objects.create(verb="x", object_type="x", object_id="x")
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_place_is_taken_again_after_a_rollback() -> None:
    with entered("gdansk"):
        Group.objects.create(name="before")
        with pytest.raises(DatabaseError), transaction.atomic(), entered("gdynia"):
            _fail_after_the_switch()
        assert Group.objects.filter(name="before").exists()


def _fail_after_the_switch() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1 / count(*) from auth_group where name = 'nobody'")


def test_a_city_that_stays_costs_no_statement_and_a_change_costs_one() -> None:
    with entered("gdansk"):
        Group.objects.count()
        before = fenced().switches
        Group.objects.count()
        assert fenced().switches == before
    with entered("gdynia"):
        Group.objects.count()
        assert fenced().switches == before + 1


def test_a_lazy_query_runs_in_no_other_city() -> None:
    with entered("gdansk"):
        needs = Need.objects.all()
    with entered("gdynia"), pytest.raises(WrongCity):
        list(needs)


def test_an_evaluated_query_is_not_read_in_another_city() -> None:
    with entered("gdansk"):
        needs = Need.objects.all()
        assert list(needs)
    with entered("gdynia"), pytest.raises(WrongCity):
        list(needs)


@pytest.mark.parametrize("method", ["save", "delete", "refresh_from_db"])
def test_a_row_is_neither_saved_nor_deleted_in_another_city(method: str) -> None:
    with entered("gdansk"):
        need = Need.objects.earliest("position")
    with entered("gdynia"), pytest.raises(WrongCity):
        getattr(need, method)()


def test_a_relation_is_not_followed_from_another_city() -> None:
    with entered("gdansk"):
        need = Need.objects.earliest("position")
    with entered("gdynia"), pytest.raises(WrongCity):
        list(need.services.all())


def test_content_types_keep_their_own_ids() -> None:
    ids = set()
    for slug in ("gdansk", "gdynia", "slupsk", "gdansk"):
        with entered(slug):
            ids.add(ContentType.objects.get_for_model(Need).pk)
    assert len(ids) == 3


def test_an_effect_after_commit_runs_in_its_own_city(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    seen = []
    with django_capture_on_commit_callbacks() as callbacks, entered("gdansk"):
        after_commit(lambda: seen.append(current_schema()))
    with entered("gdynia"):
        for callback in callbacks:
            callback()
    assert seen == ["city_gdansk"]


def test_a_new_thread_is_nowhere() -> None:
    seen: list[object] = []

    def look() -> None:
        try:
            current_schema()
        except NotEntered as error:
            seen.append(error)

    with entered("gdansk"):
        thread = Thread(target=look)
        thread.start()
        thread.join()
    assert len(seen) == 1


def test_the_city_follows_into_sync_to_async() -> None:
    async def ask() -> str:
        with entered("gdynia"):
            return await sync_to_async(current_schema)()

    assert asyncio.run(ask()) == "city_gdynia"


def test_the_switch_is_one_round_trip() -> None:
    with entered("gdansk"), CaptureQueriesContext(connection) as queries:
        Group.objects.count()
    assert len(queries) == 1


def test_a_generator_that_was_begun_here_goes_on_nowhere_else() -> None:
    with entered("gdansk"):
        needs = Need.objects.iterator()
    with entered("gdynia"), pytest.raises(WrongCity):
        next(needs)


@pytest.mark.parametrize("method", ["bulk_create", "bulk_update"])
def test_rows_of_another_city_are_not_written_in_bulk(method: str) -> None:
    with entered("gdansk"):
        need = Need.objects.earliest("position")
    fields = [["key"]] if method == "bulk_update" else []
    with entered("gdynia"), pytest.raises(WrongCity):
        getattr(Need.objects, method)([need], *fields)
