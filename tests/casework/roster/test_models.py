"""What the database itself refuses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from casework.roster.choices import SwapState
from casework.roster.models import CalendarFeed, GapWarning, Shift, Swap
from ostoja.accounts.models import User
from tenants.fence import entered
from tests.casework.roster.making import (
    make_absence,
    make_hours,
    make_pattern,
    make_place,
    make_shift,
)
from tests.cast import Cast

MOMENT = datetime(2030, 6, 14, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def refused(name: str, make: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


@pytest.mark.parametrize(
    ("start", "hours"), [(0, 12), (-6, 12), (6, 12), (1, 2), (-1, 24), (11.99, 1)]
)
def test_nobody_is_on_duty_twice_at_once(cast: Cast, start: float, hours: float) -> None:
    make_shift(make_place(), cast.consultant, MOMENT)
    other = make_place("hostel")
    begins = MOMENT + start * HOUR
    refused(
        "shift_nobody_twice_at_once",
        lambda: make_shift(other, cast.consultant, begins, hours),
    )
    make_shift(other, cast.colleague, begins, hours)


@pytest.mark.parametrize("start", [12, -12, 36])
def test_duties_that_only_touch_are_two(cast: Cast, start: int) -> None:
    place = make_place()
    make_shift(place, cast.consultant, MOMENT)
    make_shift(place, cast.consultant, MOMENT + start * HOUR)


def test_shifts_of_nobody_may_overlap(cast: Cast) -> None:
    place = make_place()
    make_shift(place, None, MOMENT)
    make_shift(place, None, MOMENT)
    assert Shift.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # They differ in one half only, at its ends: a rounded number would take them for one.
        ("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000001"),
        ("00000000-0000-0000-0000-ffffffffffff", "00000000-0000-0001-0000-ffffffffffff"),
        ("ffffffff-ffff-ffff-ffff-ffffffffffff", "ffffffff-ffff-ffff-ffff-fffffffffffe"),
        ("7fffffff-ffff-ffff-7fff-ffffffffffff", "80000000-0000-0000-8000-000000000000"),
        ("00000000-0000-0000-8000-000000000000", "ffffffff-ffff-ffff-7fff-ffffffffffff"),
    ],
)
def test_people_whose_keys_are_alike_have_bands_of_their_own(
    cast: Cast, first: str, second: str
) -> None:
    place, people = make_place(), []
    for number, key in enumerate((first, second)):
        person = User(pk=UUID(key), email=f"alike-{number}@city.example", full_name="A")
        person.save(force_insert=True)
        people.append(person)
    assert len({make_shift(place, one, MOMENT).pk for one in people}) == 2
    for one in people:
        refused("shift_nobody_twice_at_once", partial(make_shift, place, one, MOMENT))


def test_the_repeated_hour_is_two_hours(cast: Cast) -> None:
    """2:00 to 3:00 comes twice in that night; a person may have the first and the second."""
    place, first = make_place(), datetime(2030, 10, 27, 0, tzinfo=UTC)
    make_shift(place, cast.consultant, first, 1)
    make_shift(place, cast.consultant, first + HOUR, 1)


@pytest.mark.parametrize("hours", [0, -1])
def test_a_shift_ends_after_it_begins(cast: Cast, hours: float) -> None:
    place = make_place()
    refused(
        "shift_ends_after_it_starts|range lower bound",
        lambda: make_shift(place, None, MOMENT, hours),
    )


def test_a_shift_lasts_a_day_and_the_hour_of_october_at_most(cast: Cast) -> None:
    place = make_place()
    make_shift(place, cast.consultant, MOMENT, 25)
    refused("shift_no_longer_than_a_day", lambda: make_shift(place, None, MOMENT, 25.1))


def test_what_places_and_patterns_need(cast: Cast) -> None:
    refused("duty_place_needs_somebody", lambda: make_place("none", people=0))
    place = make_place()
    hours, pattern = make_hours(place, "8:00", "20:00"), make_pattern(place, "7:00", "19:00")
    refused("cover_hours_on_some_day", lambda: _without_days(hours))
    refused("shift_pattern_on_some_day", lambda: _without_days(pattern))


def _without_days(row: object) -> None:
    row.by_day = []  # type: ignore[attr-defined]
    row.save()  # type: ignore[attr-defined]


def test_an_absence_begins_before_it_ends(cast: Cast) -> None:
    day = date(2030, 6, 14)
    make_absence(cast.consultant, day)
    refused("absence_days_in_order", lambda: make_absence(cast.consultant, day, 0))


def test_what_swaps_need(cast: Cast) -> None:
    place = make_place()
    mine = make_shift(place, cast.consultant, MOMENT)

    def swap(asked: User = cast.colleague, **facts: object) -> Swap:
        return Swap.objects.create(
            submission=uuid4(), shift=mine, asker=cast.consultant, asked=asked, **facts
        )

    refused("swap_with_another_person", lambda: swap(cast.consultant))
    refused("swap_of_two_shifts", lambda: swap(in_return=mine))
    swap(state=SwapState.DECLINED)
    swap()
    refused("swap_open_once_for_a_shift", swap)
    refused("swap_open_once_for_a_shift", lambda: swap(state=SwapState.AGREED))


def test_warnings_and_feeds_are_there_once(cast: Cast) -> None:
    facts: dict[str, Any] = {"place": make_place(), "starts_at": MOMENT}
    GapWarning.objects.create(**facts, ends_at=MOMENT + HOUR)
    refused(
        "gap_warned_of_once", lambda: GapWarning.objects.create(**facts, ends_at=MOMENT + 2 * HOUR)
    )
    refused(
        "gap_ends_after_it_starts",
        lambda: GapWarning.objects.create(
            place=facts["place"], starts_at=MOMENT + HOUR, ends_at=MOMENT
        ),
    )
    CalendarFeed.objects.create(person=cast.consultant, token_hash=b"1")
    refused(
        "person_id", lambda: CalendarFeed.objects.create(person=cast.consultant, token_hash=b"2")
    )
    refused(
        "token_hash", lambda: CalendarFeed.objects.create(person=cast.colleague, token_hash=b"1")
    )


def test_of_many_who_plan_one_person_at_once_one_wins(committed_database: str) -> None:
    from tests.cast import make_cast

    with entered("gdansk"):
        cast = make_cast()
        place = make_place()
    together = Barrier(8)

    def plan(number: int) -> bool:
        try:
            with entered("gdansk"):
                together.wait()
                make_shift(place, cast.consultant, MOMENT + number * HOUR)
                return True
        except IntegrityError:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(plan, range(8)))
    with entered("gdansk"):
        assert (sum(won), Shift.objects.count()) == (1, 1)
