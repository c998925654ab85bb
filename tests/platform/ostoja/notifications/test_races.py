"""Several workers at the very same moment: each person is told once, and gets one e-mail a day."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone

from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.notifications.choices import Mail
from ostoja.notifications.digest import NothingWaits, morning, write_digest
from ostoja.notifications.models import Notification, OutboxMessage
from tenants.fence import entered
from tests.cast import make_person
from tests.platform.ostoja.notifications.news import kind, tell

AT_ONCE = 6
EVENT = UUID("8d5f5c1e-1c0c-4f6e-9a57-2f6c3f0a1b02")


@pytest.fixture
def person(committed_database: str) -> Iterator[User]:
    """Somebody of Gdańsk, in a database that commits."""
    with entered("gdansk"):
        yield make_person(Role.ANALYST)


def all_at_once(work: Callable[[], Any]) -> list[Any]:
    """Run it in several threads, started together; results, or the kinds of their refusals."""
    barrier = Barrier(AT_ONCE)

    def run(_number: int) -> Any:
        try:
            with entered("gdansk"):
                barrier.wait(timeout=10)
                return work()
        except NothingWaits as refusal:
            return type(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, range(AT_ONCE)))


def test_one_event_told_by_many_is_told_once(person: User) -> None:
    made = kind()

    def work() -> int:
        with transaction.atomic():
            return tell(made, User.objects.get(pk=person.pk), event=EVENT)

    assert sorted(all_at_once(work)) == [0] * (AT_ONCE - 1) + [1]
    assert Notification.objects.count() == OutboxMessage.objects.count() == 1


def test_one_day_written_by_many_is_one_e_mail(person: User) -> None:
    tell(kind(mail=Mail.DIGEST), person)
    until = morning(timezone.now()).replace(hour=23)
    Notification.objects.update(created_at=until.replace(hour=1))
    done = all_at_once(lambda: write_digest(person=person, until=until))
    assert done.count(True) == 1
    assert done.count(NothingWaits) == AT_ONCE - 1
    assert OutboxMessage.objects.count() == 1
