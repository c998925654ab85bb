"""Is a service open at a moment, and what changes next: Warsaw's clock, also when it changes."""

from datetime import UTC, date, datetime, time, timedelta
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.partners.choices import ServiceStatus
from casework.partners.models import Schedule, Service
from casework.partners.opening import DAYS_AHEAD, Opening, OpenState, _opening, opening_at
from tests.casework.partners.builders import WEEKDAYS, hours, make_service, signatory, warsaw


@pytest.fixture
def service(gdansk: None) -> Service:
    return make_service(signatory("body"))


@pytest.mark.parametrize(
    ("at", "state", "changes"),
    [
        (warsaw(2026, 11, 23, 8), OpenState.OPEN, warsaw(2026, 11, 23, 15, 30)),
        (warsaw(2026, 11, 23, 15, 29), OpenState.OPEN, warsaw(2026, 11, 23, 15, 30)),
        (warsaw(2026, 11, 23, 15, 30), OpenState.CLOSED, warsaw(2026, 11, 24, 8)),
        (warsaw(2026, 11, 23, 7, 59), OpenState.CLOSED, warsaw(2026, 11, 23, 8)),
        (warsaw(2026, 11, 27, 16), OpenState.CLOSED, warsaw(2026, 11, 30, 8)),
        (warsaw(2026, 11, 29, 12), OpenState.CLOSED, warsaw(2026, 11, 30, 8)),
    ],
)
def test_ordinary_week(service: Service, at: datetime, state: OpenState, changes: datetime) -> None:
    hours(service, WEEKDAYS, "08:00", "15:30")
    assert opening_at(service, at) == Opening(state, changes)


def test_no_hours_are_unknown_hours(service: Service) -> None:
    found = opening_at(service, warsaw(2026, 11, 23, 12))
    assert found.state == OpenState.UNKNOWN and not found.is_open


def test_round_the_clock(service: Service) -> None:
    service.always_open = True
    found = opening_at(service, warsaw(2026, 12, 25, 3))
    assert found == Opening(OpenState.ALWAYS) and found.is_open


@pytest.mark.parametrize(
    "status", [ServiceStatus.INACTIVE, ServiceStatus.DEFUNCT, ServiceStatus.TEMPORARILY_CLOSED]
)
def test_a_service_that_is_not_offered_is_closed(service: Service, status: str) -> None:
    service.always_open, service.status = True, status
    assert opening_at(service, warsaw(2026, 11, 23, 12)) == Opening(OpenState.SUSPENDED)


def test_public_holidays_are_not_assumed_to_be_closed(service: Service) -> None:
    hours(service, ["FR"], "08:00", "15:00")
    assert opening_at(service, warsaw(2026, 12, 25, 9)).is_open


def test_hours_that_touch_or_overlap_are_one(service: Service) -> None:
    hours(service, ["MO"], "08:00", "12:00")
    hours(service, ["MO"], "12:00", "16:00")
    hours(service, ["MO"], "15:00", "18:00")
    found = opening_at(service, warsaw(2026, 11, 23, 9))
    assert found.changes_at == warsaw(2026, 11, 23, 18)


def test_a_midday_break_is_closed(service: Service) -> None:
    hours(service, ["MO"], "08:00", "12:00")
    hours(service, ["MO"], "14:00", "18:00")
    found = opening_at(service, warsaw(2026, 11, 23, 13))
    assert found == Opening(OpenState.CLOSED, warsaw(2026, 11, 23, 14))


def test_hours_go_on_past_midnight(service: Service) -> None:
    hours(service, ["FR"], "20:00", "23:59")
    hours(service, ["SA"], "00:00", "06:00")
    found = opening_at(service, warsaw(2026, 11, 27, 23, 59, 30))
    assert found == Opening(OpenState.OPEN, warsaw(2026, 11, 28, 6))


def test_hours_without_a_gap_are_round_the_clock(service: Service) -> None:
    hours(service, [*WEEKDAYS, "SA", "SU"], "00:00", "23:59")
    assert opening_at(service, warsaw(2026, 11, 23, 4)).state == OpenState.ALWAYS


def test_hours_of_a_set_period_hold_on_its_first_and_last_day(service: Service) -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 2)
    hours(service, ["MO"], "08:00", "09:00")
    hours(service, ["TU", "WE", "TH"], "10:00", "12:00", valid_from=first, valid_to=last)
    assert opening_at(service, warsaw(2026, 11, 30, 11)).changes_at == warsaw(2026, 12, 1, 10)
    assert opening_at(service, warsaw(2026, 12, 2, 11)).is_open
    assert opening_at(service, warsaw(2026, 12, 3, 11)) == Opening(
        OpenState.CLOSED, warsaw(2026, 12, 7, 8)
    )


def test_an_opening_that_is_too_far_off_is_not_looked_for(service: Service) -> None:
    now = warsaw(2026, 11, 23, 12)
    far = (now + timedelta(days=DAYS_AHEAD + 7)).date()
    hours(service, WEEKDAYS, "08:00", "15:00")
    hours(service, [], "00:00", "23:59", valid_to=far)
    assert opening_at(service, now) == Opening(OpenState.CLOSED)


def test_the_moment_may_come_in_any_zone(service: Service) -> None:
    hours(service, ["MO"], "00:00", "02:00")
    assert opening_at(service, datetime(2026, 11, 22, 23, 30, tzinfo=UTC)).is_open


class TestTheNightsWhenClocksChange:
    def test_spring_the_hour_that_is_skipped(self, service: Service) -> None:
        hours(service, ["SU"], "02:30", "04:00")
        before = warsaw(2026, 3, 29, 1, 45)
        assert opening_at(service, before) == Opening(
            OpenState.CLOSED, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        )
        assert opening_at(service, warsaw(2026, 3, 29, 3, 30)).is_open

    def test_spring_hours_that_vanish_are_no_hours(self, service: Service) -> None:
        hours(service, ["SU"], "02:30", "03:10")
        assert not opening_at(service, warsaw(2026, 3, 29, 3, 5)).is_open
        assert opening_at(service, warsaw(2026, 3, 29, 3, 5)).changes_at == warsaw(
            2026, 4, 5, 2, 30
        )

    def test_autumn_the_hour_that_comes_twice(self, service: Service) -> None:
        hours(service, ["SU"], "01:00", "02:30")
        assert opening_at(service, warsaw(2026, 10, 25, 2, 15)).is_open
        assert not opening_at(service, warsaw(2026, 10, 25, 2, 15, fold=1)).is_open

    def test_the_same_hours_of_the_clock_after_the_change(self, service: Service) -> None:
        hours(service, ["MO"], "08:00", "15:00")
        at = warsaw(2026, 10, 24, 12)
        assert opening_at(service, at).changes_at == datetime(2026, 10, 26, 7, tzinfo=UTC)

    def test_a_night_that_is_an_hour_longer_is_open_through(self, service: Service) -> None:
        hours(service, ["SA"], "22:00", "23:59")
        hours(service, ["SU"], "00:00", "06:00")
        found = opening_at(service, warsaw(2026, 10, 25, 2, 30, fold=1))
        assert found == Opening(OpenState.OPEN, datetime(2026, 10, 25, 5, tzinfo=UTC))


weeks = st.lists(
    st.tuples(
        st.sets(st.sampled_from([*WEEKDAYS, "SA", "SU"]), min_size=1),
        st.integers(0, 22),
        st.integers(1, 23),
    ).filter(lambda row: row[1] < row[2]),
    min_size=1,
    max_size=4,
)
quarters = st.integers(0, 4 * 24 * 14 - 1)


Week = list[tuple[set[str], int, int]]
SECOND_MONDAY = date(2026, 6, 8)


def schedules_of(week: Week) -> list[Schedule]:
    return [
        Schedule(by_day=sorted(days), opens_at=time(opens), closes_at=time(closes))
        for days, opens, closes in week
    ]


def other_hours_in_the_second_week(week: Week) -> list[Schedule]:
    one = schedules_of(week)[0]
    one.by_day = one.by_day[:1]
    one.valid_from, one.valid_to = SECOND_MONDAY, SECOND_MONDAY + timedelta(days=6)
    return [one]


def on_the_wall(schedules: list[Schedule], at: datetime) -> bool:
    """What the clock and the calendar on the wall say."""
    day = [*WEEKDAYS, "SA", "SU"][at.weekday()]
    is_second = SECOND_MONDAY <= at.date() < SECOND_MONDAY + timedelta(days=7)
    exceptions = [one for one in schedules if one.valid_from] if is_second else []
    usual = [one for one in schedules if not one.valid_from]
    return any(
        day in one.by_day and one.opens_at <= at.time() < one.closes_at
        for one in exceptions or usual
    )


class TestAnyWeek:
    """Compared with looking at the clock on the wall, in weeks when no clock changes."""

    @given(week=weeks, quarter=quarters, is_special=st.booleans())
    def test_it_is_open_when_the_wall_says_so_and_changes_when_it_says(
        self, week: Week, quarter: int, is_special: bool
    ) -> None:
        schedules = schedules_of(week)
        if is_special:
            schedules += other_hours_in_the_second_week(week)
        at = warsaw(2026, 6, 1) + timedelta(minutes=15 * quarter)
        found = _opening(schedules, at)
        assert found.is_open is on_the_wall(schedules, at)
        assert found.changes_at is not None
        change = found.changes_at.astimezone(at.tzinfo)
        assert change > at
        assert on_the_wall(schedules, change) is not found.is_open
        before = change - timedelta(minutes=1)
        assert on_the_wall(schedules, before) is found.is_open


class TestHoursOfASetPeriod:
    """They hold instead of the usual ones: nobody is sent to a door that is closed."""

    MONDAY = warsaw(2026, 12, 28, 9)
    WINTER: ClassVar = {"valid_from": date(2026, 12, 24), "valid_to": date(2026, 12, 31)}

    @pytest.fixture
    def usual(self, service: Service) -> Service:
        hours(service, WEEKDAYS, "08:00", "15:00")
        return service

    def test_they_hold_instead_of_the_usual_ones(self, usual: Service) -> None:
        hours(usual, ["TU"], "10:00", "12:00", **self.WINTER)
        assert opening_at(usual, self.MONDAY) == Opening(OpenState.CLOSED, warsaw(2026, 12, 29, 10))
        assert opening_at(usual, warsaw(2026, 12, 29, 13)) == Opening(
            OpenState.CLOSED, warsaw(2027, 1, 1, 8)
        )

    def test_the_usual_ones_hold_before_and_after(self, usual: Service) -> None:
        hours(usual, [], "00:00", "23:59", **self.WINTER)
        assert opening_at(usual, warsaw(2026, 12, 23, 9)).is_open
        assert not opening_at(usual, warsaw(2026, 12, 24, 9)).is_open
        assert not opening_at(usual, warsaw(2026, 12, 31, 9)).is_open
        assert opening_at(usual, warsaw(2027, 1, 1, 9)).is_open

    def test_a_closed_time_says_when_it_ends(self, usual: Service) -> None:
        hours(usual, [], "00:00", "23:59", **self.WINTER)
        assert opening_at(usual, self.MONDAY) == Opening(OpenState.CLOSED, warsaw(2027, 1, 1, 8))

    def test_hours_from_a_day_on_take_over_for_good(self, usual: Service) -> None:
        hours(usual, ["SA"], "09:00", "12:00", valid_from=date(2027, 1, 1))
        assert opening_at(usual, warsaw(2026, 12, 31, 9)).is_open
        assert not opening_at(usual, warsaw(2027, 1, 4, 9)).is_open
        assert opening_at(usual, warsaw(2027, 1, 2, 9)).is_open

    def test_day_and_night_but_for_some_days(self, service: Service) -> None:
        service.always_open = True
        hours(service, [], "00:00", "23:59", **self.WINTER)
        assert opening_at(service, warsaw(2026, 12, 1, 3)) == Opening(OpenState.ALWAYS)
        assert opening_at(service, warsaw(2026, 12, 23, 3)) == Opening(
            OpenState.OPEN, warsaw(2026, 12, 24)
        )
        assert opening_at(service, self.MONDAY) == Opening(OpenState.CLOSED, warsaw(2027, 1, 1))

    def test_closed_for_a_time_while_the_usual_hours_are_unknown(self, service: Service) -> None:
        hours(service, [], "00:00", "23:59", **self.WINTER)
        assert opening_at(service, self.MONDAY) == Opening(OpenState.CLOSED)
        assert opening_at(service, warsaw(2027, 1, 4, 9)).state == OpenState.UNKNOWN

    def test_nothing_is_said_of_the_days_around_while_the_usual_hours_are_unknown(
        self, service: Service
    ) -> None:
        hours(service, WEEKDAYS, "08:00", "15:00", **self.WINTER)
        for at in (warsaw(2026, 12, 23, 9), warsaw(2026, 12, 23, 20), warsaw(2027, 1, 1, 9)):
            assert opening_at(service, at) == Opening(OpenState.UNKNOWN)
        assert opening_at(service, self.MONDAY) == Opening(OpenState.OPEN, warsaw(2026, 12, 28, 15))
        assert opening_at(service, warsaw(2026, 12, 30, 20)) == Opening(
            OpenState.CLOSED, warsaw(2026, 12, 31, 8)
        )

    def test_no_next_opening_is_promised_beyond_days_that_nobody_knows(
        self, service: Service
    ) -> None:
        hours(service, [], "00:00", "23:59", **self.WINTER)
        hours(service, WEEKDAYS, "08:00", "15:00", valid_from=date(2027, 1, 4))
        assert opening_at(service, self.MONDAY) == Opening(OpenState.CLOSED)
        assert opening_at(service, warsaw(2027, 1, 3, 9)).state == OpenState.UNKNOWN
        assert opening_at(service, warsaw(2027, 1, 4, 9)).is_open

    def test_two_periods_on_one_day_are_taken_together(self, usual: Service) -> None:
        hours(usual, ["MO"], "09:00", "10:00", **self.WINTER)
        hours(usual, ["MO"], "18:00", "20:00", valid_from=date(2026, 12, 28))
        assert opening_at(usual, self.MONDAY) == Opening(OpenState.OPEN, warsaw(2026, 12, 28, 10))
        assert opening_at(usual, warsaw(2026, 12, 28, 19)).is_open

    def test_the_night_into_a_period_goes_on(self, service: Service) -> None:
        hours(service, ["WE"], "20:00", "23:59")
        hours(service, ["TH"], "00:00", "06:00", **self.WINTER)
        found = opening_at(service, warsaw(2026, 12, 23, 22))
        assert found == Opening(OpenState.OPEN, warsaw(2026, 12, 24, 6))

    @pytest.mark.parametrize("at", [warsaw(2026, 3, 29, 12), warsaw(2026, 10, 25, 12)])
    def test_a_period_of_the_day_when_clocks_change(self, usual: Service, at: datetime) -> None:
        day = at.date()
        hours(usual, ["SU"], "00:00", "23:59", valid_from=day, valid_to=day)
        found = opening_at(usual, at)
        assert found == Opening(OpenState.OPEN, at.replace(hour=0) + timedelta(days=1))
        midnight = at.replace(hour=0)
        assert opening_at(usual, midnight).is_open
        assert not opening_at(usual, midnight - timedelta(minutes=1)).is_open
