"""What happens to a referral puts somebody to be told on a desk, and newer news takes its place."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from casework.cases.actions.tasks import change_task, move_task
from casework.cases.choices import CaseState
from casework.cases.choices_of_tasks import TaskState
from casework.cases.models import Case
from casework.referrals.actions import move
from casework.referrals.actions.appointments import name_appointment
from casework.referrals.actions.outside import end_outside
from casework.referrals.choices import State as ReferralState
from casework.referrals.models import Referral
from casework.telling.actions import note_contact, raise_telling
from casework.telling.choices import Result, State, Way, What
from casework.telling.models import Telling
from tests.casework.cases.situations import make_case
from tests.casework.referrals.outside_bodies import ask
from tests.casework.referrals.situations import refer, take, transfer
from tests.casework.telling.making import accepted, referred
from tests.cast import Cast


def waiting() -> list[str]:
    return sorted(Telling.objects.filter(state=State.WAITING).values_list("what", flat=True))


def tell(telling: Telling, cast: Cast) -> Telling:
    return note_contact(
        telling=telling,
        version=telling.version,
        submission=uuid4(),
        way=Way.CALL,
        result=Result.TOLD,
        by=cast.consultant,
    )


def meet(referral: Referral, cast: Cast, days: int = 3, *, told: bool = False) -> None:
    at = timezone.now() + timedelta(days=days)
    facts: Any = {"place": "Pokój 4", "person_told": told, "by": cast.partner_worker}
    name_appointment(referral=Referral.objects.get(pk=referral.pk), at=at, **facts)


@pytest.mark.parametrize(
    ("steps", "what"),
    [
        ([ReferralState.ACCEPTED], What.ACCEPTED),
        ([ReferralState.DECLINED], What.DECLINED),
        ([ReferralState.EXPIRED], What.EXPIRED),
        ([ReferralState.ACCEPTED, ReferralState.COMPLETED], What.COMPLETED),
        ([ReferralState.ACCEPTED, ReferralState.NOT_ACHIEVED], What.NOT_ACHIEVED),
    ],
)
def test_each_step_that_matters_waits_to_be_told(
    cast: Cast, steps: list[ReferralState], what: What
) -> None:
    referral = referred(cast)
    for step in steps:
        referral = take(referral, step, cast)
    assert waiting() == [what]
    assert Telling.objects.filter(state=State.OVERTAKEN).count() == len(steps) - 1


def test_a_step_that_is_undone_leaves_nothing(cast: Cast) -> None:
    referral = referred(cast)
    before = transaction.savepoint()
    take(referral, ReferralState.ACCEPTED, cast)
    transaction.savepoint_rollback(before)
    assert not Telling.objects.exists()


def test_the_newest_fact_alone_is_told_and_is_not_late_any_later(cast: Cast) -> None:
    telling = accepted(cast)
    late = timezone.now() - timedelta(hours=1)
    Telling.objects.filter(pk=telling.pk).update(due_at=late)
    assert telling.referral is not None
    meet(telling.referral, cast)
    meet(telling.referral, cast, 4)
    assert waiting() == [What.APPOINTMENT] and Telling.objects.count() == 3
    assert Telling.objects.get(state=State.WAITING).due_at == late


def test_who_named_the_meeting_may_have_told_the_person(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    meet(telling.referral, cast, told=True)
    telling.refresh_from_db()
    assert (telling.state, telling.why_not) == (State.NOT_TOLD, "no_longer") and not waiting()


def test_who_knew_the_former_hour_is_told_the_new_one(cast: Cast) -> None:
    """Whoever moves the meeting on the page of the task leaves the box ticked as it was."""
    telling = accepted(cast)
    assert telling.referral is not None
    meet(telling.referral, cast, told=True)
    task = Referral.objects.get(pk=telling.referral.pk).appointment.task
    names = ("title", "group", "worker", "has_hour", "place", "person_told")
    facts: Any = {name: getattr(task, name) for name in names}
    facts |= {"due_at": timezone.now() + timedelta(days=1), "reason": ""}
    facts |= {"on_behalf": cast.partner.group, "by": cast.partner_worker}
    moved = change_task(task=task, version=task.version, **facts)
    assert not moved.person_told and waiting() == [What.APPOINTMENT]
    meet(telling.referral, cast, 6, told=True)
    assert not waiting()


def test_a_meeting_that_was_called_off_is_told_to_who_knew_of_it(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    meet(telling.referral, cast)
    call_off(telling.referral, cast, TaskState.CANCELLED)
    assert waiting() == [What.ACCEPTED]
    tell(Telling.objects.get(state=State.WAITING), cast)
    meet(telling.referral, cast, 5)
    tell(Telling.objects.get(state=State.WAITING), cast)
    call_off(telling.referral, cast, TaskState.CANCELLED)
    assert waiting() == [What.CALLED_OFF]


def call_off(referral: Referral, cast: Cast, to: TaskState) -> None:
    task = Referral.objects.get(pk=referral.pk).appointment.task
    facts: Any = {"words": "Choroba", "on_behalf": cast.partner.group, "by": cast.partner_worker}
    move_task(task=task, version=task.version, to=to, **facts)


def test_who_heard_that_a_meeting_was_called_off_hears_that_it_is_not(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    meet(telling.referral, cast, told=True)
    call_off(telling.referral, cast, TaskState.CANCELLED)
    tell(Telling.objects.get(state=State.WAITING), cast)
    call_off(telling.referral, cast, TaskState.OPEN)
    assert waiting() == [What.APPOINTMENT]


def test_a_meeting_that_took_place_need_not_be_told(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    meet(telling.referral, cast)
    call_off(telling.referral, cast, TaskState.DONE)
    assert not waiting()


def test_what_was_sent_on_in_time_is_told_once_somebody_answers(cast: Cast) -> None:
    referral = take(referred(cast), ReferralState.DECLINED, cast)
    assert waiting() == [What.DECLINED]
    again = Referral.objects.get(pk=referral.pk)
    refer(cast, again.case, case_need=again.case_need, receiver=cast.other_partner)
    assert waiting() == []


@pytest.mark.parametrize(
    ("reason", "hears"),
    [("mistake", True), ("consent_ended", True), ("person_refused", False), ("other_help", False)],
)
def test_who_was_to_hear_of_the_next_body_hears_of_the_first_where_that_one_is_not_asked_after_all(
    cast: Cast, reason: str, hears: bool
) -> None:
    """Else nobody tells them that they were declined; who wants no help any more knows it all."""
    referral = take(referred(cast), ReferralState.DECLINED, cast)
    again = Referral.objects.get(pk=referral.pk)
    second = refer(cast, again.case, case_need=again.case_need, receiver=cast.other_partner)
    take(second, ReferralState.WITHDRAWN, cast, reason=reason)
    assert waiting() == ([What.DECLINED] if hears else [])
    assert Telling.objects.latest("since").referral == referral


def test_who_heard_of_the_first_body_hears_it_once(cast: Cast) -> None:
    referral = take(referred(cast), ReferralState.DECLINED, cast)
    tell(Telling.objects.get(), cast)
    again = Referral.objects.get(pk=referral.pk)
    second = refer(cast, again.case, case_need=again.case_need, receiver=cast.other_partner)
    take(second, ReferralState.WITHDRAWN, cast)
    assert not waiting()


def test_who_counts_on_a_body_hears_that_it_failed_though_the_next_is_asked(cast: Cast) -> None:
    """They would wait at a door behind which nobody expects them any more."""
    telling = accepted(cast)
    assert telling.referral is not None
    tell(telling, cast)
    take(Referral.objects.get(pk=telling.referral.pk), ReferralState.NOT_ACHIEVED, cast)
    again = Referral.objects.get(pk=telling.referral.pk)
    refer(cast, again.case, case_need=again.case_need, receiver=cast.other_partner)
    assert waiting() == [What.NOT_ACHIEVED]


def test_what_was_taken_back_is_told_to_who_was_told_before(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    told = tell(telling, cast)
    assert told.state == State.TOLD
    referral = Referral.objects.get(pk=telling.referral.pk)
    take(referral, ReferralState.WITHDRAWN, cast, reason="other_help")
    assert waiting() == [What.WITHDRAWN]


def test_who_was_told_of_the_meeting_by_the_body_hears_that_it_was_taken_back(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    meet(telling.referral, cast, told=True)
    referral = Referral.objects.get(pk=telling.referral.pk)
    take(referral, ReferralState.WITHDRAWN, cast, reason="other_help")
    assert waiting() == [What.WITHDRAWN]


def test_who_never_heard_of_it_need_not_hear_that_it_was_taken_back(cast: Cast) -> None:
    telling = accepted(cast)
    assert telling.referral is not None
    take(Referral.objects.get(pk=telling.referral.pk), ReferralState.WITHDRAWN, cast)
    assert not waiting()


def test_another_lead_is_told(cast: Cast) -> None:
    referral = referred(cast)
    take(transfer(cast, referral.case), ReferralState.ACCEPTED, cast)
    assert waiting() == [What.NEW_LEAD]


def test_of_two_new_leads_the_later_one_is_told(cast: Cast) -> None:
    """The first one does not lead the case any more."""
    referral = referred(cast)
    take(transfer(cast, referral.case), ReferralState.ACCEPTED, cast)
    case = Case.objects.get(pk=referral.case_id)
    second = transfer(cast, case, receiver=cast.other_partner)
    move(referral=second, to=ReferralState.ACCEPTED, version=second.version, by=cast.stranger)
    assert Telling.objects.get(state=State.WAITING).referral == second
    assert Telling.objects.filter(state=State.OVERTAKEN).exists()


def test_a_body_outside_and_its_answer_are_told(cast: Cast) -> None:
    case = make_case(cast)
    asked = ask(cast, case)
    assert waiting() == [What.OUTSIDE]
    end_outside(
        asked=asked,
        version=asked.version,
        state="helped",
        outcome="Paczka",
        group=cast.centre.group,
        by=cast.consultant,
    )
    assert waiting() == [What.OUTSIDE_HELPED]


@pytest.mark.parametrize("heard", [True, False])
def test_who_heard_that_a_body_outside_was_asked_hears_that_it_was_taken_back(
    cast: Cast, heard: bool
) -> None:
    asked = ask(cast, make_case(cast))
    if heard:
        tell(Telling.objects.get(), cast)
    facts: Any = {"outcome": "", "group": cast.centre.group, "by": cast.consultant}
    end_outside(asked=asked, version=asked.version, state="taken_back", **facts)
    assert waiting() == ([What.WITHDRAWN] if heard else [])


def test_who_goes_there_alone_knows_of_it(cast: Cast) -> None:
    ask(cast, make_case(cast), way="person", legal_basis="")
    assert not Telling.objects.exists()


def test_it_may_also_be_raised_in_a_closed_case(cast: Cast) -> None:
    """The last need is met and the case is closed: the person still waits."""
    telling = accepted(cast)
    type(telling.case).objects.filter(pk=telling.case_id).update(
        state=CaseState.CLOSED, closed_at=timezone.now()
    )
    made = raise_telling(case=telling.case, what=What.COMPLETED, referral=telling.referral, by=None)
    assert tell(made, cast).state == State.TOLD
