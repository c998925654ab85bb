"""What is due for each task: rows that it has work with, and its arguments."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.utils import timezone

from api.models import Sending
from api.webhooks.models import Attempt, Delivery, Webhook
from casework.cases.models import Case, CaseTask, CaseTerms, Consent, FollowUp
from casework.intake.models import Conversation
from casework.minors.models import Edition
from casework.partners.models import Organisation
from casework.referrals.access import align
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.roster.models import DutyPlace, GapWarning
from ostoja.notifications.models import Notification, OutboxMessage
from ostoja.tables.choices import Work
from ostoja.tables.models import Batch
from tests.isolation.world import World
from tests.tenants.due_in_privacy import breaches, erasures, night, run
from tests.tenants.due_in_stores import stores

Prepare = Callable[[World], list[Any]]


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


def _open(world: World) -> None:
    """The case as it was made: another task's row may have closed it."""
    Notification.objects.exclude(pk=world.notification.pk).delete()
    assert Case.objects.filter(pk=world.case.pk).update(state="open", closed_at=None)


def _clocks(by: timedelta) -> Prepare:
    def prepare(world: World) -> list[Any]:
        _open(world)
        waiting = Referral.objects.filter(pk=world.transfer.pk)
        assert waiting.update(state=State.SENT, respond_by=timezone.now() + by)
        return []

    return prepare


def _consents(world: World) -> list[Any]:
    """What rests on a consent whose last day was yesterday; the bed that hung on it is free."""
    _open(world)
    ended = world.shelter.hold
    type(ended).objects.filter(pk=ended.pk, ended_at=None).update(
        ended_at=timezone.now(), end="referral_ended"
    )
    ended.nights.all().delete()
    yesterday = timezone.localdate() - timedelta(days=1)
    given = yesterday - timedelta(days=30)
    ours = Consent.objects.filter(pk=world.person_consent.pk)
    assert ours.update(given_on=given, expires_on=yesterday)
    resting = Referral.objects.filter(pk=world.referral.pk)
    assert resting.update(
        state=State.SENT,
        reason="",
        respond_by=timezone.now() + timedelta(days=1),
        legal_basis="consent",
        consent=world.person_consent,
        consent_given_on=yesterday,
    )
    align(world.case, world.cast.partner)
    _waits_to_be_told(world, timezone.now() + timedelta(days=1))
    return []


def _old_records(world: World) -> list[Any]:
    """A partner's record that nobody has confirmed for two years."""
    Notification.objects.exclude(pk=world.notification.pk).delete()
    long_ago = timezone.localdate() - timedelta(days=730)
    Organisation.objects.filter(pk=world.cast.partner.pk).update(verified_on=long_ago)
    return []


def _returned(world: World) -> list[Any]:
    """A transfer that came back long ago, and about which nobody has decided."""
    _open(world)
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


def _visits(world: World) -> list[Any]:
    """Nobody has said for an hour that they are at the door."""
    world.work.visit.alarms.all().delete()
    late = timezone.now() - timedelta(hours=1)
    ours = type(world.work.visit).objects.filter(pk=world.work.visit.pk)
    assert ours.update(state="planned", outcome="", ended_at=None, starts_at=late, stage=0)
    Notification.objects.exclude(pk=world.notification.pk).delete()
    return []


def _waits_to_be_told(world: World, due: datetime) -> None:
    """Nobody has told the person yet what became of the referral."""
    waiting = {"state": "waiting", "way": "", "why_not": "", "ended_at": None, "again_on": None}
    found = type(world.work.telling).objects.filter(pk=world.work.telling.pk)
    assert found.update(**waiting, reminders=0, due_at=due, remind_at=due)


def _tellings(world: World) -> list[Any]:
    """Somebody should have told the person yesterday."""
    _open(world)
    Notification.objects.exclude(pk=world.notification.pk).delete()
    _waits_to_be_told(world, timezone.now() - timedelta(days=1))
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


def _tasks(world: World) -> list[Any]:
    _open(world)
    soon = timezone.now() + timedelta(hours=3)
    assert CaseTask.objects.filter(pk=world.work.task.pk).update(state="open", due_at=soon)
    return []


def _follow_ups(world: World) -> list[Any]:
    """Somebody is to ask today after a case that was closed."""
    Notification.objects.exclude(pk=world.notification.pk).delete()
    FollowUp.objects.filter(case=world.case).delete()
    closed = Case.objects.filter(pk=world.case.pk)
    assert closed.update(state="closed", closed_at=timezone.now())
    FollowUp.objects.create(
        case=world.case, day=timezone.localdate(), way="meeting", group=world.cast.centre.group
    )
    return []


def _duties(world: World) -> list[Any]:
    _open(world)
    late = timezone.now() - timedelta(hours=3)
    assert CaseTask.objects.filter(is_duty=True).update(state="open", ended_at=None, due_at=late)
    return []


def _sendings(world: World) -> list[Any]:
    by = {"user": world.cast.consultant, "fingerprint": b"x", "status": 201, "answer": ""}
    old = timezone.now() - timedelta(days=2)
    Sending.objects.create(key="k", created_at=old, **by)
    return []


def _webhooks(world: World) -> list[Any]:
    """A message for a system that is not there."""
    Delivery.objects.exclude(pk=world.work.hooks.message.pk).delete()
    Attempt.objects.all().delete()
    Webhook.objects.update(paused="", paused_at=None, address="http://127.0.0.1:9/")
    now = timezone.now()
    Delivery.objects.update(delivered_at=None, given_up_at=None, attempts=0, next_attempt_at=now)
    return []


def _file(world: World) -> list[Any]:
    Batch.objects.filter(pk=world.batch.pk).update(
        work=Work.CHECK, work_since=timezone.now(), waiting=[]
    )
    return [str(world.batch.pk), Work.CHECK.value, str(world.cast.administrator.pk), ""]


def nothing(world: World) -> list[Any]:
    return []


def _unread(world: World) -> list[Any]:
    """The city's own standards, which nobody of its office has read, and a review that is due."""
    Notification.objects.filter(kind__startswith="standards-").delete()
    two_years_ago = timezone.localdate() - timedelta(days=2 * 366)
    Edition.objects.filter(standards=world.minors.standards, number=1).update(
        in_force_from=two_years_ago
    )
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
    "casework.intake.tasks.fetch_mail": nothing,
    "casework.meetings.tasks.recall_due_outcomes": _outcomes,
    "casework.minors.tasks.watch_standards": _unread,
    "casework.partners.tasks.recall_checks": _old_records,
    "casework.playbooks.tasks.watch_duties": _duties,
    "casework.roster.tasks.warn_of_gaps": _gaps,
    "casework.shelter.tasks.watch_stays": _stays,
    "casework.benefits.tasks.watch_stores": stores,
    "casework.visits.tasks.watch_visits": _visits,
    "casework.telling.tasks.recall_tellings": _tellings,
    "casework.intake.tasks.watch_the_inbox": _overdue,
    # tests/casework/files holds that a file is checked, and swept, once.
    "casework.files.tasks.check_waiting_files": nothing,
    "casework.files.tasks.sweep_files": nothing,
    "casework.cases.tasks.renew_search_terms": _terms,
    "casework.cases.tasks.recall_tasks": _tasks,
    "casework.cases.tasks.raise_follow_ups": _follow_ups,
    "api.tasks.forget_sendings": _sendings,
    "api.webhooks.tasks.deliver_webhooks": _webhooks,
    "ostoja.privacy.breaches.tasks.recall_clocks": breaches,
    "ostoja.privacy.retention.tasks.carry_out": run,
    "ostoja.privacy.retention.tasks.nightly": night,
    "ostoja.privacy.requests.tasks.erase": erasures,
    "ostoja.privacy.requests.tasks.erase_what_is_left": lambda world: erasures(world)[:0],
    "ostoja.tables.tasks.work_on": _file,
    # tests/accessibility/statement/test_review.py holds that it writes once.
    "accessibility.statement.tasks.recall_review": nothing,
}
