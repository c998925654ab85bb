"""Every task is idempotent: a second run changes nothing, two at once do what one does.

The queue may hand out a task again (its worker was killed), and the clock may send it twice.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from ostoja.celery import app
from tenants.fence import Power, entered
from tenants.fence.tasks import FencedTask
from tenants.models import SpareSchema
from tenants.schemas import making
from tests.databases import TemplateDatabase
from tests.isolation.world import World, make_world
from tests.tenants.due_tasks import DUE, nothing

app.loader.import_default_modules()
TABLES = """
select table_name from information_schema.tables
where table_schema = current_schema() and table_type = 'BASE TABLE'
"""


@pytest.fixture(scope="module")
def world(
    template_database: TemplateDatabase,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[World]:
    """A city with rows of every kind, in a clone that this module writes to."""
    name = f"ostoja_test_{worker_id}_twice"
    with django_db_blocker.unblock(), template_database.cloned(name):
        yield make_world("gdansk")


def _of_cities() -> set[str]:
    return {
        name
        for name, task in app.tasks.items()
        if isinstance(task, FencedTask) and not name.startswith("tests.")
    }


def _rows() -> dict[str, str]:
    """What stands in each table of the city, in short."""
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute(TABLES)
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(
                "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)),"
                f" '') from {name} t"
            )
            [found[name]] = cursor.fetchone()
    return {**found, "letters": str(len(mail.outbox))}


def _numbers(rows: dict[str, str]) -> Counter[str]:
    return Counter({name: int(text.split()[0]) for name, text in rows.items()})


def _did(task: Any, args: list[Any]) -> None:
    with entered("gdansk"):
        task.run(*args)


def _two_at_once(task: Any, args: list[Any]) -> None:
    together = Barrier(2)

    def one() -> None:
        try:
            with entered("gdansk"):
                connection.ensure_connection()
                together.wait(timeout=30)
                task.run(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(one) for _ in range(2)]:
            done.result()


@pytest.fixture
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of today: daily e-mails are due, whenever the test runs."""
    noon = timezone.localtime().replace(hour=12, minute=0)

    class Noon:
        @staticmethod
        def now() -> datetime:
            return noon

    monkeypatch.setattr("ostoja.notifications.digest.timezone", Noon)


@pytest.fixture
def _sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks that tasks send are not run here."""
    monkeypatch.setattr("tenants.fence.tasks.stand_in_line", lambda *_, **__: None)


def test_no_task_is_left_out() -> None:
    assert _of_cities() == set(DUE)


@pytest.mark.usefixtures("_noon", "_sent")
@pytest.mark.parametrize("name", sorted(DUE))
def test_a_second_run_changesnothing_and_two_at_once_do_what_one_does(
    world: World, django_db_blocker: DjangoDbBlocker, name: str
) -> None:
    task = app.tasks[name]
    with django_db_blocker.unblock():
        with entered("gdansk"):
            args = DUE[name](world)
        before = _rows()
        _did(task, args)
        once = _rows()
        _did(task, args)
        assert _rows() == once
        assert once != before or DUE[name] is nothing
        with entered("gdansk"):
            args = DUE[name](world)
        again = _rows()
        _two_at_once(task, args)
        grown, wanted = _numbers(_rows()), _numbers(once)
        grown.subtract(_numbers(again))
        wanted.subtract(_numbers(before))
        assert grown == wanted


@pytest.mark.usefixtures("committed_database")
def test_spares_are_made_once_by_two_at_once() -> None:
    from tenants.fence import entered_platform

    def keep() -> int:
        try:
            return making.keep_spares()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        made = [done.result() for done in [threads.submit(keep) for _ in range(2)]]
    with entered_platform():
        assert SpareSchema.objects.count() == making.SPARES == sum(made)
