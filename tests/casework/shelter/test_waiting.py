"""Who waits for a bed: once, in order, and told of a bed that fits; never given one by itself."""

from typing import Any

import pytest

from casework.shelter.actions import close_bed, discharge, end_waiting, reopen_bed
from casework.shelter.choices import WaitingEnd
from casework.shelter.models import BedNight, Facility, Stay, Waiting
from casework.shelter.refusals import ShelterRefused
from casework.shelter.waiting_list import next_fitting
from ostoja.access.versions import StaleObject
from ostoja.notifications.models import Notification
from tests.casework.shelter.making import (
    beds_named,
    day,
    make_bed,
    make_hold,
    make_house,
    make_stay,
    make_waiting,
)
from tests.cast import Cast


def told() -> set[str]:
    """Who has news of a free bed that they have not read."""
    news = Notification.objects.filter(kind="bed-free", read_at=None)
    return set(news.values_list("person__email", flat=True))


def test_a_case_waits_once(cast: Cast) -> None:
    waiting = make_waiting(cast)
    with pytest.raises(ShelterRefused):
        make_waiting(cast, waiting.case)
    assert Waiting.objects.count() == 1


def test_who_has_a_bed_waits_for_none(cast: Cast, house: Facility) -> None:
    stay = make_stay(cast, house)
    with pytest.raises(ShelterRefused):
        make_waiting(cast, stay.case)


def test_taken_off_the_list(cast: Cast) -> None:
    waiting = make_waiting(cast)
    ended = end_waiting(waiting=waiting, version=1, end="no_contact", by=cast.consultant)
    assert ended.end == WaitingEnd.NO_CONTACT
    with pytest.raises(StaleObject):
        end_waiting(waiting=waiting, version=1, end="not_needed", by=cast.consultant)
    again = end_waiting(waiting=waiting, version=2, end="not_needed", by=cast.consultant)
    assert again.end == WaitingEnd.NO_CONTACT


def test_the_most_urgent_is_next_and_then_who_waits_longest(cast: Cast, house: Facility) -> None:
    first, second = make_waiting(cast), make_waiting(cast)
    assert next_fitting(house) == first
    urgent = make_waiting(cast, urgency="immediate")
    assert next_fitting(house) == urgent
    for one in (urgent, first):
        end_waiting(waiting=one, version=1, end="not_needed", by=cast.consultant)
    assert next_fitting(house) == second


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        ({"people": 3}, True),
        ({"people": 4}, False),
        ({"is_accessible": True}, False),
        ({"is_cot": True}, False),
        ({"is_family": True}, False),
    ],
)
def test_a_bed_must_fit(cast: Cast, house: Facility, wish: dict[str, Any], fits: bool) -> None:
    waiting = make_waiting(cast, **wish)
    assert (next_fitting(house) == waiting) is fits


def test_a_family_needs_one_room(cast: Cast) -> None:
    house = make_house(cast.centre, "families", beds=0)
    for room, name in (("A", "1"), ("A", "2"), ("B", "3")):
        make_bed(house, name, room, is_family=True)
    make_bed(house, "4", "C", is_accessible=True)
    two = make_waiting(cast, people=2, is_family=True)
    assert next_fitting(house) == two
    end_waiting(waiting=two, version=1, end="not_needed", by=cast.consultant)
    make_waiting(cast, people=3, is_family=True)
    assert next_fitting(house) is None


def test_who_waits_for_another_house_fits_here_not(cast: Cast, house: Facility) -> None:
    other = make_house(cast.partner, "other")
    waiting = make_waiting(cast, facility=other)
    assert (next_fitting(house), next_fitting(other)) == (None, waiting)


def test_a_discharge_tells_the_house_and_gives_nothing(cast: Cast) -> None:
    house = make_house(cast.centre, "small", beds=1)
    stay = make_stay(cast, house)
    make_waiting(cast, by=cast.coordinator)
    assert told() == set()
    discharge(stay=stay, version=1, ended_on=day(), destination="family", by=cast.consultant)
    assert cast.colleague.email in told()
    assert cast.consultant.email not in told()  # who did it
    assert not BedNight.objects.exists()
    assert Stay.objects.count() == 1


def test_a_bed_back_in_service_and_one_held_no_more_are_told_of(cast: Cast) -> None:
    house = make_house(cast.partner, "partner", beds=1)
    [bed] = beds_named(house, "1")
    closure = close_bed(
        bed=bed, first_on=day(), last_on=None, reason="Malowanie", by=cast.coordinator
    )
    waiting = make_waiting(cast, facility=house)
    reopen_bed(closure=closure, by=cast.coordinator)
    assert cast.partner_worker.email in told()
    end_waiting(waiting=waiting, version=1, end="not_needed", by=cast.consultant)
    assert told() == set()


def test_a_closed_bed_that_somebody_has_is_refused(cast: Cast, house: Facility) -> None:
    make_stay(cast, house, "1")
    [bed] = beds_named(house, "1")
    facts: dict[str, Any] = {"bed": bed, "reason": "Malowanie", "by": cast.supervisor}
    for first, last in ((day(3), None), (day(3), day(4)), (day(-1), day(0))):
        with pytest.raises(ShelterRefused):
            close_bed(first_on=first, last_on=last, **facts)
    with pytest.raises(ShelterRefused) as refusal:
        close_bed(first_on=day(30), last_on=day(29), **facts)
    assert refusal.value.field == "last_on"
    assert close_bed(first_on=day(14), last_on=None, **facts).first_on == day(14)


def test_held_beds_fit_nobody_else(cast: Cast) -> None:
    house = make_house(cast.partner, "partner", beds=1)
    make_hold(cast, house)
    make_waiting(cast)
    assert next_fitting(house) is None
