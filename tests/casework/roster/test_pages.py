"""The pages of the roster: who may open them, what they show, what they refuse."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casework.roster.models import DutyPlace, Shift
from tests.casework.meetings.making import parts
from tests.casework.roster.making import (
    FRIDAY,
    clock,
    make_place,
    make_shift,
)
from tests.cast import Cast, browser_of

READ = ("roster", "my_duties", "duty_places", "swaps", "absences")
PLANNED = ("shift_new", "duty_place_new")


def typed(place: DutyPlace, person: Any = None, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a duty from 7:00 to 19:00."""
    given = {
        "place": str(place.pk),
        "person": str(person.pk) if person else "",
        "starts": "7:00",
        "ends": "19:00",
        "submission": str(uuid4()),
        **parts("day", changes.pop("day", FRIDAY)),
    }
    return given | changes


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


@pytest.mark.parametrize("name", READ)
def test_who_has_duties_reads_and_others_find_nothing(
    cast: Cast, place: DutyPlace, name: str
) -> None:
    for who in (cast.consultant, cast.supervisor, cast.coordinator, cast.administrator):
        assert browser_of(who).get(reverse(name)).status_code == 200
    for who in (cast.partner_worker, cast.member, cast.analyst, cast.officer):
        assert browser_of(who).get(reverse(name)).status_code == 404


@pytest.mark.parametrize("name", PLANNED)
def test_only_those_who_plan_plan(cast: Cast, name: str) -> None:
    for who in (cast.supervisor, cast.coordinator, cast.administrator):
        assert browser_of(who).get(reverse(name)).status_code == 200
    assert browser_of(cast.consultant).get(reverse(name)).status_code == 404


def test_another_citys_host_knows_nothing_of_a_duty(cast: Cast, shift: Shift) -> None:
    assert browser_of(None, "gdynia").get(reverse("shift_edit", args=[shift.pk])).status_code in {
        302,
        404,
    }


def test_the_week_shows_duties_gaps_and_holidays(cast: Cast, planner: Client, shift: Shift) -> None:
    page = text(planner.get(reverse("roster"), {"day": FRIDAY.isoformat()}))
    assert cast.consultant.full_name in page
    assert "07:00" in page
    assert page.count("luka") >= 2  # before and after the only duty
    christmas = text(planner.get(reverse("roster"), {"day": "2030-12-24", "view": "month"}))
    assert "Wigilia Bożego Narodzenia" in christmas


def test_an_empty_roster_teaches(cast: Cast, planner: Client, browser: Client) -> None:
    assert reverse("duty_place_new") in text(planner.get(reverse("roster")))
    assert reverse("duty_place_new") not in text(browser.get(reverse("roster")))


@pytest.mark.parametrize(
    "asked",
    [{"day": "x"}, {"day": "0001-01-01"}, {"day": "9999-12-31"}, {"place": "x"}, {"view": "x"}],
)
def test_spoilt_questions_show_some_week(
    planner: Client, place: DutyPlace, asked: dict[str, str]
) -> None:
    assert planner.get(reverse("roster"), asked).status_code == 200


def test_the_roster_takes_the_same_queries_however_much_there_is(
    cast: Cast,
    planner: Client,
    place: DutyPlace,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    address = reverse("roster")
    planner.get(address)
    for number in range(20):
        other = make_place(f"p{number}")
        make_shift(other, None, timezone.now() + timedelta(hours=number))
    with django_assert_max_num_queries(17):
        planner.get(address, {"view": "month"})


def test_a_duty_is_planned(cast: Cast, planner: Client, place: DutyPlace) -> None:
    sent = typed(place, cast.consultant)
    for _twice in range(2):
        assert planner.post(reverse("shift_new"), sent).status_code == 302
    made = Shift.objects.get()
    assert (made.person, made.starts_at, made.length) == (
        cast.consultant,
        clock(FRIDAY, "7:00"),
        timedelta(hours=12),
    )


def test_a_night_ends_on_the_next_day_only_if_that_is_said(
    cast: Cast, planner: Client, place: DutyPlace
) -> None:
    sent = typed(place, cast.consultant, starts="19:00", ends="7:00")
    answer = planner.post(reverse("shift_new"), sent)
    assert answer.status_code == 422
    assert "następnego dnia" in text(answer)
    assert 'value="19:00"' in text(answer)
    planner.post(reverse("shift_new"), sent | {"next_day": "on"})
    assert Shift.objects.get().ends_at == clock(FRIDAY + timedelta(days=1), "7:00")


SPRING, AUTUMN = date(2030, 3, 31), date(2030, 10, 27)


def test_an_hour_that_does_not_exist_is_refused(
    cast: Cast, planner: Client, place: DutyPlace
) -> None:
    answer = planner.post(
        reverse("shift_new"), typed(place, day=SPRING, starts="2:30", ends="10:00")
    )
    assert answer.status_code == 422
    assert "przeskakuje" in text(answer)


@pytest.mark.parametrize(("fold", "hours"), [("0", 8.5), ("1", 7.5)])
def test_an_hour_that_comes_twice_is_asked_about(
    cast: Cast, planner: Client, place: DutyPlace, fold: str, hours: float
) -> None:
    sent = typed(place, day=AUTUMN, starts="2:30", ends="10:00")
    asked = planner.post(reverse("shift_new"), sent)
    assert asked.status_code == 422
    assert "czas zimowy" in text(asked)
    assert planner.post(reverse("shift_new"), sent | {"starts_fold": fold}).status_code == 302
    made = Shift.objects.get()
    assert made.length == timedelta(hours=hours)
    again = text(planner.get(reverse("shift_edit", args=[made.pk])))
    assert f'<option value="{fold}" selected' in again


def test_the_question_of_two_hours_stands_nowhere_else(
    planner: Client, place: DutyPlace, shift: Shift
) -> None:
    for address in (reverse("shift_new"), reverse("shift_edit", args=[shift.pk])):
        assert "czas zimowy" not in text(planner.get(address))


def test_what_is_wrong_with_a_duty_is_said_beside_it(
    cast: Cast, planner: Client, place: DutyPlace, shift: Shift
) -> None:
    twice = planner.post(reverse("shift_new"), typed(place, cast.consultant, starts="18:00"))
    assert twice.status_code == 422
    assert "ma już dyżur w tym czasie" in text(twice)
    long = typed(place, starts="7:00", ends="9:00", next_day="on")
    assert "najwyżej dobę" in text(planner.post(reverse("shift_new"), long))
    assert planner.post(reverse("shift_new"), {}).status_code == 422
    assert planner.post(reverse("shift_new"), {"person": "\x00", "day_year": "9" * 50}).status_code


def test_a_duty_moves_and_goes(cast: Cast, planner: Client, place: DutyPlace, shift: Shift) -> None:
    address = reverse("shift_edit", args=[shift.pk])
    sent = typed(place, cast.colleague, starts="8:00", version=shift.version)
    assert planner.post(address, sent).status_code == 302
    shift.refresh_from_db()
    assert (shift.person, shift.version) == (cast.colleague, 2)
    stale = planner.post(address, typed(place, cast.consultant, starts="9:00", version=1))
    assert stale.status_code == 422
    assert 'value="9:00"' in text(stale)
    remove = reverse("shift_remove", args=[shift.pk])
    assert planner.get(remove).status_code == 405
    planner.post(remove, {"version": "x"})
    assert Shift.objects.exists()
    planner.post(remove, {"version": "2"})
    assert not Shift.objects.exists()


def test_a_gap_leads_to_a_form_that_is_filled_in(
    cast: Cast, planner: Client, place: DutyPlace
) -> None:
    from html import unescape
    from re import search

    page = text(planner.get(reverse("roster"), {"day": FRIDAY.isoformat(), "place": str(place.pk)}))
    found = search(rf'href="({reverse("shift_new")}\?[^"]+)"', page)
    assert found
    form = text(planner.get(unescape(found[1])))
    assert f'<option value="{place.pk}" selected' in form
    assert 'value="00:00"' in form
    assert planner.get(reverse("shift_new"), {"from": "x", "to": "\x00"}).status_code == 200


def test_my_duties_are_mine(cast: Cast, browser: Client, shift: Shift, other: Shift) -> None:
    page = text(browser.get(reverse("my_duties")))
    assert reverse("swap_new", args=[shift.pk]) in page
    assert reverse("swap_new", args=[other.pk]) not in page
