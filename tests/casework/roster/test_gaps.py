"""Times at which nobody is on duty: found, told once, forgotten when they are filled."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.roster import home, ready
from casework.roster.cover import gaps_of
from casework.roster.models import DutyPlace, GapWarning, Shift
from casework.roster.notices import GAP
from casework.roster.selectors import window_of
from casework.roster.tasks import warn_of_gaps
from ostoja.accounts.home import Pressing
from ostoja.notifications.models import Notification
from ostoja.ui import city
from tenants.profile.models import CityProfile
from tests.casework.roster.making import FRIDAY, clock, make_hours, make_place, make_shift
from tests.cast import Cast

NOON = clock(FRIDAY, "12:00")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _friday_noon() -> Iterator[None]:
    with at(NOON):
        yield


def at(moment: datetime) -> AbstractContextManager[object]:
    """The clock stands at this moment."""
    return patch.object(timezone, "now", return_value=moment)


def warn() -> int:
    return int(warn_of_gaps.run())


def warned() -> list[tuple[datetime, datetime]]:
    return list(GapWarning.objects.values_list("starts_at", "ends_at"))


def told(cast: Cast) -> int:
    return Notification.objects.filter(person=cast.supervisor, kind="roster-gap").count()


def waiting(cast: Cast) -> int:
    own = Notification.objects.filter(person=cast.supervisor, kind="roster-gap", read_at=None)
    return own.count()


def full_but_for(cast: Cast, place: DutyPlace, *free: int) -> list[Shift]:
    """Ten days of twelve hours from this day's 7:00 on, but for those numbered."""
    first = clock(FRIDAY - 2 * DAY, "7:00")
    people = cast.consultant, cast.colleague
    return [
        make_shift(place, people[number % 2], first + number * 12 * HOUR)
        for number in range(20)
        if number not in free
    ]


def test_a_gap_within_72_hours_is_told_once(cast: Cast, place: DutyPlace) -> None:
    full_but_for(cast, place, 7)
    gap = (clock(FRIDAY + DAY, "19:00"), clock(FRIDAY + 2 * DAY, "7:00"))
    assert [warn() for _again in range(3)] == [1, 0, 0]
    assert warned() == [gap]
    assert told(cast) == 1
    assert {one.person for one in Notification.objects.filter(kind="roster-gap")} == {
        cast.supervisor,
        cast.coordinator,
        cast.administrator,
    }


@pytest.mark.parametrize(("number", "is_told"), [(8, True), (9, True), (10, True), (11, False)])
def test_72_hours_and_no_more(cast: Cast, place: DutyPlace, number: int, is_told: bool) -> None:
    """It is Friday noon; number 10 begins on Monday at 7:00, and 11 on Monday at 19:00."""
    full_but_for(cast, place, number)
    assert warn() == int(is_told)


def test_a_gap_that_is_filled_is_over_and_one_that_opens_again_is_told_again(
    cast: Cast, place: DutyPlace
) -> None:
    full_but_for(cast, place, 7)
    warn()
    filled = make_shift(place, cast.colleague, clock(FRIDAY + DAY, "19:00"))
    assert warn() == 0
    assert (warned(), waiting(cast)) == ([], 0)
    filled.delete()
    assert warn() == 1
    assert (told(cast), waiting(cast)) == (2, 1)


def test_what_is_left_of_a_gap_is_the_same_gap(cast: Cast, place: DutyPlace) -> None:
    full_but_for(cast, place, 7)
    warn()
    make_shift(place, cast.colleague, clock(FRIDAY + DAY, "19:00"), 3)
    assert warn() == 0
    assert told(cast) == 1


def test_a_week_without_anybody_is_told_day_by_day_and_never_twice(
    cast: Cast, place: DutyPlace
) -> None:
    hours = range(0, 5 * 24, 6)
    new = []
    for number in hours:
        with at(NOON + number * HOUR):
            new.append(warn())
    assert new[0] == 4  # today, and three days ahead
    assert sum(new) == 4 + 5  # then each day's, once
    assert told(cast) == 9


def test_what_is_over_is_forgotten(cast: Cast, place: DutyPlace) -> None:
    full_but_for(cast, place, 7)
    warn()
    with at(clock(FRIDAY + 2 * DAY, "7:00")):
        warn()
    assert (warned(), waiting(cast)) == ([], 0)


def test_two_are_needed_and_one_is_a_gap(cast: Cast) -> None:
    place = make_place(people=2)
    make_shift(place, cast.consultant, NOON, 24)
    shifts = list(Shift.objects.all())
    found = gaps_of(place, shifts, window_of(FRIDAY, 2))
    assert (found[0].starts, found[0].ends) == (
        clock(FRIDAY, "0:00"),
        clock(FRIDAY + 2 * DAY, "0:00"),
    )


def test_outside_of_stated_hours_nothing_is_missing(cast: Cast) -> None:
    place = make_place(always=False)
    make_hours(place, "8:00", "20:00")
    found = gaps_of(place, [], window_of(FRIDAY, 4))
    monday = FRIDAY + 3 * DAY
    assert [(one.starts, one.ends) for one in found] == [
        (clock(day, "8:00"), clock(day, "20:00")) for day in (FRIDAY, monday)
    ]
    assert [one.day for one in found] == [FRIDAY, monday]


def test_hours_over_midnight_belong_to_the_day_on_which_they_begin(cast: Cast) -> None:
    place = make_place(always=False)
    make_hours(place, "20:00", "4:00", "TH")
    [thursday] = gaps_of(place, [], window_of(FRIDAY, 2))
    assert (thursday.starts, thursday.ends) == (clock(FRIDAY, "0:00"), clock(FRIDAY, "4:00"))


def test_a_place_that_is_not_in_use_misses_nobody(cast: Cast) -> None:
    make_place(is_active=False)
    assert warn() == 0


def test_the_first_page_of_who_plans_shows_gaps(cast: Cast, place: DutyPlace) -> None:
    full_but_for(cast, place, 5, 7, 12)
    panel = home.gaps(cast.supervisor)
    assert panel
    assert [row.pressing for row in panel.rows] == [Pressing.NOW, Pressing.TODAY]
    assert home.gaps(cast.consultant) is None


def test_the_first_page_shows_ones_next_duties(cast: Cast, shift: Shift, other: Shift) -> None:
    panel = home.next_duties(cast.consultant)
    assert panel
    assert [row.pressing for row in panel.rows] == [Pressing.TODAY]
    assert home.next_duties(cast.administrator) is None
    assert home.next_duties(cast.member) is None


def test_what_one_is_asked_stands_on_the_first_page(cast: Cast, place: DutyPlace) -> None:
    from uuid import uuid4

    from casework.roster.actions import ask_swap

    tomorrow = make_shift(place, cast.consultant, NOON + DAY)
    ask_swap(submission=uuid4(), shift=tomorrow, asked=cast.colleague, by=cast.consultant)
    panel = home.swaps_that_wait(cast.colleague)
    assert panel
    assert [row.url for row in panel.rows] == [reverse("swaps")]
    assert home.swaps_that_wait(cast.consultant) is None
    assert home.swaps_that_wait(cast.supervisor) is None


def test_a_city_is_ready_once_its_first_week_has_no_gap(cast: Cast) -> None:
    assert len(list(ready.nobody_on_duty())) == 1
    place = make_place()
    [words] = ready.nobody_on_duty()
    assert "konsultant" in words and "centre" not in words, "operators read it too"
    full_but_for(cast, place)
    assert list(ready.nobody_on_duty()) == []
    make_place("office", always=False, answers_chat=False)  # asked for nothing
    assert list(ready.nobody_on_duty()) == []


def test_where_two_are_needed_one_is_too_few_and_not_nobody(cast: Cast) -> None:
    full_but_for(cast, make_place(people=2))
    [words] = ready.nobody_on_duty()
    assert "za mało osób" in words


def test_a_city_without_contact_is_asked_for_nobody(cast: Cast) -> None:
    CityProfile.objects.update(modules=["roster"])
    city.forget("gdansk")
    assert list(ready.nobody_on_duty()) == []


def test_a_notice_of_a_gap_leads_to_its_week(cast: Cast, place: DutyPlace) -> None:
    full_but_for(cast, place, 7)
    warn()
    notice = Notification.objects.get(person=cast.supervisor)
    assert GAP.address(notice.about).endswith(f"?day={FRIDAY + DAY:%Y-%m-%d}")
    assert GAP.named(cast.supervisor, notice.about) == "Dyżur centre, 15 czerwca 2030, 19:00"
    assert GAP.named(cast.consultant, notice.about) is None
    GapWarning.objects.all().delete()
    assert GAP.address(notice.about) == reverse("roster")
