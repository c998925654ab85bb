"""The stay clock: how long a stay may last, by house and basis."""

from datetime import date
from typing import Any

import pytest

from casework.shelter.choices import FacilityKind, StayBasis
from casework.shelter.limits import bases_of, limit_of, months_after, stage
from casework.shelter.models import Facility, Stay
from tests.casework.shelter.making import day

HOSTEL = Facility(kind=FacilityKind.CRISIS_HOSTEL, name="H")


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [
        (date(2026, 1, 15), 3, date(2026, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(
    first: date, months: int, expected: date
) -> None:
    assert months_after(first, months) == expected


def test_crisis_intervention_is_three_months_and_a_foreigners_the_certificate() -> None:
    first, certificate = date(2026, 11, 23), date(2027, 6, 1)
    assert limit_of(HOSTEL, StayBasis.ART_47, first) == date(2027, 2, 23)
    assert limit_of(HOSTEL, StayBasis.ART_47_3A, first, certificate) == certificate


@pytest.mark.parametrize(("months", "expected"), [(None, None), (12, date(2027, 11, 23))])
def test_other_houses_have_their_own_limit_or_none(months: Any, expected: Any) -> None:
    house = Facility(kind=FacilityKind.MOTHERS_HOME, name="M", limit_months=months)
    assert limit_of(house, StayBasis.HOUSE_RULE, date(2026, 11, 23)) == expected
    assert bases_of(house)[0] == StayBasis.HOUSE_RULE


def test_a_crisis_hostel_has_no_rule_of_its_own() -> None:
    assert StayBasis.HOUSE_RULE not in bases_of(HOSTEL)


@pytest.mark.parametrize(
    ("left", "expected"),
    [(31, None), (30, 30), (15, 30), (14, 14), (8, 14), (7, 7), (0, 7), (-3, 7)],
)
def test_three_warnings(left: int, expected: int | None) -> None:
    assert stage(Stay(limit_on=day(left))) == expected


def test_without_a_limit_nobody_is_warned() -> None:
    assert stage(Stay(limit_on=None)) is None
