"""Admission, other beds and discharge: what is done, and what is refused with nothing lost."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.actions import close_case
from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.shelter.actions import admit, close_bed, discharge, move_beds
from casework.shelter.choices import FacilityKind, HoldEnd, StayBasis, WaitingEnd
from casework.shelter.models import BedNight, Facility, Stay
from casework.shelter.nights import beds_of, locked
from casework.shelter.refusals import ShelterRefused
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case
from tests.casework.shelter.making import (
    Days,
    beds_named,
    dated,
    day,
    make_hold,
    make_house,
    make_old_stay,
    make_stay,
    make_waiting,
    stay_facts,
)
from tests.cast import Cast


def refused(field: str, **facts: Any) -> str:
    with pytest.raises(ShelterRefused) as refusal:
        admit(**facts)
    assert refusal.value.field == field
    assert not Stay.objects.exclude(case__pseudonym="there").exists()
    return str(refusal.value)


def test_a_household_gets_a_bed_for_each_person(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house, "1", "2")
    assert (stay.people, stay.limit_on is not None, stay.nights.count()) == (2, True, 28)
    assert [bed.name for bed in beds_of(stay)] == ["1", "2"]
    assert not stay.nights.filter(night=stay.planned_end_on).exists()
    event = AuditEvent.objects.get(verb="stay.admitted")
    assert event.subject_id == str(stay.case_id)
    assert event.details == {"people": 2}


def test_sent_twice_is_one_stay(cast: Cast, house: Facility) -> None:
    case, facts = make_case(cast), stay_facts(cast, house)
    assert admit(case=case, **facts).pk == admit(case=case, **facts).pk
    with pytest.raises(NotAllowed):
        admit(case=make_case(cast), **facts)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"planned_end_on": Days(0)}, "planned_end_on"),
        ({"planned_end_on": Days(-3)}, "planned_end_on"),
        ({"planned_end_on": Days(93)}, "planned_end_on"),
        ({"started_on": Days(1)}, "started_on"),
        ({"started_on": Days(-93), "planned_end_on": Days(-50)}, "started_on"),
        ({"people": 2}, "beds"),
        ({"beds": []}, "beds"),
        ({"basis": StayBasis.HOUSE_RULE}, "basis"),
        ({"basis": "whatever"}, "basis"),
        ({"basis": StayBasis.ART_47_3A}, "certificate_until"),
        ({"basis": StayBasis.ART_47_3A, "certificate_until": Days(0)}, "certificate_until"),
    ],
)
def test_what_makes_no_stay_is_refused_at_its_field(
    cast: Cast, house: Facility, changes: dict[str, Any], field: str
) -> None:
    refused(field, case=make_case(cast), **stay_facts(cast, house, **dated(changes)))
    assert not BedNight.objects.exists()


def test_a_foreigner_stays_as_long_as_the_certificate(cast: Cast, house: Facility) -> None:
    until = day(200)
    facts: dict[str, Any] = {"basis": StayBasis.ART_47_3A, "certificate_until": until}
    stay = make_stay(cast, house, **facts, planned_end_on=until)
    assert (stay.limit_on, stay.nights.count()) == (until, 200)


def test_a_house_without_a_limit_is_planned_for_a_year_at_most(cast: Cast) -> None:
    house = make_house(cast.centre, "open", kind=FacilityKind.NIGHT_SHELTER)
    facts = stay_facts(cast, house, basis=StayBasis.HOUSE_RULE, planned_end_on=day(367))
    refused("planned_end_on", case=make_case(cast), **facts)
    stay = make_stay(cast, house, basis=StayBasis.HOUSE_RULE, planned_end_on=day(366))
    assert stay.limit_on is None


@pytest.mark.parametrize(("first", "until"), [(-5, 1), (-1, 14), (0, 1), (-20, 60)])
def test_a_bed_that_is_taken_on_one_of_the_nights(
    cast: Cast, house: Facility, first: int, until: int
) -> None:
    make_stay(cast, house, "1", case=make_case(cast, pseudonym="there"), started_on=day(-2))
    days = {"started_on": day(first), "planned_end_on": day(until)}
    words = refused("beds", case=make_case(cast), **stay_facts(cast, house, "1", **days))
    assert "1" in words


def test_stays_that_only_touch_are_two(cast: Cast, house: Facility) -> None:
    before = make_old_stay(cast, house, 10, 1, "1")
    discharge(stay=before, version=1, ended_on=day(), destination="family", by=cast.consultant)
    make_stay(cast, house, "1")
    assert Stay.objects.count() == 2


def test_beds_of_another_house_out_of_use_or_out_of_service(cast: Cast, house: Facility) -> None:
    other = make_house(cast.partner, "other")
    facts = stay_facts(cast, house)
    refused("beds", case=make_case(cast), **facts | {"beds": beds_named(other, "1")})
    [bed] = beds_named(house, "1")
    close_bed(bed=bed, first_on=day(5), last_on=day(6), reason="Malowanie", by=cast.supervisor)
    assert "Malowanie" in refused("beds", case=make_case(cast), **facts)
    house.beds.filter(name="2").update(is_active=False)
    facts = stay_facts(cast, house, "2")
    refused("beds", case=make_case(cast), **facts)
    assert make_stay(cast, house, "1", planned_end_on=day(5)).nights.count() == 5


def test_a_case_stays_in_one_place(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house, "1")
    with pytest.raises(ShelterRefused):
        admit(case=stay.case, **stay_facts(cast, house, "2"))
    discharge(stay=stay, version=1, ended_on=day(), destination="mistake", by=cast.consultant)
    old = make_old_stay(cast, house, 10, 1, "2")
    discharge(stay=old, version=1, ended_on=day(-2), destination="family", by=cast.consultant)
    overlapping = stay_facts(cast, house, "3", started_on=day(-4))
    with pytest.raises(ShelterRefused) as refusal:
        admit(case=old.case, **overlapping)
    assert refusal.value.field == "started_on"


def test_a_closed_case_gets_no_bed(cast: Cast, house: Facility) -> None:
    case = make_case(cast)
    answers = {one.pk: "met" for one in case.needs.all()}
    closed = close_case(
        case=case,
        version=case.version,
        submission=uuid4(),
        answers=answers,
        how_it_ended="Dobrze.",
        group=cast.centre.group,
        by=cast.consultant,
    )
    with pytest.raises(NotAllowed):
        admit(case=closed, **stay_facts(cast, house))


def test_a_case_with_somebody_in_a_bed_is_not_closed(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house)
    case = Case.objects.get(pk=stay.case_id)
    with pytest.raises(NotAllowed, match="Dom hostel"):
        close_case(
            case=case,
            version=case.version,
            submission=uuid4(),
            answers={one.pk: "met" for one in case.needs.all()},
            how_it_ended="Dobrze.",
            group=cast.centre.group,
            by=cast.consultant,
        )


def test_who_comes_uses_the_hold_and_waits_no_longer(cast: Cast) -> None:
    house = make_house(cast.partner, "partner", beds=2)
    hold = make_hold(cast, house, "1")
    case = hold.referral.case
    waiting = make_waiting(cast, case)
    with pytest.raises(ShelterRefused):
        make_stay(cast, house, "1", planned_end_on=day(1))
    stay = make_stay(cast, house, "2", case=case, by=cast.coordinator)
    hold.refresh_from_db()
    waiting.refresh_from_db()
    assert (hold.end, waiting.end) == (HoldEnd.USED, WaitingEnd.ADMITTED)
    assert set(BedNight.objects.values_list("stay", flat=True)) == {stay.pk}


def test_other_beds_from_a_night_on(cast: Cast, house: Facility) -> None:
    stay = make_old_stay(cast, house, 3, 1, "1")
    moved = move_beds(
        stay=stay, version=1, beds=beds_named(house, "2"), from_on=day(), by=cast.consultant
    )
    assert [bed.name for bed in beds_of(moved)] == ["2"]
    assert stay.nights.filter(bed__name="1").count() == 3
    with pytest.raises(StaleObject):
        move_beds(stay=stay, version=1, beds=[], from_on=day(), by=cast.consultant)


@pytest.mark.parametrize("from_on", [-4, 1, 30])
def test_other_beds_within_the_stay_alone(cast: Cast, house: Facility, from_on: int) -> None:
    stay = make_old_stay(cast, house, 3, 1, "1")
    with pytest.raises(ShelterRefused) as refusal:
        move_beds(
            stay=stay,
            version=1,
            beds=beds_named(house, "2"),
            from_on=day(from_on),
            by=cast.consultant,
        )
    assert refusal.value.field == "from_on"


def test_moving_into_a_bed_that_is_taken_changes_nothing(cast: Cast, house: Facility) -> None:
    stay, _other = make_stay(cast, house, "1"), make_stay(cast, house, "2")
    with pytest.raises(ShelterRefused):
        move_beds(
            stay=stay, version=1, beds=beds_named(house, "2"), from_on=day(), by=cast.consultant
        )
    assert stay.nights.filter(bed__name="1").count() == 14


def test_discharge_frees_the_nights(cast: Cast, house: Facility) -> None:
    stay = make_old_stay(cast, house, 3, 1, "1")
    facts: dict[str, Any] = {"destination": "own_home", "by": cast.consultant}
    ended = discharge(stay=stay, version=1, ended_on=day(-1), **facts)
    assert (ended.ended_on, ended.nights.count()) == (day(-1), 2)
    with pytest.raises(ShelterRefused):
        discharge(stay=stay, version=2, ended_on=day(), **facts)


@pytest.mark.parametrize(
    ("ended_on", "destination", "field"),
    [(1, "family", "ended_on"), (-4, "family", "ended_on"), (0, "", "destination")],
)
def test_what_makes_no_discharge(
    cast: Cast, house: Facility, ended_on: int, destination: str, field: str
) -> None:
    stay = make_old_stay(cast, house, 3, 1, "1")
    with pytest.raises(ShelterRefused) as refusal:
        discharge(
            stay=stay,
            version=1,
            ended_on=day(ended_on),
            destination=destination,
            by=cast.consultant,
        )
    assert refusal.value.field == field
    stay.refresh_from_db()
    assert stay.is_open


def test_a_bed_of_somebody_who_did_not_leave_is_given_to_nobody(
    cast: Cast, house: Facility
) -> None:
    late = make_old_stay(cast, house, 10, 0, "1")
    with pytest.raises(ShelterRefused):
        make_stay(cast, house, "1")
    discharge(stay=late, version=1, ended_on=day(), destination="family", by=cast.consultant)
    assert make_stay(cast, house, "1").is_open


def test_beds_are_locked_in_one_order(cast: Cast, house: Facility) -> None:
    beds = beds_named(house, "3", "1", "2")
    assert locked(beds) == beds
