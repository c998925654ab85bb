"""What happens before a limit: nothing runs over in silence."""

from typing import Any

import pytest

from casework.shelter.actions import decide_next
from casework.shelter.models import Facility, Stay, StayDecision
from casework.shelter.nights import beds_of
from casework.shelter.refusals import ShelterRefused
from casework.shelter.selectors import undecided
from ostoja.access.versions import StaleObject
from tests.casework.shelter.making import Days, dated, day, make_old_stay, make_stay
from tests.cast import Cast

EXTENSION = {"legal_basis": "decyzja kierownika", "reason": "Czeka na mieszkanie."}


@pytest.fixture
def stay(cast: Cast, house: Facility) -> Stay:
    """It began 80 days ago, so that its limit is near."""
    return make_old_stay(cast, house, 80, 1, "1")


def decided(stay: Stay, cast: Cast, **facts: Any) -> Stay:
    given = {"step": "extend", "until": day(20), **facts}
    return decide_next(stay=stay, version=stay.version, by=cast.consultant, **given)


def refused(stay: Stay, cast: Cast, **facts: Any) -> str:
    before = Stay.objects.get(pk=stay.pk)
    with pytest.raises(ShelterRefused) as refusal:
        decided(stay, cast, **facts)
    after = Stay.objects.get(pk=stay.pk)
    assert (after.planned_end_on, after.limit_on) == (before.planned_end_on, before.limit_on)
    assert not StayDecision.objects.exists()
    return refusal.value.field


def waits(stay: Stay) -> bool:
    return undecided(Stay.objects.filter(pk=stay.pk)).exists()


def test_it_stands_on_the_desk_until_somebody_decides(cast: Cast, stay: Stay) -> None:
    assert waits(stay)
    decided(stay, cast, step="move_on", until=day(5), destination="rented")
    assert not waits(stay)
    decision = StayDecision.objects.get()
    assert (decision.until, decision.for_limit) == (day(5), stay.limit_on)


def test_a_new_limit_is_asked_about_anew(cast: Cast, stay: Stay) -> None:
    decided(stay, cast, step="leave", until=day(5), destination="family")
    stay.refresh_from_db()
    extended = decided(stay, cast, until=day(25), **EXTENSION)
    assert (extended.limit_on, extended.planned_end_on) == (day(25), day(25))
    assert waits(stay)


def test_longer_within_the_limit_decides_nothing(cast: Cast, stay: Stay) -> None:
    assert stay.limit_on is not None
    longer = decided(stay, cast, until=stay.limit_on)
    assert longer.limit_on == stay.limit_on
    assert waits(stay)


def test_an_extension_takes_the_nights(cast: Cast, house: Facility, stay: Stay) -> None:
    decided(stay, cast, until=day(30), **EXTENSION)
    assert stay.nights.filter(night__gte=day()).count() == 30
    assert [bed.name for bed in beds_of(stay)] == ["1"]


def test_a_bed_that_is_promised_to_others_is_not_extended_into(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house, "1", planned_end_on=day(2))
    other = make_stay(cast, house, "2", planned_end_on=day(9))
    other.nights.filter(night__gte=day(5)).update(bed=house.beds.get(name="1"))
    assert refused(stay, cast, until=day(8)) == "beds"
    assert decided(stay, cast, until=day(5)).planned_end_on == day(5)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"until": Days(60), "reason": "Czeka."}, "legal_basis"),
        ({"until": Days(60), "legal_basis": " ", "reason": "Czeka."}, "legal_basis"),
        ({"until": Days(60), "legal_basis": "decyzja"}, "reason"),
        ({"until": Days(1)}, "until"),
        ({"until": Days(-1)}, "until"),
        ({"until": Days(367), **EXTENSION}, "until"),
        ({"step": "leave", "until": Days(5)}, "destination"),
        ({"step": "leave", "until": Days(60), "destination": "family"}, "until"),
        ({"step": "move_on", "until": Days(-2), "destination": "rented"}, "until"),
    ],
)
def test_what_is_no_decision(cast: Cast, stay: Stay, facts: dict[str, Any], field: str) -> None:
    assert refused(stay, cast, **dated(facts)) == field


def test_leaving_earlier_frees_the_nights_after(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house, "1")
    decided(stay, cast, step="leave", until=day(3), destination="family")
    assert stay.nights.count() == 3


def test_two_who_decide_at_once(cast: Cast, stay: Stay) -> None:
    decided(stay, cast, step="leave", until=day(3), destination="family")
    with pytest.raises(StaleObject):
        decided(stay, cast, step="leave", until=day(4), destination="family")


def test_a_stay_that_ran_over_is_on_the_desk_whatever_was_decided(
    cast: Cast, house: Facility
) -> None:
    stay = make_old_stay(cast, house, 10, 0, "1")
    assert waits(stay)
    fresh = make_stay(cast, house, "2")
    assert not waits(fresh)


def test_a_stay_that_ended_takes_no_decision(cast: Cast, stay: Stay) -> None:
    Stay.objects.filter(pk=stay.pk).update(ended_on=day(), destination="family")
    assert refused(stay, cast) == ""
