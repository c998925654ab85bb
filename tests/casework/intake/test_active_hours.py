"""When an entry point is in use, by Poland's clock."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from casework.intake.entry_points.active import Standing, hours_of, standing
from casework.intake.models import EntryPoint
from tests.casework.intake.reports import make_entry_point
from tests.cast import Cast

WARSAW = ZoneInfo("Europe/Warsaw")
WORKDAYS = ["MO", "TU", "WE", "TH", "FR"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def point(**facts: Any) -> EntryPoint:
    return EntryPoint(code="HWP7K3", name={"pl": "Plakat"}, **facts)


@pytest.mark.parametrize(
    ("facts", "moment", "wanted"),
    [
        ({}, "2026-11-22 03:00", Standing.IN_USE),
        ({"is_active": False}, "2026-11-22 03:00", Standing.WITHDRAWN),
        ({"last_day": date(2026, 11, 21)}, "2026-11-22 00:00", Standing.OVER),
        ({"last_day": date(2026, 11, 22)}, "2026-11-22 23:59", Standing.IN_USE),
        ({"first_day": date(2026, 11, 23)}, "2026-11-22 23:59", Standing.NOT_YET),
        ({"first_day": date(2026, 11, 22)}, "2026-11-22 00:00", Standing.IN_USE),
        ({"by_day": WORKDAYS}, "2026-11-22 12:00", Standing.CLOSED_NOW),  # a Sunday
        ({"by_day": WORKDAYS}, "2026-11-23 00:00", Standing.IN_USE),
        ({"opens_at": time(8), "closes_at": time(20)}, "2026-11-23 07:59", Standing.CLOSED_NOW),
        ({"opens_at": time(8), "closes_at": time(20)}, "2026-11-23 08:00", Standing.IN_USE),
        ({"opens_at": time(8), "closes_at": time(20)}, "2026-11-23 20:00", Standing.CLOSED_NOW),
        ({"opens_at": time(20), "closes_at": time(6)}, "2026-11-23 05:59", Standing.IN_USE),
        ({"opens_at": time(20), "closes_at": time(6)}, "2026-11-23 06:00", Standing.CLOSED_NOW),
        ({"opens_at": time(20), "closes_at": time(6)}, "2026-11-23 20:00", Standing.IN_USE),
    ],
)
def test_it_stands(facts: dict[str, Any], moment: str, wanted: Standing) -> None:
    assert standing(point(**facts), at(moment)) == wanted


def test_a_night_belongs_to_the_day_on_which_it_began() -> None:
    nights = point(by_day=["SU"], opens_at=time(20), closes_at=time(6))
    assert standing(nights, at("2026-11-23 05:00")) == Standing.IN_USE  # Monday morning
    assert standing(nights, at("2026-11-22 05:00")) == Standing.CLOSED_NOW
    assert standing(nights, at("2026-11-23 21:00")) == Standing.CLOSED_NOW


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo"])
def test_the_clock_is_polands_wherever_the_moment_was_taken(zone: str) -> None:
    before_eight = at("2026-07-01 07:30").astimezone(ZoneInfo(zone))
    day = point(opens_at=time(8), closes_at=time(20))
    assert standing(day, before_eight) == Standing.CLOSED_NOW


def test_hours_are_said_in_words() -> None:
    with translation.override("en"):
        assert hours_of(point()) == ""
        whole = point(by_day=WORKDAYS, opens_at=time(8), closes_at=time(20))
        assert hours_of(whole) == "Monday–Friday, 8:00–20:00"
        night = point(opens_at=time(20), closes_at=time(6, 30))
        assert hours_of(night) == "Every day, 20:00–6:30 the next day"
        assert "30 June 2027" in hours_of(point(last_day=date(2027, 6, 30)))


@pytest.mark.parametrize(
    "facts",
    [
        {"opens_at": time(8)},
        {"closes_at": time(8)},
        {"opens_at": time(8), "closes_at": time(8)},
        {"first_day": date(2026, 2, 2), "last_day": date(2026, 2, 1)},
        {"short_address": "Pomoc"},
        {"short_address": "pomoc/teraz"},
        {"short_address": ""},
        {"short_address": "-a"},
    ],
)
def test_the_database_keeps_what_makes_no_sense_out(cast: Cast, facts: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="entry_point_"), transaction.atomic():
        make_entry_point(**facts)


def test_two_cannot_have_one_address(cast: Cast) -> None:
    make_entry_point(short_address="pomoc")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_entry_point("ZZZZZZ", short_address="pomoc")
