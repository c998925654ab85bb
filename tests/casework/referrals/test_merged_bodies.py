"""Two records of one body become one: who gets to which case, and who does not."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils.translation import override

from casework.cases.actions import add_note
from casework.cases.actions.tasks import add_task
from casework.cases.choices import NoteVisibility
from casework.cases.models import Case
from casework.cases.selectors import case_for, cases_visible_to
from casework.partners.actions import separate_organisations
from casework.partners.merging import CannotMerge
from casework.partners.models import Organisation
from casework.referrals.actions import lift_conflict
from casework.referrals.choices import State
from casework.referrals.conflicts import bodies_in_conflict
from casework.referrals.models import Referral, ReferralRules
from casework.referrals.selectors import referral_for
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.cases.situations import make_case, need
from tests.casework.partners.doubles import double_of, merge, worker_of
from tests.casework.referrals.situations import (
    coordinated_case,
    hand_over,
    make_service,
    refer,
    take,
)
from tests.casework.referrals.test_conflicts import noted
from tests.cast import Cast

VIEW = Permission.CASE_VIEW


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def double(cast: Cast) -> Organisation:
    return double_of(cast)


@pytest.fixture
def worker(double: Organisation) -> User:
    return worker_of(double)


def grants_of(case: Case) -> Any:
    return groups_by_permission(case), sorted(Case.objects.get(pk=case.pk).readers)


def sees(person: User, case: Case) -> bool:
    fresh = User.objects.get(pk=person.pk)
    try:
        case_for(fresh, case.pk, VIEW)
    except Http404:
        return False
    assert case in cases_visible_to(fresh)
    return True


def both_referred(cast: Cast, double: Organisation) -> tuple[Case, Referral, Referral]:
    """One case, one need with each of the two."""
    case = coordinated_case(cast, needs=[need(0), need(1)])
    ours, theirs = case.needs.all()
    first = take(refer(cast, case, case_need=ours), State.ACCEPTED, cast)
    second = refer(cast, case, case_need=theirs, receiver=double, share_summary=True)
    return case, first, second


def test_open_referrals_of_both_in_one_case_go_on_and_go_back(
    cast: Cast, double: Organisation, worker: User
) -> None:
    case, first, second = both_referred(cast, double)
    before = grants_of(case), grants_of_referral(first), grants_of_referral(second)
    made = merge(cast, cast.partner, double)
    second.refresh_from_db()
    assert second.receiver == cast.partner and second.state == State.SENT
    granted = groups_by_permission(case)
    assert double.group_id not in {group for groups in granted.values() for group in groups}
    assert cast.partner.group_id in granted[Permission.CASE_SUMMARY]
    assert sees(worker, case) and sees(cast.partner_worker, case)
    answered = referral_for(User.objects.get(pk=worker.pk), second.pk, Permission.REFERRAL_ANSWER)
    assert answered == second
    separate_organisations(merge=made, by=cast.coordinator)
    assert (grants_of(case), grants_of_referral(first), grants_of_referral(second)) == before
    assert sees(worker, case) and sees(cast.partner_worker, case)


def grants_of_referral(referral: Referral) -> Any:
    return groups_by_permission(referral), sorted(Referral.objects.get(pk=referral.pk).readers)


def test_what_was_answered_since_stays_answered(
    cast: Cast, double: Organisation, worker: User
) -> None:
    case, _first, second = both_referred(cast, double)
    made = merge(cast, cast.partner, double)
    second.refresh_from_db()
    take(second, State.DECLINED, cast)
    separate_organisations(merge=made, by=cast.coordinator)
    second.refresh_from_db()
    assert (second.receiver, second.state) == (double, State.DECLINED)
    assert not sees(worker, case) and sees(cast.partner_worker, case)


def test_a_case_that_it_leads_moves_with_all_that_hangs_on_it(
    cast: Cast, double: Organisation, worker: User
) -> None:
    case = make_case(cast, lead=double, by=worker)
    note = add_note(
        submission=uuid4(),
        case=case,
        text="Nasza notatka.",
        visibility=NoteVisibility.OWN,
        group=double.group,
        by=worker,
    )
    before = grants_of(case)
    made = merge(cast, cast.partner, double)
    case.refresh_from_db()
    note.refresh_from_db()
    assert (case.lead, note.author_group) == (cast.partner, cast.partner.group)
    assert sees(cast.partner_worker, case)
    separate_organisations(merge=made, by=cast.coordinator)
    case.refresh_from_db()
    assert case.lead == double and grants_of(case) == before
    assert not sees(cast.partner_worker, case) and sees(worker, case)


def test_work_given_across_since_goes_back_to_the_team(
    cast: Cast, double: Organisation, worker: User
) -> None:
    case = make_case(cast, lead=double, by=worker)
    made = merge(cast, cast.partner, double)
    case.refresh_from_db()
    task = add_task(
        submission=uuid4(),
        case=case,
        kind="task",
        on_behalf=cast.partner.group,
        by=worker,
        title="Zadzwonić",
        group=cast.partner.group,
        worker=worker,
        due_at=None,
        has_hour=False,
    )
    Case.objects.filter(pk=case.pk).update(worker=cast.partner_worker)
    separate_organisations(merge=made, by=cast.coordinator)
    case.refresh_from_db()
    task.refresh_from_db()
    assert case.worker is None and task.worker is None


def test_what_came_since_is_seen_by_the_body_that_leads_again(
    cast: Cast, double: Organisation, worker: User
) -> None:
    case = make_case(cast, lead=double, by=worker)
    made = merge(cast, cast.partner, double)
    sent = hand_over(cast, case, group=cast.partner.group, by=worker)
    assert sent.sender == cast.partner
    separate_organisations(merge=made, by=cast.coordinator)
    found = referral_for(User.objects.get(pk=worker.pk), sent.pk, Permission.REFERRAL_VIEW)
    assert found.sender == cast.partner


def test_whoever_is_kept_from_a_case_by_name_stays_kept_from_it(
    cast: Cast, double: Organisation, worker: User
) -> None:
    excluding, restricted = coordinated_case(cast), coordinated_case(cast)
    for case in (excluding, restricted):
        refer(cast, case, receiver=double)
    Case.objects.filter(pk=excluding.pk).update(excluded=[cast.partner_worker.pk])
    named = [worker.pk, cast.coordinator.pk, cast.consultant.pk]
    Case.objects.filter(pk=restricted.pk).update(named=named)
    merge(cast, cast.partner, double)
    for case in (excluding, restricted):
        assert sees(worker, case) and not sees(cast.partner_worker, case)


@pytest.mark.parametrize("kept_away", ["partner", "double"])
def test_no_case_opens_that_a_conflict_keeps_closed(
    cast: Cast, double: Organisation, kept_away: str
) -> None:
    case, pair = coordinated_case(cast), {"partner": cast.partner, "double": double}
    away = pair.pop(kept_away)
    [working] = pair.values()
    conflict = noted(cast, case, organisation=away)
    refer(cast, case, receiver=working)
    for both in ((cast.partner, double), (double, cast.partner)):
        with pytest.raises(CannotMerge, match="conflict of interest"):
            merge(cast, *both)
    lift_conflict(conflict=conflict, because="Nieaktualne.", by=cast.coordinator)
    merge(cast, cast.partner, double)


def test_conflicts_of_both_join_and_come_apart(cast: Cast, double: Organisation) -> None:
    case, other = coordinated_case(cast), coordinated_case(cast)
    ours, theirs = noted(cast, case), noted(cast, case, organisation=double)
    alone = noted(cast, other, organisation=double)
    made = merge(cast, cast.partner, double)
    assert bodies_in_conflict(case) == bodies_in_conflict(other) == {cast.partner.pk}
    theirs.refresh_from_db()
    assert theirs.lifted_at is not None and "merged" in theirs.lifted_because
    since = noted(cast, coordinated_case(cast))
    separate_organisations(merge=made, by=cast.coordinator)
    assert bodies_in_conflict(case) == {cast.partner.pk, double.pk}
    assert bodies_in_conflict(other) == {double.pk}
    assert bodies_in_conflict(since.case) == {cast.partner.pk, double.pk}
    ours.refresh_from_db()
    alone.refresh_from_db()
    assert ours.lifted_at is alone.lifted_at is None


def test_a_conflict_lifted_since_stays_lifted(cast: Cast, double: Organisation) -> None:
    case = coordinated_case(cast)
    ours, _theirs = noted(cast, case), noted(cast, case, organisation=double)
    made = merge(cast, cast.partner, double)
    lift_conflict(conflict=ours, because="Nieaktualne.", by=cast.coordinator)
    separate_organisations(merge=made, by=cast.coordinator)
    assert bodies_in_conflict(case) == set()


def test_live_work_between_the_two_stands_in_the_way_and_ended_work_stays_as_it_was(
    cast: Cast, double: Organisation
) -> None:
    case = coordinated_case(cast)
    referral = refer(cast, case, receiver=double)
    with pytest.raises(CannotMerge, match="one of them sent to the other"):
        merge(cast, cast.coordinating, double, by=cast.administrator)
    take(referral, State.WITHDRAWN, cast)
    made = merge(cast, cast.coordinating, double, by=cast.administrator)
    referral.refresh_from_db()
    assert (referral.sender, referral.receiver) == (cast.coordinating, double)
    separate_organisations(merge=made, by=cast.administrator)


def test_referrals_of_a_twin_service_name_the_one_that_is_kept(
    cast: Cast, double: Organisation
) -> None:
    case = coordinated_case(cast)
    ours, theirs = make_service(cast, case), make_service(cast, case)
    type(theirs).objects.filter(pk=theirs.pk).update(organisation=double)
    referral = refer(cast, case, receiver=double, service=theirs)
    made = merge(cast, cast.partner, double)
    referral.refresh_from_db()
    assert (referral.service, referral.receiver) == (ours, cast.partner)
    separate_organisations(merge=made, by=cast.coordinator)
    referral.refresh_from_db()
    assert (referral.service, referral.receiver) == (theirs, double)


def test_whoever_takes_care_of_what_nobody_can_meet_is_the_kept_record(
    cast: Cast, double: Organisation
) -> None:
    ReferralRules.objects.create(fallback_owner=double)
    made = merge(cast, cast.partner, double)
    assert ReferralRules.objects.get().fallback_owner == cast.partner
    separate_organisations(merge=made, by=cast.coordinator)
    assert ReferralRules.objects.get().fallback_owner == double
