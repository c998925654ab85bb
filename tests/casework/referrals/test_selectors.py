"""What lies where on whose desk, and who may take which step."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from casework.cases.actions import settle_need
from casework.referrals.actions import acknowledge
from casework.referrals.choices import AWAITING, RETURNED, WORKING, Kind, State
from casework.referrals.models import Referral
from casework.referrals.selectors import (
    bodies_that_can_lead,
    can_acknowledge,
    in_our_hands,
    referral_for,
    referral_to_move,
    returned_to_us,
    sent_by_us,
    steps_for,
    waiting_for_us,
)
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tests.casework.referrals.situations import coordinated_case, in_state, refer, take
from tests.cast import Cast


def on_the_desk(person: User) -> dict[str, list[Referral]]:
    def listed(found: QuerySet[Referral]) -> list[Referral]:
        return list(found.exclude(kind=Kind.HANDOVER, state=State.ACCEPTED))

    return {
        "waiting": listed(waiting_for_us(person)),
        "hands": listed(in_our_hands(person)),
        "sent": listed(sent_by_us(person)),
        "returned": listed(returned_to_us(person)),
    }


@pytest.mark.parametrize("kind", [Kind.REFERRAL, Kind.TRANSFER])
@pytest.mark.parametrize("state", State)
def test_one_lies_in_the_right_place_for_the_right_people(
    cast: Cast, kind: Kind, state: State
) -> None:
    if kind == Kind.TRANSFER and state not in {*AWAITING, State.DRAFT, State.DECLINED}:
        return
    one = [in_state(cast, kind, state)]
    open_ = state in {State.DRAFT, *AWAITING, *WORKING}
    assert on_the_desk(cast.coordinator) == {
        "waiting": [],
        "hands": [],
        "sent": one if open_ else [],
        "returned": one if state in RETURNED else [],
    }
    assert on_the_desk(cast.partner_worker) == {
        "waiting": one if state in AWAITING else [],
        "hands": one if state in WORKING else [],
        "sent": [],
        "returned": [],
    }
    for person in (cast.stranger, cast.supervisor, cast.administrator, cast.consultant):
        assert not any(on_the_desk(person).values())


@pytest.mark.parametrize("state", [State.DRAFT, *AWAITING, State.DECLINED])
def test_a_handover_lies_with_the_coordinator_and_comes_back_to_the_lead(
    cast: Cast, state: State
) -> None:
    one = [in_state(cast, Kind.HANDOVER, state)]
    assert on_the_desk(cast.coordinator)["waiting"] == (one if state in AWAITING else [])
    lead = on_the_desk(cast.consultant)
    assert lead["sent"] == ([] if state == State.DECLINED else one)
    assert lead["returned"] == (one if state == State.DECLINED else [])


def test_the_clock_that_runs_out_first_lies_on_top(cast: Cast) -> None:
    referrals = [in_state(cast, Kind.REFERRAL, State.SENT) for _ in range(3)]
    for number, hours in enumerate((5, 1, 3)):
        at = timezone.now() + timedelta(hours=hours)
        Referral.objects.filter(pk=referrals[number].pk).update(respond_by=at)
    order = [referrals[1], referrals[2], referrals[0]]
    assert list(waiting_for_us(cast.partner_worker)) == order


def test_a_need_that_was_sent_on_is_returned_no_more(cast: Cast) -> None:
    case = coordinated_case(cast)
    first = take(refer(cast, case), State.DECLINED, cast)
    second = refer(cast, case, receiver=cast.other_partner)
    assert not returned_to_us(cast.coordinator).exists()
    take(second, State.DECLINED, cast)
    assert list(returned_to_us(cast.coordinator)) == [second]
    assert first.pk != second.pk


def test_a_need_that_is_recorded_as_unmet_is_returned_no_more(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.DECLINED)
    assert one.case_need is not None
    settle_need(need=one.case_need, answer="no_capacity", by=cast.coordinator)
    assert not returned_to_us(cast.coordinator).exists()


def test_a_change_of_lead_leaves_the_desk_when_it_is_noted(cast: Cast) -> None:
    one = in_state(cast, Kind.TRANSFER, State.DECLINED)
    assert can_acknowledge(cast.coordinator, one)
    assert not can_acknowledge(cast.consultant, one)
    assert not can_acknowledge(cast.partner_worker, one)
    one = acknowledge(referral=one, by=cast.coordinator)
    assert not returned_to_us(cast.coordinator).exists()
    assert not can_acknowledge(cast.coordinator, one)
    assert not can_acknowledge(cast.coordinator, in_state(cast, Kind.REFERRAL, State.DECLINED))


@pytest.mark.parametrize(
    ("kind", "state", "sender", "receiver"),
    [
        (Kind.HANDOVER, State.DRAFT, {State.SENT, State.WITHDRAWN}, set()),
        (
            Kind.HANDOVER,
            State.SENT,
            {State.WITHDRAWN},
            {State.CONSIDERED, State.ACCEPTED, State.DECLINED},
        ),
        (Kind.REFERRAL, State.CONSIDERED, {State.WITHDRAWN}, {State.ACCEPTED, State.DECLINED}),
        (
            Kind.REFERRAL,
            State.ACCEPTED,
            {State.WITHDRAWN},
            {State.IN_PROGRESS, State.COMPLETED, State.NOT_ACHIEVED},
        ),
        (Kind.REFERRAL, State.COMPLETED, set(), set()),
    ],
)
def test_each_side_takes_its_own_steps(
    cast: Cast, kind: Kind, state: State, sender: set[State], receiver: set[State]
) -> None:
    one = in_state(cast, kind, state)
    by_lead = kind == Kind.HANDOVER
    sending, receiving = (
        (cast.consultant, cast.coordinator) if by_lead else (cast.coordinator, cast.partner_worker)
    )
    assert set(steps_for(sending, one)) == sender
    assert set(steps_for(receiving, one)) == receiver
    for person in (cast.stranger, cast.supervisor, cast.administrator):
        assert not steps_for(person, one)


def test_a_step_of_the_other_side_does_not_exist(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    assert referral_to_move(cast.partner_worker, one.pk, State.ACCEPTED) == one
    assert referral_to_move(cast.coordinator, one.pk, State.WITHDRAWN) == one
    for person, to in (
        (cast.coordinator, State.ACCEPTED),
        (cast.consultant, State.ACCEPTED),
        (cast.partner_worker, State.WITHDRAWN),
        (cast.stranger, State.ACCEPTED),
        (cast.partner_worker, State.EXPIRED),
        (cast.coordinator, State.EXPIRED),
        (cast.coordinator, State.DRAFT),
    ):
        with pytest.raises(Http404):
            referral_to_move(person, one.pk, to)


def test_who_saw_a_referral_is_recorded_with_its_case(cast: Cast) -> None:
    one = in_state(cast, Kind.REFERRAL, State.SENT)
    referral_for(cast.partner_worker, one.pk, Permission.REFERRAL_VIEW)
    event = AuditEvent.objects.get(verb="referral.seen")
    assert (event.actor_id, event.subject_id) == (cast.partner_worker.pk, str(one.case_id))
    referral_for(cast.partner_worker, one.pk, Permission.REFERRAL_ANSWER)
    assert AuditEvent.objects.filter(verb="referral.seen").count() == 1


def test_only_bodies_with_people_who_can_work_on_it_can_lead(cast: Cast) -> None:
    case = coordinated_case(cast)
    assert set(bodies_that_can_lead(case)) == {
        cast.coordinating,
        cast.partner,
        cast.other_partner,
    }
    User.objects.filter(pk=cast.stranger.pk).update(is_active=False)
    assert cast.other_partner not in bodies_that_can_lead(case)
