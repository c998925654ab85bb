"""Access follows the work: what each body may do with a case after each step."""

import pytest
from django.http import Http404

from casework.cases.access import COORDINATES, LEADS
from casework.cases.actions import close_case
from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case
from casework.cases.selectors import case_for, needs_for, sight_of
from casework.partners.models import Organisation
from casework.referrals.access import RECEIVER_MAY
from casework.referrals.choices import LIVE, Kind, State
from casework.referrals.models import Referral
from casework.referrals.selectors import referral_for, referrals_visible_to, sees_case, shows_words
from casework.referrals.workflow import WORKFLOW
from ostoja.access.door import groups_by_permission
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.cases.situations import make_case, need
from tests.casework.referrals.situations import (
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

LOOK = {Permission.CASE_VIEW}
WORK = {Permission.CASE_VIEW, Permission.CASE_ANNOTATE}


def granted(case: Case, body: Organisation) -> set[Permission]:
    """What the body was given on the case."""
    everything = groups_by_permission(case).items()
    return {permission for permission, groups in everything if body.group_id in groups}


def sees(person: User, referral: Referral) -> bool:
    return referrals_visible_to(person).filter(pk=referral.pk).exists()


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", State)
def test_the_receiver_has_exactly_what_the_table_of_access_says(
    cast: Cast, kind: Kind, state: State
) -> None:
    reachable = {State.DRAFT, *(to for steps in WORKFLOW[kind].values() for to in steps)}
    if state not in reachable or (kind, state) == (Kind.TRANSFER, State.ACCEPTED):
        return
    referral = in_state(cast, kind, state)
    expected = RECEIVER_MAY[kind].get(state, frozenset())
    assert granted(referral.case, referral.receiver) == expected


@pytest.mark.parametrize(("state", "may"), [(State.SENT, LOOK), (State.ACCEPTED, WORK)])
def test_the_partner_looks_once_it_is_sent_and_works_once_it_is_accepted(
    cast: Cast, state: State, may: set[Permission]
) -> None:
    referral = in_state(cast, Kind.REFERRAL, state)
    assert granted(referral.case, cast.partner) == may
    assert needs_for(referral.case, sight_of(referral.case, cast.partner_worker)) == [
        referral.case_need
    ]


@pytest.mark.parametrize("state", [State.DECLINED, State.EXPIRED, State.WITHDRAWN])
def test_what_was_not_taken_on_ends_access_at_once_and_hides_its_words(
    cast: Cast, state: State
) -> None:
    referral = in_state(cast, Kind.REFERRAL, state)
    with pytest.raises(Http404):
        case_for(cast.partner_worker, referral.case_id, Permission.CASE_VIEW)
    assert referral_for(cast.partner_worker, referral.pk, Permission.REFERRAL_VIEW) == referral
    for person, shown in ((cast.partner_worker, False), (cast.coordinator, True)):
        assert shows_words(referral, sees_case=sees_case(person, referral)) is shown


@pytest.mark.parametrize("state", [State.COMPLETED, State.NOT_ACHIEVED])
def test_what_has_ended_ends_access_to_the_case_and_stays_readable_itself(
    cast: Cast, state: State
) -> None:
    referral = in_state(cast, Kind.REFERRAL, state)
    with pytest.raises(Http404):
        case_for(cast.partner_worker, referral.case_id, Permission.CASE_VIEW)
    for person in (cast.partner_worker, cast.coordinator, cast.consultant, cast.supervisor):
        found = referral_for(person, referral.pk, Permission.REFERRAL_VIEW)
        assert shows_words(found, sees_case=sees_case(person, found))


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("state", [State.DRAFT, State.SENT, State.ACCEPTED])
def test_strangers_see_neither_the_referral_nor_the_case(
    cast: Cast, kind: Kind, state: State
) -> None:
    referral = in_state(cast, kind, state)
    for person in (cast.stranger, cast.administrator, cast.officer, cast.analyst, cast.member):
        assert not sees(person, referral)
        with pytest.raises(Http404):
            case_for(person, referral.case_id, Permission.CASE_VIEW)


@pytest.mark.parametrize("kind", Kind)
def test_a_draft_is_seen_by_its_sender_alone(cast: Cast, kind: Kind) -> None:
    referral = draft(cast, kind)
    by_lead = kind == Kind.HANDOVER
    assert sees(cast.consultant, referral) is by_lead
    assert sees(cast.coordinator, referral) is not by_lead
    assert not sees(cast.partner_worker, referral)


@pytest.mark.parametrize(
    ("shares", "more"),
    [
        ({}, set()),
        ({"share_summary": True}, {Permission.CASE_SUMMARY}),
        ({"share_person": True}, {Permission.CASE_PERSON}),
    ],
)
def test_what_the_sender_shares_is_shared_until_the_end(
    cast: Cast, shares: dict[str, bool], more: set[Permission]
) -> None:
    case = coordinated_case(cast)
    referral = refer(cast, case, **shares)
    assert granted(case, cast.partner) == LOOK | more
    referral = take(referral, State.ACCEPTED, cast)
    assert granted(case, cast.partner) == WORK | more
    take(referral, State.COMPLETED, cast)
    assert granted(case, cast.partner) == set()


def test_one_that_ends_takes_nothing_that_rests_on_another(cast: Cast) -> None:
    case = coordinated_case(cast, needs=[need(0), need(1)])
    first, second = case.needs.all()
    one = take(refer(cast, case, case_need=first, share_summary=True), State.ACCEPTED, cast)
    other = take(refer(cast, case, case_need=second), State.ACCEPTED, cast)
    take(one, State.COMPLETED, cast)
    assert granted(case, cast.partner) == WORK
    assert needs_for(case, sight_of(case, cast.partner_worker)) == [second]
    take(other, State.COMPLETED, cast)
    assert granted(case, cast.partner) == set()


def test_a_handover_shows_all_when_sent_and_lets_coordinate_when_accepted(cast: Cast) -> None:
    case = make_case(cast)
    handover = hand_over(cast, case)
    sight = sight_of(case, cast.coordinator)
    assert sight.may(Permission.CASE_SUMMARY) and not sight.may(Permission.CASE_COORDINATE)
    assert Case.objects.get(pk=case.pk).state == CaseState.OPEN
    take(handover, State.ACCEPTED, cast)
    assert sight_of(case, cast.coordinator).permissions == COORDINATES
    assert Case.objects.get(pk=case.pk).state == CaseState.COORDINATED
    assert granted(case, cast.centre) == LEADS


def test_a_finished_coordination_gives_the_case_back_to_the_lead(cast: Cast) -> None:
    case = coordinated_case(cast)
    take(Referral.objects.get(case=case), State.COMPLETED, cast)
    assert Case.objects.get(pk=case.pk).state == CaseState.OPEN
    assert granted(case, cast.coordinating) == LOOK
    assert granted(case, cast.centre) == LEADS


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_a_handover_that_is_not_taken_on_leaves_the_case_with_the_lead(
    cast: Cast, state: State
) -> None:
    referral = in_state(cast, Kind.HANDOVER, state)
    assert referral.case.state == CaseState.OPEN
    assert granted(referral.case, cast.coordinating) == set()
    assert granted(referral.case, cast.centre) == LEADS


def test_with_an_accepted_transfer_the_lead_changes_hands(cast: Cast) -> None:
    case = coordinated_case(cast)
    take(transfer(cast, case), State.ACCEPTED, cast)
    case = Case.objects.get(pk=case.pk)
    assert (case.lead, case.worker) == (cast.partner, None)
    assert case.state == CaseState.COORDINATED
    assert granted(case, cast.partner) == LEADS
    assert granted(case, cast.centre) == LOOK
    assert granted(case, cast.coordinating) == COORDINATES
    for referral in case.referrals.all():
        assert sees(cast.partner_worker, referral)


def test_the_coordinator_may_take_the_lead_itself(cast: Cast) -> None:
    case = coordinated_case(cast)
    sent = transfer(cast, case, receiver=cast.coordinating)
    take(sent, State.ACCEPTED, cast)
    case = Case.objects.get(pk=case.pk)
    assert case.lead == cast.coordinating
    assert granted(case, cast.coordinating) == LEADS | COORDINATES


def test_a_lead_that_was_never_handed_over_becomes_open_with_the_next_lead(cast: Cast) -> None:
    case = make_case(cast, lead=cast.coordinating, by=cast.coordinator)
    take(transfer(cast, case), State.ACCEPTED, cast)
    case = Case.objects.get(pk=case.pk)
    assert case.state == CaseState.OPEN
    assert granted(case, cast.coordinating) == LOOK


@pytest.mark.parametrize("state", State)
def test_a_need_is_never_nobodys(cast: Cast, state: State) -> None:
    referral = in_state(cast, Kind.REFERRAL, state)
    case_need = referral.case.needs.get()
    if state in LIVE:
        assert case_need.state == NeedState.REFERRED
    else:
        met = state == State.COMPLETED
        assert case_need.state == (NeedState.MET if met else NeedState.OPEN)


def test_closing_the_case_ends_the_coordination(cast: Cast) -> None:
    case = coordinated_case(cast)
    draft_of_it = refer_draft(cast, case)
    close_case(
        case=case,
        version=case.version,
        submission=letter()["submission"],
        answers={one.pk: "met" for one in case.needs.all()},
        how_it_ended="Osoba jest bezpieczna.",
        group=cast.coordinating.group,
        by=cast.coordinator,
    )
    case = Case.objects.get(pk=case.pk)
    handover = case.referrals.get(kind=Kind.HANDOVER)
    assert case.state == CaseState.CLOSED
    assert (handover.state, handover.outcome) == (State.COMPLETED, "Osoba jest bezpieczna.")
    assert Referral.objects.get(pk=draft_of_it.pk).state == State.WITHDRAWN
    assert granted(case, cast.coordinating) == LOOK
    assert granted(case, cast.centre) == LEADS


def refer_draft(cast: Cast, case: Case) -> Referral:
    """A draft nobody has sent."""
    from casework.referrals.actions import save_draft

    return save_draft(
        **letter(
            kind=Kind.REFERRAL,
            case=case,
            receiver=cast.partner,
            group=cast.coordinating.group,
            by=cast.coordinator,
            case_need=case.needs.get(),
        )
    )
