"""What the database itself refuses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.shelter.models import Bed, BedClosure, BedNight, Facility, Hold, Room, Stay, Waiting
from tests.casework.cases.situations import make_case
from tests.casework.shelter.making import (
    Days,
    beds_named,
    dated,
    day,
    make_hold,
    make_house,
    make_stay,
    make_waiting,
)
from tests.cast import Cast

A_DAY = timedelta(days=1)


def refused(name: str, make: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def changed(row: Any, **facts: Any) -> Callable[[], object]:
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**facts)


def test_a_bed_has_one_person_a_night(cast: Cast, house: Facility) -> None:
    [bed] = beds_named(house, "1")
    first, other = make_stay(cast, house, "1"), make_stay(cast, house, "2")
    facts = {"bed": bed, "night": day(2), "person": 2}
    refused(
        "bed_night_nobody_twice",
        lambda: BedNight.objects.create(stay=other, case=other.case, **facts),
    )
    hold = make_hold(cast, make_house(cast.partner, "partner"))
    refused(
        "bed_night_nobody_twice",
        lambda: BedNight.objects.create(hold=hold, case=first.case, **facts),
    )


def test_nobody_sleeps_in_two_beds(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house, "1")
    [free] = beds_named(house, "2")
    refused(
        "bed_night_nobody_in_two_beds",
        lambda: BedNight.objects.create(stay=stay, case=stay.case, bed=free, night=day(1)),
    )


def test_a_night_is_of_a_stay_or_of_a_hold(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house, "1")
    [free] = beds_named(house, "2")
    facts = {"case": stay.case, "bed": free, "night": day(40)}
    refused("bed_night_of_a_stay_or_a_hold", lambda: BedNight.objects.create(**facts))
    hold = make_hold(cast, make_house(cast.partner, "partner"))
    refused(
        "bed_night_of_a_stay_or_a_hold",
        lambda: BedNight.objects.create(stay=stay, hold=hold, **facts),
    )


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("stay_planned_for_a_night", {"planned_end_on": Days(0)}),
        ("stay_ends_after_it_begins", {"ended_on": Days(-1), "destination": "family"}),
        ("stay_ended_has_a_destination", {"ended_on": Days(1)}),
        ("stay_ended_has_a_destination", {"destination": "family"}),
        ("stay_planned_within_its_limit", {"planned_end_on": Days(300)}),
        ("stay_of_foreigner_has_a_certificate", {"basis": "art_47_3a"}),
        ("stay_by_law_has_a_limit", {"limit_on": None}),
        ("stay_of_somebody", {"people": 0}),
    ],
)
def test_what_a_stay_needs(cast: Cast, house: Facility, name: str, facts: dict[str, Any]) -> None:
    refused(name, changed(make_stay(cast, house), **dated(facts)))


def test_one_open_stay_for_a_case(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house)
    facts = {name: getattr(stay, name) for name in ("facility", "case", "basis", "limit_on")}
    refused(
        "stay_one_open_for_a_case",
        lambda: Stay.objects.create(
            submission=uuid4(), started_on=day(), planned_end_on=day(1), **facts
        ),
    )


def test_what_houses_and_beds_need(cast: Cast, house: Facility) -> None:
    refused("facility_limit_is_of_this_world", changed(house, limit_months=61))
    [bed, other] = beds_named(house, "1", "2")
    refused("bed_once_in_a_facility", changed(other, name="1"))
    refused(
        "room_once_in_a_facility", lambda: Room.objects.create(facility=house, name=bed.room.name)
    )
    closed: dict[str, Any] = {"bed": bed, "first_on": day()}
    refused(
        "bed_closure_ends_after_it_begins",
        lambda: BedClosure.objects.create(last_on=day(-1), reason="Malowanie", **closed),
    )
    refused("bed_closure_has_a_reason", lambda: BedClosure.objects.create(reason="", **closed))
    assert Bed.objects.count() == 3


def test_what_holds_need(cast: Cast) -> None:
    hold = make_hold(cast, make_house(cast.partner, "partner"))
    refused("hold_for_a_night", changed(hold, until_on=hold.first_on))
    refused("hold_ended_says_why", changed(hold, ended_at=timezone.now()))
    refused("hold_ended_says_why", changed(hold, end="used"))
    refused(
        "hold_one_open_for_a_referral",
        lambda: Hold.objects.create(
            submission=uuid4(),
            referral=hold.referral,
            facility=hold.facility,
            first_on=day(),
            until_on=day(1),
        ),
    )


def test_what_waiting_needs(cast: Cast) -> None:
    waiting = make_waiting(cast)
    refused("waiting_ended_says_why", changed(waiting, ended_at=timezone.now()))
    refused("waiting_of_somebody", changed(waiting, people=0))
    refused(
        "waiting_once_for_a_case",
        lambda: Waiting.objects.create(submission=uuid4(), case=waiting.case, urgency="soon"),
    )


def test_a_case_that_goes_takes_its_nights_along(cast: Cast, house: Facility) -> None:
    from casework.cases.retention import CLOSED_CASES

    case = make_case(cast)
    make_stay(cast, house, case=case)
    hold = make_hold(cast, make_house(cast.partner, "partner"))
    CLOSED_CASES.delete([case, hold.referral.case])
    assert not Stay.objects.exists()
    assert not Hold.objects.exists()
    assert not BedNight.objects.exists()
