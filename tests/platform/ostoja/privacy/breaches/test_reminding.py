"""The officer is told of a breach at once, and again 24 and 6 hours before the 72 are over."""

import pytest

from ostoja.access.roles import Role
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.privacy.breaches.choices import EntryKind, Risk
from ostoja.privacy.breaches.models import Breach
from ostoja.privacy.breaches.tasks import recall_clocks
from tests.cast import Cast, make_person
from tests.platform.ostoja.privacy.breaches.test_breaches import HOUR, entered, noticed


def told(person: User, kind: str) -> int:
    return Notification.objects.filter(person=person, kind=kind).count()


def test_everybody_who_looks_after_breaches_is_told_at_once_but_who_recorded_it(
    cast: Cast,
) -> None:
    other = make_person(Role.DPO, email="deputy@city.example")
    breach = noticed(cast)
    assert (told(other, "breach-noticed"), told(cast.officer, "breach-noticed")) == (1, 0)
    assert not Notification.objects.exclude(person=other).exists()
    letter = OutboxMessage.objects.get()
    assert letter.to == other.email and "telefon" not in letter.subject + letter.body
    assert str(breach.pk) not in letter.body


@pytest.mark.parametrize(("hours_ago", "times"), [(1, 0), (47, 0), (49, 1), (67, 1), (80, 1)])
def test_a_reminder_comes_once_in_its_time(cast: Cast, hours_ago: int, times: int) -> None:
    noticed(cast, hours_ago)
    for _turn in range(3):
        recall_clocks.run()
    assert told(cast.officer, "breach-ends-soon") == times
    assert AuditEvent.objects.filter(verb="breach.recalled").count() == times


def test_there_are_two_of_them(cast: Cast) -> None:
    breach = noticed(cast, 49)
    recall_clocks.run()
    Breach.objects.update(noticed_at=breach.noticed_at - 18 * HOUR)
    recall_clocks.run()
    assert told(cast.officer, "breach-ends-soon") == 2


@pytest.mark.parametrize("decision", [EntryKind.AUTHORITY, EntryKind.NO_AUTHORITY])
def test_a_decision_ends_them(cast: Cast, decision: EntryKind) -> None:
    breach = noticed(cast, 60)
    recall_clocks.run()
    entered(cast, breach, EntryKind.NOTE)
    assert Notification.objects.filter(person=cast.officer, read_at=None).exists()
    entered(cast, breach, decision, risk=Risk.UNLIKELY)
    assert not Notification.objects.filter(person=cast.officer, read_at=None).exists()
    Breach.objects.update(noticed_at=breach.noticed_at - 8 * HOUR)
    assert recall_clocks.run() == 0
