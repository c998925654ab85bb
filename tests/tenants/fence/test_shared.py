"""What cities share carries the city: cache keys, sessions, signatures, tasks."""

from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.db import connection

from ostoja.celery import app
from ostoja.notifications.tasks import deliver_waiting
from tenants.fence import NotEntered, current_schema, entered, entered_platform
from tenants.fence.sessions import SessionStore
from tenants.fence.signing import signer
from tenants.fence.tasks import city_task

pytestmark = pytest.mark.django_db


@city_task
def _where_am_i() -> str:
    return current_schema()


@pytest.fixture
def eager(settings: Any) -> Any:
    app.conf.task_always_eager = True
    app.conf.task_eager_propagates = True
    yield
    app.conf.task_always_eager = False


def test_cache_keys_carry_the_city() -> None:
    with entered("gdansk"):
        cache.set("colour", "amber", 30)
    with entered("gdynia"):
        assert cache.get("colour") is None
    with entered("gdansk"):
        assert cache.get("colour") == "amber"
        cache.delete("colour")


def test_the_cache_needs_a_city() -> None:
    with pytest.raises(NotEntered):
        cache.get("colour")


def test_a_copied_session_reads_as_empty_elsewhere() -> None:
    with entered("gdansk"):
        session = SessionStore()
        session["_auth_user_id"] = "7"
        session.save()
        with connection.cursor() as cursor:
            cursor.execute("select session_key, session_data, expire_date from django_session")
            row = cursor.fetchone()
        assert SessionStore(session.session_key).load() == {"_auth_user_id": "7"}
    with entered("gdynia"):
        with connection.cursor() as cursor:
            cursor.execute("insert into django_session values (%s, %s, %s)", row)
        assert SessionStore(session.session_key).load() == {}


def test_signatures_hold_in_their_own_city_only() -> None:
    with entered("gdansk"):
        signed = signer("link").sign("7")
        assert signer("link").unsign(signed) == "7"
        with pytest.raises(signing.BadSignature):
            signer("another purpose").unsign(signed)
    with entered("gdynia"), pytest.raises(signing.BadSignature):
        signer("link").unsign(signed)


def test_a_task_runs_in_the_city_that_sent_it(eager: None) -> None:
    with entered("gdynia"):
        sent = _where_am_i.apply_async()
    assert sent.get() == "city_gdynia"


def test_a_task_is_not_sent_from_nowhere() -> None:
    with pytest.raises(NotEntered):
        deliver_waiting.delay()


def test_a_task_without_a_city_is_not_run() -> None:
    with pytest.raises(NotEntered):
        deliver_waiting()


def test_the_platform_is_not_a_city() -> None:
    from tenants.fence import current_city

    with entered_platform(), pytest.raises(NotEntered):
        current_city()
