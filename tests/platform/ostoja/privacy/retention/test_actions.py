"""Runs of deletion: what goes, what stays, and what the log says."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.cases.models import Case, CaseNeed, Note
from casework.intake.models import Conversation, Message
from casework.referrals.models import Referral, Step
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import SignInFailure
from ostoja.audit.models import AuditEvent
from ostoja.notifications.actions import choose
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from ostoja.privacy.retention import actions, selectors
from ostoja.privacy.retention.models import Disposal, Hold
from tenants.fence import Power, entered
from tests.cast import Cast
from tests.platform.ostoja.privacy.retention.situations import closed_case, kind, report, run

TEN_YEARS = 3_653


def hold(case: Case, cast: Cast, **facts: Any) -> Hold:
    said = {"submission": uuid4(), "kind": kind("cases"), "object_id": case.pk, "reason": "Sąd"}
    return actions.place_hold(**{**said, "by": cast.officer, **facts})


def test_an_old_case_goes_with_everything_that_belongs_to_it(cast: Cast) -> None:
    old, young = closed_case(cast, TEN_YEARS + 1), closed_case(cast, TEN_YEARS - 1)
    run()
    assert list(Case.objects.all()) == [young]
    for model in (Note, CaseNeed, Referral, Conversation):
        assert not model._default_manager.filter(case_id=old.pk).exists()
        assert model._default_manager.filter(case_id=young.pk).exists()
    assert {step.referral.case_id for step in Step.objects.all()} == {young.pk}
    assert Message.objects.count() == 1


def test_the_log_holds_the_identifier_and_nothing_else(cast: Cast) -> None:
    old = closed_case(cast, TEN_YEARS + 1)
    made = run()
    row = Disposal.objects.get(key="cases")
    assert (row.object_id, row.run) == (str(old.pk), made.pk)
    assert {field.name for field in Disposal._meta.fields} == {
        "id",
        "run",
        "key",
        "object_id",
        "at",
    }


def test_an_open_case_is_never_due_however_old(cast: Cast) -> None:
    case = closed_case(cast, TEN_YEARS + 1)
    Case.objects.filter(pk=case.pk).update(state="open", closed_at=None, opened_at="2001-01-01T00Z")
    run()
    assert Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize(
    ("days", "state", "stays"),
    [
        (366, "closed", False),
        (366, "answered", False),
        (364, "closed", True),
        (4_000, "waiting", True),
    ],
)
def test_a_conversation_goes_after_its_last_word(
    cast: Cast, days: int, state: str, stays: bool
) -> None:
    conversation = report(days, state)
    run()
    assert Conversation.objects.filter(pk=conversation.pk).exists() == stays


def test_the_audit_goes_after_two_years_although_requests_cannot_delete_it(cast: Cast) -> None:
    now = timezone.now()
    for days in (732, 730):
        AuditEvent.objects.create(verb="case.seen", object_id=str(days), object_type="x")
    with entered("gdansk", Power.OWNER):
        AuditEvent.objects.filter(object_id="732").update(at=now - timedelta(days=732))
        AuditEvent.objects.filter(object_id="730").update(at=now - timedelta(days=730))
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        AuditEvent.objects.filter(object_id="732").delete()
    run()
    assert set(AuditEvent.objects.filter(verb="case.seen").values_list("object_id", flat=True)) == {
        "730"
    }


def test_sign_ins_sessions_and_sent_messages_go(gdansk: None) -> None:
    then = timezone.now() - timedelta(days=40)
    SignInFailure.objects.create(email_hash=b"x" * 32)
    SignInFailure.objects.update(at=then)
    Session.objects.create(session_key="geheim", session_data="", expire_date=then)
    OutboxMessage.objects.create(to="a@b.example", subject="s", body="b", sent_at=then)
    unsent = OutboxMessage.objects.create(to="a@b.example", subject="s", body="b")
    run()
    assert not SignInFailure.objects.exists()
    assert not Session.objects.exists()
    assert list(OutboxMessage.objects.all()) == [unsent]
    assert not Disposal.objects.filter(object_id="geheim").exists()


@pytest.mark.parametrize(("days", "stays"), [(91, False), (89, True)])
def test_what_people_were_told_goes_after_three_months(cast: Cast, days: int, stays: bool) -> None:
    row = Notification.objects.create(person=cast.consultant, kind="x", event=uuid4(), mail="none")
    then = timezone.now() - timedelta(days=days)
    Notification.objects.filter(pk=row.pk).update(created_at=then)
    run()
    assert Notification.objects.filter(pk=row.pk).exists() is stays


def test_choices_go_after_the_people_who_left(cast: Cast) -> None:
    for person in (cast.consultant, cast.colleague):
        choose(person=person, version=0, channels={}, by=person)
    Choices.objects.update(changed_at=timezone.now() - timedelta(days=181))
    cast.colleague.is_active = False
    cast.colleague.save()
    run()
    assert [row.person for row in Choices.objects.all()] == [cast.consultant]


def test_what_is_held_back_stays_until_the_hold_is_lifted(cast: Cast) -> None:
    case = closed_case(cast, TEN_YEARS + 1)
    held = hold(case, cast)
    run()
    assert Case.objects.filter(pk=case.pk).exists()
    actions.lift_hold(pk=held.pk, by=cast.officer)
    run()
    assert not Case.objects.filter(pk=case.pk).exists()


def test_a_record_is_held_once_and_a_repeat_is_the_same_hold(cast: Cast) -> None:
    case = closed_case(cast, 1)
    first = hold(case, cast)
    assert hold(case, cast, submission=first.submission) == first
    with pytest.raises(actions.AlreadyHeld):
        hold(case, cast)


def test_the_reason_of_a_hold_is_encrypted(cast: Cast) -> None:
    held = hold(closed_case(cast, 1), cast, reason="sygnatura II K 1/26")
    with connection.cursor() as cursor:
        cursor.execute("select reason from retention_hold where id = %s", [held.pk])
        assert "II K" not in str(cursor.fetchone()[0])


def test_the_citys_own_period_holds_and_can_be_switched_off(cast: Cast) -> None:
    case = closed_case(cast, 100)
    period = actions.set_period(
        kind=kind("cases"), days=90, is_on=False, version=0, by=cast.officer
    )
    run()
    assert Case.objects.filter(pk=case.pk).exists()
    actions.set_period(
        kind=kind("cases"), days=90, is_on=True, version=period.version, by=cast.officer
    )
    run()
    assert not Case.objects.filter(pk=case.pk).exists()


def test_of_two_who_set_a_period_the_second_is_told(cast: Cast) -> None:
    facts: dict[str, Any] = {"kind": kind("cases"), "is_on": True, "by": cast.officer}
    actions.set_period(days=100, version=0, **facts)
    with pytest.raises(StaleObject):
        actions.set_period(days=200, version=0, **facts)
    assert selectors.rule_of(kind("cases")).days == 100


@pytest.mark.parametrize("days", [0, 365 * 50 + 1])
def test_the_database_refuses_a_period_out_of_bounds(cast: Cast, days: int) -> None:
    with pytest.raises(DatabaseError, match="retention_days_in_bounds"), transaction.atomic():
        actions.set_period(kind=kind("cases"), days=days, is_on=True, version=0, by=cast.officer)


def test_a_class_that_fails_is_named_and_stops_no_other(cast: Cast) -> None:
    old, conversation = closed_case(cast, TEN_YEARS + 1), report(400)

    def refuse(_cases: Sequence[Case]) -> None:
        raise RuntimeError("no")

    kind("cases").before.insert(0, refuse)
    try:
        made = run()
    finally:
        kind("cases").before.remove(refuse)
    assert made.failed == ["cases"]
    assert Case.objects.filter(pk=old.pk).exists()
    assert not Disposal.objects.filter(key="cases").exists()
    assert not Conversation.objects.filter(pk=conversation.pk).exists()


def test_more_than_one_batch_is_deleted(gdansk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "BATCH", 3)
    for _ in range(7):
        SignInFailure.objects.create(email_hash=b"x" * 32)
    SignInFailure.objects.update(at=timezone.now() - timedelta(days=31))
    made = run()
    assert Disposal.objects.filter(run=made.pk).count() == 7
    assert AuditEvent.objects.filter(verb="retention.deleted").count() == 3


def test_many_rows_cost_no_more_statements_than_one(cast: Cast) -> None:
    costs = []
    for number in (1, 4):
        for _ in range(number):
            closed_case(cast, TEN_YEARS + 1)
            report(400)
        with CaptureQueriesContext(connection) as asked:
            run()
        costs.append(len(asked))
        assert not Case.objects.exists()
        assert not Conversation.objects.exists()
    assert costs[0] == costs[1]


def test_the_log_cannot_be_altered_by_requests(cast: Cast) -> None:
    closed_case(cast, TEN_YEARS + 1)
    run()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Disposal.objects.all().delete()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Disposal.objects.update(object_id="x")


def test_the_preview_says_what_the_run_does(cast: Cast) -> None:
    closed_case(cast, TEN_YEARS + 1)
    closed_case(cast, TEN_YEARS - 10)
    report(400)
    before = {one.rule.kind.key: one for one in selectors.previews()}
    assert (before["cases"].due, before["cases"].soon) == (1, 1)
    assert before["conversations"].due == 1
    made = run()
    assert Disposal.objects.filter(run=made.pk, key="cases").count() == 1
    assert {one.due for one in selectors.previews()} == {0}
