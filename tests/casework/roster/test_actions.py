"""Planning duties and being away: what happens, and what is refused."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from casework.roster import actions
from casework.roster.models import DutyPlace, Shift
from casework.roster.refusals import DutyRefused
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.roster.making import (
    EVERY_DAY,
    FRIDAY,
    clock,
    make_absence,
    make_pattern,
    make_place,
    make_shift,
)
from tests.cast import Cast, make_person

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SATURDAY = FRIDAY + DAY


def verbs() -> set[str]:
    return set(AuditEvent.objects.values_list("verb", flat=True))


def told(person: User) -> set[str]:
    waiting = Notification.objects.filter(person=person, read_at=None)
    return set(waiting.values_list("kind", flat=True))


def plan(cast: Cast, place: DutyPlace, person: User | None, starts: str = "7:00") -> Shift:
    begins = clock(FRIDAY, starts)
    return actions.plan_shift(
        submission=uuid4(),
        place=place,
        person=person,
        starts_at=begins,
        ends_at=begins + 12 * HOUR,
        by=cast.supervisor,
    )


def move(cast: Cast, shift: Shift, person: User | None, version: int = 0) -> Shift:
    return actions.change_shift(
        pk=shift.pk,
        version=version or shift.version,
        place=shift.place,
        person=person,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        by=cast.supervisor,
    )


def test_a_planned_duty_is_kept_once_recorded_and_told(cast: Cast, place: DutyPlace) -> None:
    facts: dict[str, Any] = {
        "submission": uuid4(),
        "place": place,
        "person": cast.consultant,
        "starts_at": clock(FRIDAY, "7:00"),
        "ends_at": clock(FRIDAY, "19:00"),
        "by": cast.supervisor,
    }
    first = actions.plan_shift(**facts)
    assert actions.plan_shift(**facts) == first
    assert verbs() >= {"shift.planned", "shift.sent_again"}
    assert told(cast.consultant) == {"duty-changed"}
    assert told(cast.supervisor) == set()


@pytest.mark.parametrize(("hours", "field"), [(0, "ends_at"), (-1, "ends_at"), (26, "ends_at")])
def test_times_that_make_no_duty(cast: Cast, place: DutyPlace, hours: int, field: str) -> None:
    begins = clock(FRIDAY, "7:00")
    with pytest.raises(DutyRefused) as refused:
        actions.plan_shift(
            submission=uuid4(),
            place=place,
            person=None,
            starts_at=begins,
            ends_at=begins + hours * HOUR,
            by=cast.supervisor,
        )
    assert refused.value.field == field
    assert not Shift.objects.exists()


def test_a_whole_day_may_last_25_hours_in_october(cast: Cast, place: DutyPlace) -> None:
    sunday = FRIDAY.replace(month=10, day=27)
    made = actions.plan_shift(
        submission=uuid4(),
        place=place,
        person=cast.consultant,
        starts_at=clock(sunday, "0:00"),
        ends_at=clock(sunday + DAY, "0:00"),
        by=cast.supervisor,
    )
    assert made.length == 25 * HOUR


def _absent(cast: Cast) -> None:
    make_absence(cast.consultant, FRIDAY)


def _left(cast: Cast) -> None:
    User.objects.filter(pk=cast.consultant.pk).update(is_active=False)


def _busy(cast: Cast) -> None:
    make_shift(make_place("hostel"), cast.consultant, clock(FRIDAY, "18:59"))


def _unfit(cast: Cast) -> None:
    cast.consultant.memberships.update(role=Role.SUPERVISOR)


@pytest.mark.parametrize("before", [_absent, _left, _busy, _unfit])
def test_who_cannot_be_planned(
    cast: Cast, place: DutyPlace, before: Callable[[Cast], None]
) -> None:
    before(cast)
    with pytest.raises(DutyRefused) as refused:
        plan(cast, place, User.objects.get(pk=cast.consultant.pk))
    assert refused.value.field == "person"
    assert cast.consultant.full_name in refused.value.words
    assert not Shift.objects.filter(place=place).exists()


def test_a_night_into_an_absence_is_refused_and_one_until_midnight_is_not(
    cast: Cast, place: DutyPlace
) -> None:
    make_absence(cast.consultant, SATURDAY)
    with pytest.raises(DutyRefused):
        plan(cast, place, cast.consultant, "19:00")
    plan(cast, place, cast.consultant, "12:00")


def test_who_is_planned_anew_and_who_was_before_are_told(
    cast: Cast, place: DutyPlace, shift: Shift
) -> None:
    changed = move(cast, shift, cast.colleague)
    assert (changed.version, changed.person) == (2, cast.colleague)
    assert told(cast.consultant) == told(cast.colleague) == {"duty-changed"}
    with pytest.raises(StaleObject):
        move(cast, shift, cast.consultant, version=1)


def test_a_duty_stays_ones_own_when_it_moves_by_an_hour(cast: Cast, shift: Shift) -> None:
    shift.starts_at += HOUR
    assert move(cast, shift, cast.consultant).starts_at == clock(FRIDAY, "8:00")


def test_a_removed_duty_is_gone_and_told(cast: Cast, shift: Shift) -> None:
    actions.remove_shift(pk=shift.pk, version=shift.version, by=cast.supervisor)
    assert not Shift.objects.exists()
    assert told(cast.consultant) == {"duty-changed"}
    assert "shift.removed" in verbs()


def test_what_was_yesterday_is_told_to_nobody(cast: Cast, place: DutyPlace) -> None:
    past = make_shift(place, cast.consultant, timezone.now() - 2 * DAY)
    actions.remove_shift(pk=past.pk, version=1, by=cast.supervisor)
    assert told(cast.consultant) == set()


def make_days(
    cast: Cast, place: DutyPlace, submission: UUID, days: int, *turn: User
) -> actions.Planned:
    return actions.plan_from_patterns(
        submission=submission,
        place=place,
        first=FRIDAY,
        last=FRIDAY + (days - 1) * DAY,
        turn=turn,
        by=cast.supervisor,
    )


def test_days_and_nights_in_turn(cast: Cast, place: DutyPlace) -> None:
    make_pattern(place, "7:00", "19:00")
    make_pattern(place, "19:00", "7:00")
    third = make_person(Role.CONSULTANT, cast.centre, "third@city.example")
    submission = uuid4()
    came = make_days(cast, place, submission, 3, cast.consultant, cast.colleague, third)
    assert (came.made, came.vacant, came.known) == (6, 0, 0)
    people = [one.person for one in Shift.objects.order_by("starts_at")]
    assert people == [cast.consultant, cast.colleague, third] * 2
    again = make_days(cast, place, submission, 3, cast.consultant, cast.colleague, third)
    assert (again.made, again.vacant, again.known) == (0, 0, 6)
    assert Notification.objects.filter(person=third, kind="duty-changed").count() == 1


def test_whoever_is_away_or_on_duty_loses_the_turn(cast: Cast, place: DutyPlace) -> None:
    make_pattern(place, "7:00", "19:00")
    make_absence(cast.consultant, FRIDAY)
    make_shift(make_place("hostel"), cast.colleague, clock(SATURDAY, "8:00"))
    came = make_days(cast, place, uuid4(), 4, cast.consultant, cast.colleague)
    assert (came.made, came.vacant) == (2, 2)
    assert [bool(one.person) for one in Shift.objects.filter(place=place)] == [
        False,
        False,
        True,
        True,
    ]


def test_without_anybody_duties_wait(cast: Cast, place: DutyPlace) -> None:
    make_pattern(place, "7:00", "19:00", *EVERY_DAY[:5])
    came = make_days(cast, place, uuid4(), 7)
    assert (came.made, came.vacant) == (0, 5)


def test_patterns_cover_the_night_of_october_whole(cast: Cast, place: DutyPlace) -> None:
    make_pattern(place, "7:00", "19:00")
    make_pattern(place, "19:00", "7:00")
    saturday = FRIDAY.replace(month=10, day=26)
    actions.plan_from_patterns(
        submission=uuid4(),
        place=place,
        first=saturday,
        last=saturday + DAY,
        turn=[cast.consultant, cast.colleague],
        by=cast.supervisor,
    )
    assert [one.length / HOUR for one in Shift.objects.order_by("starts_at")] == [12, 13, 12, 12]


def absent_on(cast: Cast, *, give_back: bool) -> None:
    actions.add_absence(
        submission=uuid4(),
        person=cast.consultant,
        first_on=FRIDAY,
        last_on=FRIDAY,
        give_back=give_back,
        by=cast.consultant,
    )


def test_an_absence_asks_what_becomes_of_duties(cast: Cast, shift: Shift) -> None:
    with pytest.raises(DutyRefused) as refused:
        absent_on(cast, give_back=False)
    assert refused.value.field == "give_back"
    absent_on(cast, give_back=True)
    shift.refresh_from_db()
    assert (shift.person, shift.version) == (None, 2)
    assert "duty-vacant" in told(cast.supervisor)
    move(cast, shift, cast.colleague)
    assert "duty-vacant" not in told(cast.supervisor)


def test_an_absence_is_kept_once_and_removed(cast: Cast) -> None:
    facts: dict[str, Any] = {
        "submission": uuid4(),
        "person": cast.consultant,
        "first_on": FRIDAY,
        "last_on": SATURDAY,
        "by": cast.consultant,
    }
    first = actions.add_absence(**facts)
    assert actions.add_absence(**facts) == first
    with pytest.raises(StaleObject):
        actions.remove_absence(pk=first.pk, version=7, by=cast.consultant)
    actions.remove_absence(pk=first.pk, version=1, by=cast.consultant)
    assert "absence.removed" in verbs()
