"""A bed is kept while a referral is open, and no longer."""

from typing import Any

import pytest

from casework.cases.models import Case
from casework.referrals.actions import expire
from casework.referrals.choices import State
from casework.referrals.models import Referral
from casework.shelter.actions import end_hold
from casework.shelter.choices import HoldEnd
from casework.shelter.models import BedNight, Facility, Hold
from casework.shelter.refusals import ShelterRefused
from tests.casework.referrals.situations import coordinated_case, refer, take
from tests.casework.shelter.making import day, make_hold, make_house, make_stay
from tests.cast import Cast


@pytest.fixture
def place(cast: Cast) -> Facility:
    """A house that the partner runs, to whom the coordinator refers."""
    found: Facility = make_house(cast.partner, "partner")
    return found


@pytest.fixture
def referral(cast: Cast) -> Referral:
    """Sent to the partner."""
    return refer(cast, coordinated_case(cast))


def hold(cast: Cast, place: Facility, referral: Referral, *beds: str, **more: Any) -> Hold:
    return make_hold(cast, place, *beds, referral=referral, **more)


def test_nobody_else_gets_the_bed(cast: Cast, place: Facility, referral: Referral) -> None:
    held = hold(cast, place, referral, "1", "2")
    assert BedNight.objects.filter(hold=held).count() == 6
    with pytest.raises(ShelterRefused):
        make_stay(cast, place, "2", by=cast.coordinator)
    make_stay(cast, place, "3", by=cast.coordinator)


@pytest.mark.parametrize(
    ("state", "keeps"),
    [
        (State.CONSIDERED, True),
        (State.ACCEPTED, True),
        (State.DECLINED, False),
        (State.WITHDRAWN, False),
    ],
)
def test_it_ends_with_its_referral(
    cast: Cast, place: Facility, referral: Referral, state: State, keeps: bool
) -> None:
    held = hold(cast, place, referral)
    take(referral, state, cast)
    held.refresh_from_db()
    assert (held.ended_at is None) is keeps
    assert BedNight.objects.exists() is keeps


def test_it_ends_when_the_clock_of_the_referral_runs_out(
    cast: Cast, place: Facility, referral: Referral
) -> None:
    held = hold(cast, place, referral)
    expire(referral=referral, version=referral.version)
    held.refresh_from_db()
    assert (held.end, BedNight.objects.exists()) == (HoldEnd.REFERRAL_ENDED, False)


def test_sent_twice_is_one_hold(cast: Cast, place: Facility, referral: Referral) -> None:
    first = hold(cast, place, referral)
    again = hold(cast, place, referral, submission=first.submission)
    assert (again.pk, Hold.objects.count()) == (first.pk, 1)
    with pytest.raises(ShelterRefused):
        hold(cast, place, referral, "2")


@pytest.mark.parametrize(
    ("days", "field"),
    [((-1, 2), "first_on"), ((0, 0), "until_on"), ((3, 2), "until_on"), ((0, 15), "until_on")],
)
def test_days_that_make_no_hold(
    cast: Cast, place: Facility, referral: Referral, days: tuple[int, int], field: str
) -> None:
    with pytest.raises(ShelterRefused) as refusal:
        hold(cast, place, referral, first_on=day(days[0]), until_on=day(days[1]))
    assert refusal.value.field == field
    assert not Hold.objects.exists()


def test_only_for_an_open_referral_to_who_runs_the_house(
    cast: Cast, place: Facility, referral: Referral
) -> None:
    other = make_house(cast.centre, "other")
    with pytest.raises(ShelterRefused) as refusal:
        hold(cast, other, referral)
    assert refusal.value.field == "facility"
    take(referral, State.DECLINED, cast)
    with pytest.raises(ShelterRefused):
        hold(cast, place, referral)


def test_two_referrals_of_a_case_hold_two_beds(
    cast: Cast, place: Facility, referral: Referral
) -> None:
    hold(cast, place, referral, "1")
    case = Case.objects.get(pk=referral.case_id)
    from casework.cases.models import CaseNeed
    from casework.partners.models import Need

    need = Need.objects.exclude(pk=referral.case_need.need_id)[0]  # type: ignore[union-attr]
    second = CaseNeed.objects.create(case=case, need=need)
    other = refer(cast, case, case_need=second)
    with pytest.raises(ShelterRefused):
        hold(cast, place, other, "1")
    assert hold(cast, place, other, "2").ended_at is None


def test_given_up_by_hand_once(cast: Cast, place: Facility, referral: Referral) -> None:
    held = hold(cast, place, referral)
    for _twice in range(2):
        ended = end_hold(hold=held, end=HoldEnd.GIVEN_UP, by=cast.coordinator)
        assert ended.end == HoldEnd.GIVEN_UP
    assert not BedNight.objects.exists()
