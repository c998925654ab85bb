"""Pages of places of duty: their hours, and the duties of many days made from what repeats."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from casework.roster.models import DutyPlace, Shift
from tests.casework.meetings.making import parts
from tests.casework.roster.making import (
    EVERY_DAY,
    FRIDAY,
    WEEKDAYS,
    make_hours,
    make_pattern,
    make_place,
)
from tests.cast import Cast


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def place_typed(**changes: Any) -> dict[str, Any]:
    given = {
        "name_pl": "Hostel",
        "role": "hostel",
        "people": "1",
        "hours_1_days": WEEKDAYS,
        "hours_1_starts": "8:00",
        "hours_1_ends": "20:00",
        "patterns_1_days": EVERY_DAY,
        "patterns_1_starts": "19:00",
        "patterns_1_ends": "7:00",
        "is_active": "on",
        "submission": str(uuid4()),
    }
    return given | changes


def test_a_place_is_written_and_changed(cast: Cast, planner: Client) -> None:
    sent = place_typed()
    for _twice in range(2):
        assert planner.post(reverse("duty_place_new"), sent).status_code == 302
    made = DutyPlace.objects.get()
    assert [str(one) for one in made.hours.all()] == ["MO TU WE TH FR 08:00-20:00"]
    assert [str(one) for one in made.patterns.all()] == [f"{' '.join(EVERY_DAY)} 19:00-07:00"]
    edit = reverse("duty_place_edit", args=[made.pk])
    assert 'value="20:00"' in text(planner.get(edit))
    planner.post(edit, place_typed(always="on", name_pl="Dom", version="1"))
    made.refresh_from_db()
    assert (str(made), made.always, made.hours.count()) == ("Dom", True, 0)
    assert planner.post(edit, place_typed(version="1")).status_code == 422


@pytest.mark.parametrize(
    "changes",
    [
        {"hours_1_ends": ""},
        {"patterns_1_days": []},
        {"hours_1_days": [], "hours_1_starts": "", "hours_1_ends": ""},
        {"people": "0"},
        {"name_pl": ""},
        {"role": "pilot"},
        {"phones": ["x"]},
    ],
)
def test_a_place_that_makes_no_sense_is_refused(planner: Client, changes: dict[str, Any]) -> None:
    assert planner.post(reverse("duty_place_new"), place_typed(**changes)).status_code == 422
    assert not DutyPlace.objects.exists()


def test_places_show_hours_and_what_each_number_is_for(
    cast: Cast, browser: Client, place: DutyPlace
) -> None:
    from tenants.profile.models import PhoneNumber

    number = PhoneNumber.objects.create(
        number="+48580000001",
        display="58 000 00 01",
        purpose={"pl": "Gdy boisz się wrócić."},
        hours={"pl": "Całą dobę"},
    )
    place.phones.add(number)
    make_hours(make_place("children", always=False), "8:00", "20:00")
    page = text(browser.get(reverse("duty_places")))
    for words in ("58 000 00 01", "Gdy boisz się wrócić.", "Całą dobę", "8:00–20:00"):
        assert words in page


def test_many_days_are_planned_in_turn(cast: Cast, planner: Client, place: DutyPlace) -> None:
    make_pattern(place, "7:00", "19:00")
    make_pattern(place, "19:00", "7:00")
    address = reverse("duty_place_plan", args=[place.pk])
    assert "7:00–19:00" in text(planner.get(address))
    sent = {
        **parts("first", FRIDAY),
        **parts("last", FRIDAY + timedelta(days=2)),
        "turn_1": str(cast.consultant.pk),
        "turn_2": str(cast.colleague.pk),
        "submission": str(uuid4()),
    }
    for _twice in range(2):
        assert planner.post(address, sent).status_code == 302
    assert Shift.objects.count() == 6
    assert Shift.objects.filter(person=cast.colleague, starts_at__hour=19).count() == 3


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (FRIDAY, FRIDAY - timedelta(days=1)),
        (FRIDAY, FRIDAY + timedelta(days=92)),
        (date(1999, 1, 1), date(1999, 1, 2)),
    ],
)
def test_days_that_cannot_be_planned_are_refused(
    planner: Client, place: DutyPlace, first: date, last: date
) -> None:
    make_pattern(place, "7:00", "19:00")
    address = reverse("duty_place_plan", args=[place.pk])
    answer = planner.post(address, {**parts("first", first), **parts("last", last)})
    assert answer.status_code == 422
    assert not Shift.objects.exists()


def test_a_place_where_nothing_repeats_says_what_to_do(planner: Client, place: DutyPlace) -> None:
    page = text(planner.get(reverse("duty_place_plan", args=[place.pk])))
    assert reverse("duty_place_edit", args=[place.pk]) in page
