"""Which events are written down, for whom, in the transaction of the change itself."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from api.webhooks.events import EVENTS, VERBS
from api.webhooks.models import Delivery, Webhook
from api.webhooks.payload import body_of
from casework.cases.choices_of_tasks import TaskKind, TaskState, TaskStepKind
from casework.cases.models import Case
from casework.referrals.actions.appointments import name_appointment
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from casework.telling.actions import note_contact
from casework.telling.models import Telling
from casework.telling.presenters import LABELS
from tests.api.programs import program_of
from tests.api.webhooks.making import make_webhook
from tests.casework.cases.situations import make_case
from tests.casework.cases.task_situations import change, in_hours, make_task, share
from tests.casework.cases.task_situations import move as move_task
from tests.casework.referrals.situations import coordinated_case, draft, in_state, refer, take
from tests.cast import Cast

KEY = "referral.sent"


def told(webhook: Webhook | None = None) -> list[str]:
    """The kinds, in the order in which things happened."""
    rows = Delivery.objects.order_by("happened_at")
    return [one.kind for one in (rows.filter(webhook=webhook) if webhook else rows)]


@pytest.mark.parametrize("state", [one for one in State if one != State.DRAFT])
def test_each_step_of_a_referral_is_told_to_both_sides(cast: Cast, state: State) -> None:
    ours, theirs = make_webhook(cast.partner), make_webhook(cast.coordinating)
    others = make_webhook(cast.other_partner)
    in_state(cast, Kind.REFERRAL, state)
    of_referral = [one for one in told(ours) if one.startswith("referral")]
    assert of_referral[-1] == f"referral.{state}" and of_referral[0] == KEY
    of_theirs = [one for one in told(theirs) if one.startswith("referral")]
    assert of_theirs[-1] == f"referral.{state}"
    assert told(others) == []


def test_a_draft_concerns_nobody_else(cast: Cast) -> None:
    ours = make_webhook(cast.partner)
    written = draft(cast, Kind.REFERRAL)
    take(written, State.WITHDRAWN, cast)
    assert told(ours) == []


def test_only_what_was_chosen_is_told(cast: Cast) -> None:
    make_webhook(cast.partner, kinds=["referral.withdrawn"])
    referral = refer(cast, coordinated_case(cast))
    assert told() == []
    take(referral, State.WITHDRAWN, cast)
    assert told() == ["referral.withdrawn"]


def test_it_is_undone_with_the_change(cast: Cast) -> None:
    make_webhook(cast.partner)
    case = coordinated_case(cast)
    with transaction.atomic():
        refer(cast, case)
        assert told()
        transaction.set_rollback(True)
    assert told() == []


def test_a_meeting_that_is_named_and_moved(cast: Cast) -> None:
    ours = make_webhook(cast.partner, kinds=["appointment.given", "appointment.changed"])
    referral = in_state(cast, Kind.REFERRAL, State.ACCEPTED)
    for hours in (24, 48):
        name_appointment(
            referral=Referral.objects.get(pk=referral.pk),
            at=in_hours(hours),
            place="",
            person_told=False,
            by=cast.partner_worker,
        )
    assert told(ours) == ["appointment.given", "appointment.changed"]


def test_a_task_is_told_to_the_body_that_does_it(cast: Cast) -> None:
    case = make_case(cast)
    share(cast, case)
    ours, theirs = make_webhook(cast.partner), make_webhook(cast.centre)
    task = make_task(cast, case, group=cast.partner.group, worker=None)
    done = move_task(cast, task, TaskState.DONE)
    move_task(cast, done, TaskState.OPEN, "Jeszcze nie")
    assert told(ours) == ["task.given", "task.ended", "task.reopened"]
    assert told(theirs) == []


def test_a_task_that_changes_hands_is_told_to_both(cast: Cast) -> None:
    case = make_case(cast)
    share(cast, case)
    ours, theirs = make_webhook(cast.partner), make_webhook(cast.centre)
    task = make_task(cast, case)
    assert (told(ours), told(theirs)) == ([], ["task.given"])
    change(cast, task, group=cast.partner.group, worker=None, due_at=task.due_at)
    assert (told(ours), told(theirs)) == (["task.given"], ["task.given", "task.changed"])


TELLINGS = ["telling.raised", "telling.changed", "telling.ended"]


def test_that_the_person_is_to_be_told_is_for_those_who_hold_the_case(cast: Cast) -> None:
    ours, theirs = (make_webhook(one, kinds=TELLINGS) for one in (cast.centre, cast.partner))
    case = coordinated_case(cast)
    coordinating = make_webhook(cast.coordinating, kinds=TELLINGS)
    referral = take(refer(cast, case), State.ACCEPTED, cast)
    telling = Telling.objects.get()
    telling = note_contact(
        telling=telling,
        version=telling.version,
        submission=uuid4(),
        way="call",
        result="not_reached",
        by=cast.consultant,
    )
    assert told(ours) == told(coordinating) == ["telling.raised", "telling.changed"]
    take(referral, State.COMPLETED, cast)
    assert told(ours) == ["telling.raised", "telling.changed", "telling.ended", "telling.raised"]
    assert told(theirs) == []
    first = Delivery.objects.filter(webhook=ours).earliest("happened_at")
    data = json.loads(body_of(first))["data"]
    assert data.keys() == {"object", "id", "version", "url"}
    path = data["url"].partition("/api/v1/")[2]
    assert program_of(cast.consultant).get(path).json()["id"] == str(telling.pk)
    Case.objects.filter(pk=case.pk).update(named=[cast.coordinator.pk])
    assert json.loads(body_of(first))["type"] == "gone"


def test_what_a_body_may_not_see_and_never_knew_is_not_even_gone(cast: Cast) -> None:
    referral = refer(cast, coordinated_case(cast))
    cases = Case.objects.filter(pk=referral.case_id)
    cases.update(named=[cast.coordinator.pk])
    ours, theirs = make_webhook(cast.partner), make_webhook(cast.coordinating)
    take(referral, State.CONSIDERED, cast)
    assert (told(ours), told(theirs)) == ([], ["referral.considered"])
    cases.update(named=None)
    take(Referral.objects.get(pk=referral.pk), State.ACCEPTED, cast)
    cases.update(named=[cast.coordinator.pk])
    take(Referral.objects.get(pk=referral.pk), State.COMPLETED, cast)
    assert told(ours) == ["referral.accepted", "referral.gone"]


def test_that_something_is_gone_is_said_once_and_not_what_happened_to_it(cast: Cast) -> None:
    """The log is read by people from whom the case is kept."""
    referral = refer(cast, coordinated_case(cast))
    ours = make_webhook(cast.partner)
    take(referral, State.CONSIDERED, cast)
    cases = Case.objects.filter(pk=referral.case_id)
    cases.update(named=[cast.coordinator.pk])
    for state in (State.ACCEPTED, State.IN_PROGRESS):
        take(Referral.objects.get(pk=referral.pk), state, cast)
    assert told(ours) == ["referral.considered", "referral.gone"]
    cases.update(named=None)
    take(Referral.objects.get(pk=referral.pk), State.COMPLETED, cast)
    assert told(ours) == ["referral.considered", "referral.gone", "referral.completed"]


def test_what_is_paused_is_kept(cast: Cast) -> None:
    make_webhook(cast.partner)
    Webhook.objects.update(paused="by_hand", paused_at=cast.partner.created_at)
    refer(cast, coordinated_case(cast))
    assert told() == [KEY]


def test_without_webhooks_an_event_costs_one_question(cast: Cast) -> None:
    case = make_case(cast)
    with CaptureQueriesContext(connection) as asked:
        make_task(cast, case)
    assert len([one for one in asked.captured_queries if "webhooks_" in one["sql"]]) == 1


def test_every_kind_can_happen() -> None:
    """Each has a verb, and each verb is one that rooms record."""
    of_tasks = {f"task.{one}" for one in TaskStepKind} | {"task.timed"}
    of_referrals = {f"referral.{one}" for one in State} | {"referral.appointed"}
    assert of_referrals - VERBS == {"referral.draft"} and of_tasks <= VERBS
    of_tellings = {one for one in LABELS if one.startswith("telling.")} & VERBS
    assert {one for one in VERBS if one.startswith("telling.")} == of_tellings
    assert of_referrals | of_tasks | of_tellings > VERBS
    nouns = {key.partition(".")[0] for key in EVENTS}
    assert nouns == {"referral", "telling", TaskKind.TASK.value, TaskKind.APPOINTMENT.value}


def test_keys_fit_and_hold_no_names(cast: Cast) -> None:
    make_webhook(cast.partner)
    refer(cast, coordinated_case(cast, person_name="Zofia Wrzos"))
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(d)::text from webhooks_delivery d")
        texts: list[Any] = [row for [row] in cursor.fetchall()]
    assert texts and not [one for one in texts if "Wrzos" in one]
    assert max(len(key) for key in EVENTS) <= 40
