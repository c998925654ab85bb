"""Occupancy of a period: people, person-days and free nights, and what an outsider may know."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casework.shelter.actions import close_bed, discharge
from casework.shelter.figures import NOT_TOLD, Occupancy, occupancy, told, written
from casework.shelter.models import Bed, Facility
from casework.shelter.nights import A_DAY
from tests.casework.cases.situations import url
from tests.casework.meetings.making import parts
from tests.casework.shelter.making import (
    beds_named,
    day,
    make_bed,
    make_hold,
    make_house,
    make_old_stay,
    make_stay,
)
from tests.cast import Cast, browser_of


@pytest.fixture
def old(house: Facility) -> Facility:
    """The house with beds that were written down a hundred days ago."""
    Bed.objects.update(created_at=timezone.now() - timedelta(days=100))
    return house


def test_people_and_nights_of_a_period(cast: Cast, old: Facility) -> None:
    make_old_stay(cast, old, 20, 1, "1")
    late = make_old_stay(cast, old, 5, 1, "2", "3")
    discharge(stay=late, version=1, ended_on=day(-2), destination="family", by=cast.consultant)
    [row] = occupancy([old], day(-9), day())
    assert (row.people, row.admitted, row.person_days) == (3, 2, 10 + 6)
    assert (row.bed_nights, row.free_nights, row.percent) == (30, 14, 53)


def test_nights_to_come_and_held_ones_do_not_count(cast: Cast) -> None:
    house = make_house(cast.partner, "partner")
    make_hold(cast, house)
    make_stay(cast, house, "2", by=cast.coordinator)
    [row] = occupancy([house], day(), day(20))
    assert (row.person_days, row.bed_nights, row.free_nights) == (1, 3, 2)


def test_what_is_out_of_service_is_not_free(cast: Cast, old: Facility) -> None:
    [bed] = beds_named(old, "1")
    facts: dict[str, Any] = {"bed": bed, "by": cast.supervisor}
    close_bed(first_on=day(-3), last_on=day(-2), reason="Malowanie", **facts)
    close_bed(first_on=day(-2), last_on=None, reason="Rura", **facts)
    [row] = occupancy([old], day(-4), day())
    assert row.bed_nights == 15 - 4


def test_a_bed_counts_from_the_day_on_which_it_was_there(cast: Cast, house: Facility) -> None:
    make_old_stay(cast, house, 3, 1, "1")
    [row] = occupancy([house], day(-9), day())
    assert row.bed_nights == 4 + 1 + 1


def test_houses_side_by_side_and_together(cast: Cast, old: Facility) -> None:
    other = make_house(cast.partner, "other", beds=1)
    make_stay(cast, old, "1")
    rows = occupancy([old, other], day(), day())
    assert [row.people for row in rows] == [1, 0]
    assert [row.free_nights for row in rows] == [2, 1]
    assert occupancy([], day(), day()) == []


def test_more_stays_cost_no_more_queries(cast: Cast, house: Facility) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            occupancy([house], day(-30), day())
        return len(queries)

    before = cost()
    for number in range(4, 8):
        make_bed(house, str(number))
        make_stay(cast, house, str(number))
    assert cost() == before == 4


@pytest.mark.parametrize(
    ("people", "admitted", "shown"),
    [(0, 0, True), (4, 0, False), (1, 1, False), (7, 2, False), (5, 5, True), (9, 0, True)],
)
def test_small_numbers_are_not_told_to_outsiders(people: int, admitted: int, shown: bool) -> None:
    row = Occupancy(Facility(name="Dom"), people, admitted, 30, 100)
    assert (NOT_TOLD not in told(row, exact=False)) is shown
    assert told(row, exact=True) == [str(people), str(admitted), "30", "70"]


def test_the_file_has_no_formula_and_no_person(cast: Cast) -> None:
    rows = [Occupancy(Facility(name="=1+1"), 9, 0, 30, 100)]
    text = written(rows, day(-1), day(), exact=False).decode("utf-8-sig")
    assert "'=1+1" in text.replace('"', "")
    assert text.splitlines()[1].endswith("9;0;30;70")


@pytest.mark.parametrize(
    ("who", "exact"), [("supervisor", True), ("coordinator", True), ("analyst", False)]
)
def test_the_page_and_the_file(cast: Cast, house: Facility, who: str, exact: bool) -> None:
    make_old_stay(cast, house, 40, 1, "1")  # so that last month has it, too
    browser = browser_of(getattr(cast, who))
    page = browser.get(url("shelter_figures")).content.decode()
    assert "Dom hostel" in page
    assert ("<td" in page and NOT_TOLD + "\n" in page) is not exact
    answer = browser.get(url("shelter_figures_csv"))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert (NOT_TOLD in answer.content.decode()) is not exact


def test_outsiders_cannot_take_one_period_from_another(cast: Cast, house: Facility) -> None:
    """Two periods that differ by a night would tell who came that night."""
    for number in range(4, 12):
        make_old_stay(cast, house, 70, 1, make_bed(house, str(number)).name)
    browser, today = browser_of(cast.analyst), day()
    last = today.replace(day=1) - A_DAY
    chosen = {**parts("first", day(-45)), **parts("last", today)}
    for given in ({}, chosen, {"month": f"{last:%Y-%m}"}, {"month": f"{today:%Y-%m}"}):
        lines = browser.get(url("shelter_figures_csv"), given).content.decode().splitlines()
        assert lines[1].startswith(f"{last.replace(day=1)};{last};"), given
        assert f";8;0;{8 * last.day};" in lines[1]


def test_how_full_a_house_was_is_as_secret_as_its_nights(cast: Cast, house: Facility) -> None:
    make_old_stay(cast, house, 70, 1, "1")
    page = browser_of(cast.analyst).get(url("shelter_figures")).content.decode()
    assert page.count(NOT_TOLD + "\n") == 5 and " %" not in page[page.index("<table") :]


def test_others_see_no_figures_and_only_of_their_own_houses(cast: Cast, house: Facility) -> None:
    make_house(cast.partner, "partner")
    assert browser_of(cast.consultant).get(url("shelter_figures")).status_code == 404
    page = browser_of(cast.partner_worker).get(url("shelter_figures")).content.decode()
    assert ("Dom partner" in page, "Dom hostel" in page) == (True, False)


@pytest.mark.parametrize(
    "given",
    [
        {**parts("first", date(2026, 1, 1)), **parts("last", date(2025, 1, 1))},
        {"first_day": "x"},
        {**parts("first", date(2020, 1, 1)), **parts("last", date(2026, 1, 1))},
    ],
)
def test_a_period_that_makes_no_sense_is_said(cast: Cast, given: dict[str, str]) -> None:
    answer = browser_of(cast.supervisor).get(url("shelter_figures"), given)
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()
