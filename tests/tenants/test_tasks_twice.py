"""Every task is idempotent: a second run changes nothing, two at once do what one does.

The queue may hand out a task again (its worker was killed), and the clock may send it twice.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from api.models import Sending
from casework.cases.models import CaseTerms, Consent
from casework.intake.models import Conversation
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.roster.models import DutyPlace, GapWarning
from ostoja.celery import app
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.privacy.retention.models import RetentionRun
from ostoja.tables.choices import Work
from ostoja.tables.models import Batch
from tenants.fence import Power, entered
from tenants.fence.tasks import FencedTask
from tenants.models import SpareSchema
from tenants.schemas import making
from tests.databases import TemplateDatabase
from tests.isolation.world import World, make_world

app.loader.import_default_modules()
Prepare = Callable[[World], list[Any]]
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


def _letters(world: World) -> list[Any]:
    mail.outbox.clear()
    OutboxMessage.objects.all().delete()
    for number in range(3):
        OutboxMessage.objects.create(to=f"p{number}@gdansk.example", subject="S", body="B")
    return []


def _news(world: World) -> list[Any]:
    OutboxMessage.objects.all().delete()
    yesterday = timezone.now() - timedelta(days=1)
    Notification.objects.update(mail="digest", digested_at=None, read_at=None, created_at=yesterday)
    assert Notification.objects.exists()
    return []


def _clocks(by: timedelta) -> Prepare:
    def prepare(world: World) -> list[Any]:
        Notification.objects.exclude(pk=world.notification.pk).delete()
        waiting = Referral.objects.filter(pk=world.transfer.pk)
        assert waiting.update(state=State.SENT, respond_by=timezone.now() + by)
        return []

    return prepare


def _consents(world: World) -> list[Any]:
    """What rests on a consent whose last day was yesterday."""
    yesterday = timezone.localdate() - timedelta(days=1)
    Consent.objects.filter(pk=world.person_consent.pk).update(expires_on=yesterday)
    resting = Referral.objects.filter(pk=world.referral.pk)
    assert resting.update(
        state=State.SENT,
        reason="",
        respond_by=timezone.now() + timedelta(days=1),
        legal_basis="consent",
        consent=world.person_consent,
        consent_given_on=yesterday,
    )
    return []


def _returned(world: World) -> list[Any]:
    """A transfer that came back long ago, and about which nobody has decided."""
    Notification.objects.exclude(pk=world.notification.pk).delete()
    world.transfer.steps.update(at=timezone.now() - timedelta(days=9))
    came_back = Referral.objects.filter(pk=world.transfer.pk)
    assert came_back.update(state=State.DECLINED, respond_by=None, acknowledged_at=None)
    return []


def _outcomes(world: World) -> list[Any]:
    Notification.objects.exclude(pk=world.notification.pk).delete()
    tomorrow = timezone.localdate() + timedelta(days=1)
    type(world.outcome).objects.filter(pk=world.outcome.pk).update(
        due_on=tomorrow, owner=world.cast.partner
    )
    return []


def _gaps(world: World) -> list[Any]:
    assert DutyPlace.objects.filter(always=True).exists()  # and nobody is there
    GapWarning.objects.all().delete()
    Notification.objects.exclude(pk=world.notification.pk).delete()
    return []


def _stays(world: World) -> list[Any]:
    stay = world.shelter.stay
    today = timezone.localdate()
    stay.nights.all().delete()
    stay.nights.create(bed=world.shelter.bed, case=stay.case, night=today - timedelta(days=1))
    type(stay).objects.filter(pk=stay.pk).update(
        started_on=today - timedelta(days=5),
        planned_end_on=today,
        limit_on=today + timedelta(days=6),
        warned_days=None,
    )
    Notification.objects.exclude(pk=world.notification.pk).delete()
    return []


def _overdue(world: World) -> list[Any]:
    long_ago = timezone.now() - timedelta(days=2)
    Conversation.objects.filter(pk=world.conversation.pk).update(
        state="claimed", waiting_since=long_ago, is_doubtful=False
    )
    return []


def _terms(world: World) -> list[Any]:
    assert CaseTerms.objects.all().delete()[0]
    return []


def _sendings(world: World) -> list[Any]:
    by = {"user": world.cast.consultant, "fingerprint": b"x", "status": 201, "answer": ""}
    old = timezone.now() - timedelta(days=2)
    Sending.objects.create(key="k", created_at=old, **by)
    return []


def _run(world: World) -> list[Any]:
    return [str(RetentionRun.objects.create(asked_by=None).pk)]


def _night(world: World) -> list[Any]:
    RetentionRun.objects.all().delete()
    return []


def _file(world: World) -> list[Any]:
    Batch.objects.filter(pk=world.batch.pk).update(
        work=Work.CHECK, work_since=timezone.now(), waiting=[]
    )
    return [str(world.batch.pk), Work.CHECK.value, str(world.cast.administrator.pk), ""]


def _nothing(world: World) -> list[Any]:
    return []


HOUR = timedelta(hours=1)
DUE: dict[str, Prepare] = {
    "ostoja.notifications.tasks.deliver_waiting": _letters,
    "ostoja.notifications.tasks.write_digests": _news,
    "casework.referrals.tasks.expire_overdue": _clocks(-HOUR),
    "casework.referrals.tasks.recall_clocks": _clocks(HOUR / 6),
    "casework.referrals.tasks.end_over_consents": _consents,
    "casework.referrals.tasks.escalate_returned": _returned,
    # tests/casework/intake/test_mail_fetching.py holds that each e-mail is taken once.
    "casework.intake.tasks.fetch_mail": _nothing,
    "casework.meetings.tasks.recall_due_outcomes": _outcomes,
    "casework.roster.tasks.warn_of_gaps": _gaps,
    "casework.shelter.tasks.watch_stays": _stays,
    "casework.intake.tasks.watch_the_inbox": _overdue,
    # tests/casework/files holds that a file is checked, and swept, once.
    "casework.files.tasks.check_waiting_files": _nothing,
    "casework.files.tasks.sweep_files": _nothing,
    "casework.cases.tasks.renew_search_terms": _terms,
    "api.tasks.forget_sendings": _sendings,
    "ostoja.privacy.retention.tasks.carry_out": _run,
    "ostoja.privacy.retention.tasks.nightly": _night,
    "ostoja.tables.tasks.work_on": _file,
    # tests/accessibility/statement/test_review.py holds that it writes once.
    "accessibility.statement.tasks.recall_review": _nothing,
}


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
def test_a_second_run_changes_nothing_and_two_at_once_do_what_one_does(
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
        assert once != before or DUE[name] is _nothing
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
