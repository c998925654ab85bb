"""Beds and waiting when two cases of one person become one, and when they come apart again."""

from collections.abc import Iterator

import pytest
from django.db.models import Model
from django.utils.translation import override

from casework.cases import merging
from casework.cases.actions import separate_cases
from casework.cases.models import Case, CaseMerge
from casework.cases.refusal import NotAllowed
from casework.shelter.actions import discharge, end_waiting
from casework.shelter.models import BedNight, Facility, Hold, Stay, Waiting
from casework.shelter.tasks import watch_stays
from tests.casework.cases.doubles import merge, pair
from tests.casework.cases.situations import make_case
from tests.casework.referrals.situations import coordinated_case, refer
from tests.casework.shelter.making import (
    day,
    make_hold,
    make_house,
    make_old_stay,
    make_stay,
    make_waiting,
)
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Refusals are told in English, whichever page asked before."""
    with override("en"):
        yield


@pytest.fixture
def cases(cast: Cast) -> tuple[Case, Case]:
    return pair(cast)


def where_all_lies() -> dict[type[Model], set[object]]:
    """In which cases the room's rows are."""
    return {
        model: set(model._default_manager.values_list("case", flat=True))
        for model in (Stay, BedNight, Waiting)
    }


def left(cast: Cast, stay: Stay) -> None:
    """They have left this morning."""
    facts = {"ended_on": day(), "destination": "family", "by": cast.consultant}
    discharge(stay=stay, version=stay.version, **facts)  # type: ignore[arg-type]


def test_stays_nights_and_waiting_move_and_come_back(
    cast: Cast, house: Facility, cases: tuple[Case, Case]
) -> None:
    kept, merged = cases
    stay = make_stay(cast, house, case=merged, started_on=day(-3))
    left(cast, stay)
    make_waiting(cast, merged)
    assert BedNight.objects.filter(stay=stay).count() == 3
    done: CaseMerge = merge(cast, kept, merged)
    assert where_all_lies() == {Stay: {kept.pk}, BedNight: {kept.pk}, Waiting: {kept.pk}}
    separate_cases(merge=done, by=cast.consultant)
    assert where_all_lies() == {Stay: {merged.pk}, BedNight: {merged.pk}, Waiting: {merged.pk}}


def test_what_came_after_the_merging_stays_where_it_is(
    cast: Cast, house: Facility, cases: tuple[Case, Case]
) -> None:
    kept, merged = cases
    done = merge(cast, kept, merged)
    stay = make_stay(cast, house, case=Case.objects.get(pk=kept.pk))
    separate_cases(merge=done, by=cast.consultant)
    stay.refresh_from_db()
    assert stay.case == kept


def test_a_stay_takes_the_nights_along_that_were_added_since(cast: Cast, house: Facility) -> None:
    stay, kept = make_old_stay(cast, house, 10, 0), make_case(cast)
    merged = stay.case
    done = merge(cast, kept, merged)
    assert watch_stays.run() and BedNight.objects.filter(case=kept, night=day()).exists()
    separate_cases(merge=done, by=cast.consultant)
    assert where_all_lies()[BedNight] == {merged.pk}


def test_a_held_bed_goes_with_its_referral(cast: Cast) -> None:
    kept, merged = make_case(cast), coordinated_case(cast)
    hold = make_hold(cast, make_house(cast.partner), referral=refer(cast, merged))
    merge(cast, kept, merged, by=cast.coordinator, group=cast.coordinating.group)
    assert Hold.objects.get(pk=hold.pk).referral.case == kept
    assert set(BedNight.objects.values_list("case", flat=True)) == {kept.pk}


def test_one_person_sleeps_in_one_bed(
    cast: Cast, house: Facility, cases: tuple[Case, Case]
) -> None:
    kept, merged = cases
    make_stay(cast, house, "1", case=kept)
    second = make_stay(cast, house, "2", case=merged)
    with pytest.raises(NotAllowed, match="a stay that goes on"):
        merge(cast, kept, merged)
    left(cast, second)
    merge(cast, kept, merged)


def test_one_person_waits_once(cast: Cast, cases: tuple[Case, Case]) -> None:
    kept, merged = cases
    make_waiting(cast, kept)
    second = make_waiting(cast, merged)
    with pytest.raises(NotAllowed, match="wait for a bed"):
        merge(cast, kept, merged)
    end_waiting(waiting=second, version=1, end="not_needed", by=cast.consultant)
    merge(cast, kept, merged)
    assert Waiting.objects.filter(case=kept, ended_at=None).count() == 1


def test_who_slept_in_two_beds_in_one_night_may_be_two_people(
    cast: Cast, house: Facility, cases: tuple[Case, Case]
) -> None:
    kept, merged = cases
    for name, case in (("1", kept), ("2", merged)):
        left(cast, make_stay(cast, house, name, case=case, started_on=day(-2)))
    assert [*merging.obstacles(kept, merged)] == [
        "Both cases slept in a bed in the same night, so they may be two people."
    ]
    with pytest.raises(NotAllowed, match="may be two people"):
        merge(cast, kept, merged)
