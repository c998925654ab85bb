"""Many who give the same bed at the very same moment: exactly one wins, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from casework.cases.models import Case
from casework.shelter.actions import admit
from casework.shelter.models import BedNight, Facility, Stay
from casework.shelter.refusals import ShelterRefused
from tenants.fence import entered
from tests.casework.cases.situations import make_case
from tests.casework.shelter.making import day, make_bed, make_house, stay_facts
from tests.cast import Cast, make_cast

AT_ONCE = 4


def prepared() -> tuple[Cast, Facility, list[Case]]:
    """A house without beds, and cases that all need one."""
    with entered("gdansk"):
        cast = make_cast()
        house = make_house(cast.centre, beds=0)
        return cast, house, [make_case(cast) for _ in range(AT_ONCE)]


def race(cast: Cast, house: Facility, cases: list[Case], wanted: list[str]) -> list[object]:
    """Everybody gives beds at once, one letter or number each; what each got."""
    start = Barrier(AT_ONCE)

    def one(case: Case, names: str) -> object:
        try:
            with entered("gdansk"):
                beds = list(names) if names.isalpha() else [names]
                facts = stay_facts(cast, house, *beds, planned_end_on=day(2))
                start.wait(timeout=60)
                return admit(case=case, **facts)
        except ShelterRefused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, cases, wanted))


@pytest.mark.parametrize("races", [10, pytest.param(1000, marks=pytest.mark.prove)])
def test_each_race_for_one_bed_has_one_winner(committed_database: str, races: int) -> None:
    cast, house, cases = prepared()
    for number in range(races):
        with entered("gdansk"):
            make_bed(house, str(number))
        results = race(cast, house, cases, [str(number)] * AT_ONCE)
        assert sum(isinstance(one, Stay) for one in results) == 1
        refusals = [one for one in results if isinstance(one, ShelterRefused)]
        assert [one.field for one in refusals] == ["beds"] * (AT_ONCE - 1)
        with entered("gdansk"):
            assert BedNight.objects.filter(bed__name=str(number)).count() == 2
            Stay.objects.all().delete()


def test_households_that_want_the_same_two_beds_never_wait_for_ever(
    committed_database: str,
) -> None:
    cast, house, cases = prepared()
    with entered("gdansk"):
        for name in "ab":
            make_bed(house, name)
    for _number in range(5):
        results = race(cast, house, cases, ["ab", "ba", "ab", "ba"])
        assert sum(isinstance(one, Stay) for one in results) == 1
        with entered("gdansk"):
            assert BedNight.objects.count() == 4
            Stay.objects.all().delete()
