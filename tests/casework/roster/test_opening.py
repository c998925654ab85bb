"""Whether somebody answers: from the roster, from stated hours, or from the centre's own."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from casework.partners.models import Schedule, Service
from casework.roster.selectors import Source, on_duty, opening_at, people_on_duty
from tenants.profile.models import CityProfile
from tests.casework.roster.making import (
    EVERY_DAY,
    FRIDAY,
    clock,
    hour,
    make_hours,
    make_place,
    make_shift,
)
from tests.cast import Cast

NOON = clock(FRIDAY, "12:00")
HOUR = timedelta(hours=1)
MONDAY = FRIDAY + timedelta(days=3)


def when(moment: datetime) -> tuple[bool, datetime | None, Source]:
    found = opening_at(moment)
    return found.is_open, found.changes_at, found.source


def test_who_is_on_duty(cast: Cast) -> None:
    centre, advice = make_place(), make_place("advice", role="supervisor")
    make_shift(centre, cast.consultant, NOON - HOUR)
    make_shift(advice, cast.supervisor, NOON - HOUR)
    make_shift(centre, None, NOON - HOUR)
    make_shift(centre, cast.colleague, NOON + 11 * HOUR)
    assert {one.person for one in on_duty(at=NOON)} == {cast.consultant, cast.supervisor}
    assert people_on_duty("supervisor", NOON) == [cast.supervisor]
    assert people_on_duty("consultant", NOON + 11 * HOUR) == [cast.colleague]
    assert people_on_duty("coordinator", NOON) == []


def test_nobody_who_left_is_on_duty_nor_anybody_at_a_closed_place(cast: Cast) -> None:
    make_shift(make_place(), cast.consultant, NOON)
    make_shift(make_place("closed", is_active=False), cast.colleague, NOON)
    cast.consultant.is_active = False
    cast.consultant.save()
    assert people_on_duty(at=NOON) == []


def test_who_is_on_duty_is_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for person in (cast.consultant, cast.colleague):
        make_shift(make_place(person.email[:5]), person, NOON)
    with django_assert_num_queries(1):
        assert {str(one.place) for one in on_duty(at=NOON)} and people_on_duty


def test_open_as_long_as_somebody_is_there_and_closed_until_somebody_comes(cast: Cast) -> None:
    place = make_place()
    make_shift(place, cast.consultant, clock(FRIDAY, "7:00"))
    make_shift(place, cast.colleague, clock(FRIDAY, "18:00"), 4)
    make_shift(place, cast.consultant, clock(MONDAY, "8:00"))
    assert when(NOON) == (True, clock(FRIDAY, "22:00"), Source.ROSTER)
    assert when(clock(FRIDAY, "23:00")) == (False, clock(MONDAY, "8:00"), Source.ROSTER)
    assert when(clock(MONDAY, "21:00")) == (False, None, Source.ROSTER)


def test_somebody_who_stays_longer_than_the_stated_hours_does_not_open(cast: Cast) -> None:
    place = make_place(always=False)
    make_hours(place, "8:00", "20:00")
    make_shift(place, cast.consultant, clock(FRIDAY, "7:00"), 16)
    assert when(clock(FRIDAY, "7:30")) == (False, clock(FRIDAY, "8:00"), Source.ROSTER)
    assert when(NOON) == (True, clock(FRIDAY, "20:00"), Source.ROSTER)
    assert not opening_at(clock(FRIDAY, "20:00")).is_open


def test_a_shift_of_nobody_opens_nothing(cast: Cast) -> None:
    place = make_place()
    make_shift(place, None, NOON - HOUR)
    make_shift(place, cast.consultant, NOON + HOUR)
    assert when(NOON) == (False, NOON + HOUR, Source.ROSTER)


def test_one_is_enough_to_answer_where_two_are_wanted(cast: Cast) -> None:
    make_shift(make_place(people=2), cast.consultant, NOON)
    assert opening_at(NOON).is_open


def test_without_a_roster_the_stated_hours_hold(cast: Cast) -> None:
    place = make_place(always=False)
    make_hours(place, "8:00", "20:00")
    assert when(NOON) == (True, clock(FRIDAY, "20:00"), Source.STATED)
    assert when(clock(FRIDAY, "21:00")) == (False, clock(MONDAY, "8:00"), Source.STATED)


def test_round_the_clock_has_no_end(cast: Cast) -> None:
    make_place()
    assert when(NOON) == (True, None, Source.STATED)


@pytest.mark.parametrize(
    ("holiday", "opens"),
    [
        (date(2030, 12, 24), date(2030, 12, 27)),  # a Tuesday; a holiday since 2025
        (date(2030, 6, 20), date(2030, 6, 21)),  # Corpus Christi
        (date(2030, 5, 1), date(2030, 5, 2)),
    ],
)
def test_on_public_holidays_stated_hours_do_not_hold(
    cast: Cast, holiday: date, opens: date
) -> None:
    make_hours(make_place(always=False), "8:00", "20:00")
    assert when(clock(holiday, "12:00")) == (False, clock(opens, "8:00"), Source.STATED)


def test_unless_they_hold_on_holidays_too(cast: Cast) -> None:
    make_hours(make_place(always=False, on_holidays=True), "8:00", "20:00")
    assert opening_at(clock(date(2030, 12, 24), "12:00")).is_open


def test_24_december_was_a_working_day_until_2024(cast: Cast) -> None:
    make_hours(make_place(always=False), "8:00", "20:00")
    assert opening_at(clock(date(2024, 12, 24), "12:00")).is_open
    assert not opening_at(clock(date(2025, 12, 24), "12:00")).is_open


def test_a_place_of_another_work_opens_no_chat(cast: Cast) -> None:
    make_shift(make_place("hostel", answers_chat=False), cast.consultant, NOON)
    assert when(NOON) == (False, None, Source.NOTHING)
    assert not opening_at(NOON).is_known


def centre_open(cast: Cast, starts: str, ends: str) -> None:
    service = Service.objects.create(organisation=cast.centre, key="talk", name={"pl": "Rozmowa"})
    Schedule.objects.create(
        service=service, by_day=EVERY_DAY, opens_at=hour(starts), closes_at=hour(ends)
    )


def test_a_city_without_places_of_duty_says_what_its_centre_says(cast: Cast) -> None:
    centre_open(cast, "8:00", "15:00")
    assert when(NOON) == (True, clock(FRIDAY, "15:00"), Source.CENTRE)
    after = FRIDAY + timedelta(days=1)
    assert when(clock(FRIDAY, "16:00")) == (False, clock(after, "8:00"), Source.CENTRE)


def test_a_centre_that_is_always_open_has_no_end(cast: Cast) -> None:
    Service.objects.create(
        organisation=cast.centre, key="talk", name={"pl": "Rozmowa"}, always_open=True
    )
    centre_open_until = when(NOON)
    assert centre_open_until == (True, None, Source.CENTRE)


def test_a_city_that_switched_the_roster_off_is_asked_nothing_of_it(cast: Cast) -> None:
    from ostoja.ui import city

    make_shift(make_place(), cast.consultant, NOON)
    CityProfile.objects.update(modules=["contact"])
    city.forget("gdansk")
    assert when(NOON) == (False, None, Source.NOTHING)


def test_the_night_of_october_is_covered_whole(cast: Cast) -> None:
    place = make_place()
    saturday = date(2030, 10, 26)
    make_shift(place, cast.consultant, clock(saturday, "19:00"), 13)
    assert when(clock(saturday, "22:00")) == (
        True,
        clock(saturday + timedelta(days=1), "7:00"),
        Source.ROSTER,
    )


def test_the_opening_is_asked_in_few_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for key in ("centre", "second", "third"):
        make_shift(make_place(key), None, NOON)
    opening_at(NOON)  # what processes remember of the city
    with django_assert_max_num_queries(3):
        opening_at(NOON)
