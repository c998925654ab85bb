"""What the clock does: it warns three times, keeps beds, and lets holds pass."""

import pytest

from casework.shelter.actions import decide_next, discharge
from casework.shelter.choices import HoldEnd
from casework.shelter.models import Facility, Hold, Stay
from casework.shelter.tasks import watch_stays
from ostoja.notifications.models import Notification
from tests.casework.shelter.making import day, make_hold, make_house, make_old_stay, make_stay
from tests.cast import Cast


def news(kind: str) -> int:
    return Notification.objects.filter(kind=kind).values("event").distinct().count()


def at_limit(stay: Stay, left: int) -> Stay:
    """The stay as if so many days were left."""
    Stay.objects.filter(pk=stay.pk).update(limit_on=day(left), planned_end_on=day(min(left, 14)))
    stay.refresh_from_db()
    return stay


def test_each_stage_is_told_once(cast: Cast, house: Facility) -> None:
    stay = at_limit(make_stay(cast, house), 31)
    assert (watch_stays.run(), news("stay-limit")) == (0, 0)
    for left, number in ((30, 1), (29, 1), (15, 1), (14, 2), (8, 2), (7, 3), (1, 3)):
        at_limit(stay, left)
        watch_stays.run()
        watch_stays.run()
        assert news("stay-limit") == number, left


def test_everybody_of_the_house_is_told(cast: Cast, house: Facility) -> None:
    at_limit(make_stay(cast, house), 20)
    watch_stays.run()
    people = Notification.objects.values_list("person__email", flat=True)
    assert set(people) == {cast.consultant.email, cast.colleague.email}


def test_a_new_limit_warns_anew_and_a_decision_settles(cast: Cast, house: Facility) -> None:
    stay = at_limit(make_stay(cast, house), 20)
    watch_stays.run()
    extended = decide_next(
        stay=stay,
        version=stay.version,
        step="extend",
        until=day(28),
        legal_basis="decyzja",
        reason="Czeka.",
        by=cast.consultant,
    )
    assert not Notification.objects.filter(read_at=None).exists()
    assert extended.warned_days is None
    watch_stays.run()
    assert news("stay-limit") == 2


def test_who_was_to_leave_keeps_the_bed_until_somebody_says(cast: Cast, house: Facility) -> None:
    stay = make_old_stay(cast, house, 10, -2, "1")
    assert stay.nights.count() == 8
    assert watch_stays.run() == 1
    assert stay.nights.count() == 11
    assert (watch_stays.run(), news("stay-over")) == (0, 1)
    stay.refresh_from_db()
    discharge(
        stay=stay,
        version=stay.version,
        ended_on=day(-1),
        destination="family",
        by=cast.consultant,
    )
    assert stay.nights.count() == 9
    assert not Notification.objects.filter(kind="stay-over", read_at=None).exists()


def test_a_bed_that_others_have_by_then_stays_theirs(cast: Cast, house: Facility) -> None:
    late = make_old_stay(cast, house, 10, -2, "1")
    other = make_old_stay(cast, house, 5, 1, "2")
    other.nights.filter(night__gte=day(-2)).update(bed=house.beds.get(name="1"))
    assert watch_stays.run() == 0
    assert late.nights.count() == 8
    assert other.nights.filter(bed__name="1").count() == 3


@pytest.mark.parametrize(("until", "passes"), [(0, True), (-1, True), (1, False)])
def test_a_hold_passes_with_its_nights(cast: Cast, until: int, passes: bool) -> None:
    hold = make_hold(cast, make_house(cast.partner, "partner"))
    Hold.objects.filter(pk=hold.pk).update(first_on=day(-3), until_on=day(until))
    watch_stays.run()
    hold.refresh_from_db()
    assert hold.end == (HoldEnd.PASSED if passes else "")


def test_who_left_is_no_longer_watched(cast: Cast, house: Facility) -> None:
    stay = make_old_stay(cast, house, 80, 1, "1")
    discharge(stay=stay, version=1, ended_on=day(), destination="family", by=cast.consultant)
    assert (watch_stays.run(), Notification.objects.count()) == (0, 0)
