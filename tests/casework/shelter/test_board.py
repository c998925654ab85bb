"""The board by night: what everybody sees of a bed, and who sees a name."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.shelter.actions import close_bed
from casework.shelter.board import BedState, by_attribute, counts_of, free_beds, rows_of
from casework.shelter.models import Facility
from ostoja.accounts.models import User
from tests.casework.cases.situations import make_case
from tests.casework.shelter.making import (
    beds_named,
    day,
    make_bed,
    make_hold,
    make_house,
    make_old_stay,
    make_stay,
)
from tests.cast import Cast


def states(house: Facility, night: int, user: User) -> dict[str, BedState]:
    return {row.bed.name: row.state for row in rows_of(house, day(night), user)}


def test_each_bed_on_each_night(cast: Cast) -> None:
    house = make_house(cast.partner, "partner", beds=5)
    make_stay(cast, house, "1", planned_end_on=day(2), by=cast.coordinator)
    make_hold(cast, house, "2", until_on=day(1))
    [broken] = beds_named(house, "3")
    close_bed(bed=broken, first_on=day(1), last_on=day(1), reason="Rura", by=cast.coordinator)
    make_old_stay(cast, house, 5, 0, "4")
    who = cast.partner_worker
    taken, held, free = BedState.TAKEN, BedState.HELD, BedState.FREE
    late, closed = BedState.NOT_LEFT, BedState.CLOSED
    assert states(house, 0, who) == {"1": taken, "2": held, "3": free, "4": late, "5": free}
    assert states(house, 1, who) == {"1": taken, "2": free, "3": closed, "4": free, "5": free}
    assert states(house, 2, who)["1"] == free
    assert [bed.name for bed in free_beds(day(), day(1))] == ["3", "5"]
    assert [bed.name for bed in free_beds(day(), day(2))] == ["5"]


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("consultant", True),
        ("supervisor", True),
        ("coordinator", False),
        ("partner_worker", False),
        ("stranger", False),
    ],
)
def test_who_lies_there_is_for_the_house(
    cast: Cast, house: Facility, who: str, named: bool
) -> None:
    make_stay(cast, house, "1", case=make_case(cast, pseudonym="Wrzos"))
    [row] = [one for one in rows_of(house, day(), getattr(cast, who)) if one.bed.name == "1"]
    assert row.state == BedState.TAKEN
    assert (row.who, row.stay is not None, row.until is not None) == (
        ("Wrzos", True, True) if named else ("", False, False)
    )


def test_whose_case_it_is_sees_who_lies_in_another_house(cast: Cast) -> None:
    house = make_house(cast.partner, "partner")
    make_stay(cast, house, "1", case=make_case(cast, pseudonym="Wrzos"), by=cast.coordinator)
    assert "Wrzos" in {row.who for row in rows_of(house, day(), cast.consultant)}


def test_a_bed_that_was_given_up_stays_on_its_nights(cast: Cast, house: Facility) -> None:
    make_old_stay(cast, house, 3, 1, "1")
    house.beds.filter(name__in=["1", "2"]).update(is_active=False)
    assert set(states(house, -1, cast.consultant)) == {"1", "3"}


def test_free_by_attribute(cast: Cast, house: Facility) -> None:
    make_bed(house, "4", is_accessible=True, is_family=True)
    found = by_attribute(house.beds.all())
    assert [number for _words, number in found] == [1, 1]


def test_counts_of_each_night(cast: Cast, house: Facility) -> None:
    make_stay(cast, house, "1", planned_end_on=day(2))
    [broken] = beds_named(house, "2")
    close_bed(bed=broken, first_on=day(1), last_on=None, reason="Rura", by=cast.supervisor)
    counted = dict(counts_of(house, day(-1), 5))
    assert list(counted.values()) == [3, 2, 1, 2, 2]


def test_more_beds_and_people_cost_no_more_queries(cast: Cast, house: Facility) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            rows_of(house, day(), cast.consultant)
            counts_of(house, day(-14), 29)
        return len(queries)

    make_stay(cast, house, "1")
    cost()
    before = cost()
    for name in ("4", "5", "6", "7"):
        make_bed(house, name)
        make_stay(cast, house, name)
    assert cost() == before <= 10
