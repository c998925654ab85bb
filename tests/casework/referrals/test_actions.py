"""What actions of referrals refuse, and what they do once however often they are sent."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from casework.cases.actions import close_case, settle_need
from casework.cases.models import Case, CaseNeed
from casework.cases.refusal import NotAllowed
from casework.referrals import actions
from casework.referrals.choices import Kind, LegalBasis, Reason, State
from casework.referrals.models import Referral, Step
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need
from tests.casework.referrals.situations import (
    MESSAGE,
    coordinated_case,
    draft,
    hand_over,
    in_state,
    letter,
    refer,
    take,
    transfer,
)
from tests.cast import Cast


def test_named_steps_lead_through_the_story(cast: Cast) -> None:
    case = coordinated_case(cast)
    facts = letter(kind=Kind.REFERRAL, case=case, receiver=cast.partner, by=cast.coordinator)
    one = actions.save_draft(**facts, group=cast.coordinating.group, case_need=case.needs.get())
    one = actions.send(referral=one, version=1, by=cast.coordinator)
    one = actions.consider(referral=one, version=2, by=cast.partner_worker)
    one = actions.accept(referral=one, version=3, by=cast.partner_worker)
    one = actions.start(referral=one, version=4, by=cast.partner_worker)
    one = actions.complete(referral=one, version=5, outcome="Jest plan.", by=cast.partner_worker)
    assert (one.state, one.outcome, one.respond_by) == (State.COMPLETED, "Jest plan.", None)
    took = Step.objects.filter(referral=one).values_list("state", "by")
    assert list(took) == [
        (State.SENT, cast.coordinator.pk),
        (State.CONSIDERED, cast.partner_worker.pk),
        (State.ACCEPTED, cast.partner_worker.pk),
        (State.IN_PROGRESS, cast.partner_worker.pk),
        (State.COMPLETED, cast.partner_worker.pk),
    ]


def test_named_refusals_keep_reason_and_explanation(cast: Cast) -> None:
    said: dict[str, Any] = {"reason": Reason.OTHER, "explanation": "Remont.", "by": None}
    for state, refuse, end in (
        (State.SENT, actions.decline, State.DECLINED),
        (State.ACCEPTED, actions.fail, State.NOT_ACHIEVED),
        (State.SENT, actions.withdraw, State.WITHDRAWN),
    ):
        with transaction.atomic():
            one = in_state(cast, Kind.REFERRAL, state)
            ended = refuse(referral=one, version=one.version, **said)
            assert (ended.state, ended.reason, ended.explanation) == (end, "other", "Remont.")


def test_the_record_of_a_step_tells_nothing_about_the_person(cast: Cast) -> None:
    in_state(cast, Kind.REFERRAL, State.DECLINED)
    event = AuditEvent.objects.get(verb="referral.declined")
    assert event.details == {"kind": "referral", "before": "sent"}
    assert event.subject_type == "cases.case"


def test_sending_twice_sends_once(cast: Cast) -> None:
    case = coordinated_case(cast)
    submission = uuid4()
    first = refer(cast, case, submission=submission)
    again = refer(cast, case, submission=submission)
    assert first.pk == again.pk
    assert AuditEvent.objects.filter(verb="referral.sent", object_id=str(first.pk)).count() == 1


def test_a_repeat_after_the_answer_gives_the_answered_one(cast: Cast) -> None:
    case = coordinated_case(cast)
    submission = uuid4()
    take(refer(cast, case, submission=submission), State.ACCEPTED, cast)
    assert refer(cast, case, submission=submission).state == State.ACCEPTED


def test_the_id_of_another_form_is_refused(cast: Cast) -> None:
    submission = uuid4()
    hand_over(cast, make_case(cast), submission=submission)
    with pytest.raises(NotAllowed):
        hand_over(cast, make_case(cast), submission=submission)


@pytest.mark.parametrize(
    "wrong",
    [
        {"message": " \n"},
        {"legal_basis": ""},
        {"legal_basis": "because"},
    ],
)
def test_sending_names_what_for_and_on_which_basis(cast: Cast, wrong: dict[str, Any]) -> None:
    case = coordinated_case(cast)
    with pytest.raises(NotAllowed):
        refer(cast, case, **wrong)
    assert case.needs.get().state == "open"
    assert not Referral.objects.filter(kind=Kind.REFERRAL).exists()


def test_a_consent_has_a_date_in_the_database_too(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="consent_has_a_date"):
        refer(cast, coordinated_case(cast), legal_basis=LegalBasis.CONSENT)


def test_a_need_is_with_one_partner_at_a_time(cast: Cast) -> None:
    case = coordinated_case(cast)
    refer(cast, case)
    with pytest.raises(NotAllowed, match="not open any more"), override("en"):
        refer(cast, case, receiver=cast.other_partner)


@pytest.mark.parametrize("answer", ["met", "no_service"])
def test_a_settled_need_is_not_sent(cast: Cast, answer: str) -> None:
    case = coordinated_case(cast)
    settle_need(need=case.needs.get(), answer=answer, by=cast.coordinator)
    with pytest.raises(NotAllowed):
        refer(cast, case)


def test_a_case_changes_hands_once_at_a_time(cast: Cast) -> None:
    case = make_case(cast)
    hand_over(cast, case)
    with pytest.raises(NotAllowed, match="waits for an answer"), override("en"):
        hand_over(cast, case)


def test_a_coordinated_case_is_not_handed_over_again(cast: Cast) -> None:
    case = coordinated_case(cast)
    with pytest.raises(NotAllowed, match="already"), override("en"):
        hand_over(cast, case)


def test_nobody_sends_to_themselves(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        refer(cast, coordinated_case(cast), receiver=cast.coordinating)
    with pytest.raises(NotAllowed):
        transfer(cast, coordinated_case(cast), receiver=cast.centre)


def test_who_lost_the_lead_hands_nothing_over(cast: Cast) -> None:
    case = coordinated_case(cast)
    waiting = actions.save_draft(
        **letter(
            kind=Kind.TRANSFER,
            case=case,
            receiver=cast.other_partner,
            group=cast.coordinating.group,
            by=cast.coordinator,
        )
    )
    take(transfer(cast, case), State.ACCEPTED, cast)
    with pytest.raises(NotAllowed, match="Another body leads"), override("en"):
        actions.send(referral=waiting, version=1, by=cast.coordinator)


def test_coordination_does_not_end_while_a_partner_works(cast: Cast) -> None:
    case = coordinated_case(cast)
    handover = Referral.objects.get(case=case)
    refer(cast, case)
    with pytest.raises(NotAllowed, match="still open"), override("en"):
        take(handover, State.COMPLETED, cast)


def test_a_case_does_not_close_while_a_partner_works(cast: Cast) -> None:
    case = coordinated_case(cast, needs=[need(0)])
    refer(cast, case)
    with pytest.raises(NotAllowed, match="still works"), override("en"):
        close_case(
            case=case,
            version=case.version,
            submission=uuid4(),
            answers={},
            how_it_ended="Koniec.",
            group=cast.coordinating.group,
            by=cast.coordinator,
        )


def test_nothing_is_sent_from_a_closed_case(cast: Cast) -> None:
    one = draft(cast, Kind.REFERRAL)
    Case.objects.filter(pk=one.case_id).update(state="closed", closed_at=timezone.now())
    with pytest.raises(NotAllowed, match="closed"), override("en"):
        actions.send(referral=one, version=1, by=cast.coordinator)
    assert take(one, State.WITHDRAWN, cast).state == State.WITHDRAWN


def test_the_second_of_two_people_is_told(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    actions.accept(referral=one, version=one.version, by=cast.partner_worker)
    with pytest.raises(StaleObject):
        actions.decline(
            referral=one, version=one.version, reason=Reason.NO_CAPACITY, by=cast.partner_worker
        )
    assert Referral.objects.get(pk=one.pk).state == State.ACCEPTED


def test_a_draft_is_changed_until_it_is_sent(cast: Cast) -> None:
    one = draft(cast, Kind.REFERRAL)
    one = actions.change_draft(referral=one, version=1, message="Nowa", by=cast.coordinator)
    assert (one.message, one.version) == ("Nowa", 2)
    with pytest.raises(StaleObject):
        actions.change_draft(referral=one, version=1, message="Stara", by=cast.coordinator)
    sent = actions.send(referral=one, version=2, by=cast.coordinator)
    with pytest.raises(NotAllowed):
        actions.change_draft(referral=sent, version=3, message="Za późno", by=cast.coordinator)
    with pytest.raises(NotAllowed):
        actions.change_draft(
            referral=draft(cast, Kind.TRANSFER), version=1, receiver=cast.centre, by=None
        )


def test_a_need_comes_back_and_goes_to_the_next_partner(cast: Cast) -> None:
    case = coordinated_case(cast)
    take(refer(cast, case), State.DECLINED, cast)
    second = refer(cast, case, receiver=cast.other_partner)
    assert second.state == State.SENT
    assert CaseNeed.objects.get(case=case).state == "referred"


def test_a_change_of_lead_that_came_back_is_noted(cast: Cast) -> None:
    one = in_state(cast, Kind.TRANSFER, State.DECLINED)
    assert actions.acknowledge(referral=one, by=cast.coordinator).acknowledged_at is not None
    for other in (Kind.REFERRAL, State.DECLINED), (Kind.TRANSFER, State.SENT):
        with pytest.raises(NotAllowed):
            actions.acknowledge(referral=in_state(cast, *other), by=cast.coordinator)


def test_messages_reasons_and_outcomes_are_encrypted(cast: Cast) -> None:
    from django.db import connection

    one = take(in_state(cast, Kind.REFERRAL, State.ACCEPTED), State.COMPLETED, cast)
    with connection.cursor() as cursor:
        query = "select message, outcome, explanation from referrals_referral where id = %s"
        cursor.execute(query, [one.pk])
        stored = b"".join(bytes(value) for value in cursor.fetchone())
    assert MESSAGE.encode() not in stored and "odbyła".encode() not in stored


@pytest.mark.parametrize(
    ("state", "facts", "name"),
    [
        (State.SENT, {"respond_by": None}, "awaiting_has_a_clock"),
        (State.SENT, {"legal_basis": ""}, "sent_on_a_legal_basis"),
        (State.SENT, {"case_need": None}, "names_a_need"),
        (State.DECLINED, {"reason": ""}, "refusal_has_a_reason"),
    ],
)
def test_the_database_holds_the_rules_too(
    cast: Cast, state: State, facts: dict[str, Any], name: str
) -> None:
    one = in_state(cast, Kind.REFERRAL, state)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Referral.objects.filter(pk=one.pk).update(**facts)


def test_the_database_holds_that_bodies_differ_and_needs_go_to_one(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    rows = Referral.objects.filter(pk=one.pk)
    with pytest.raises(IntegrityError, match="between_two_bodies"), transaction.atomic():
        rows.update(receiver=one.sender)
    copy = Referral.objects.get(pk=one.pk)
    copy.pk, copy.submission, copy._state.adding = uuid4(), uuid4(), True
    with pytest.raises(IntegrityError, match="one_partner_at_a_time"), transaction.atomic():
        copy.save(force_insert=True)


def test_the_database_holds_that_a_case_changes_hands_once(cast: Cast) -> None:
    for state, name in (
        (State.SENT, "one_change_of_lead_at_a_time"),
        (State.ACCEPTED, "one_coordination_at_a_time"),
    ):
        copy = Referral.objects.get(pk=in_state(cast, Kind.HANDOVER, state).pk)
        copy.pk, copy.submission, copy._state.adding = uuid4(), uuid4(), True
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            copy.save(force_insert=True)
