"""The clock: the workers first, then who is on duty, then the supervisors; each once."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from casework.cases.models import Case
from casework.visits.actions import check_in, check_out, extend, take_alarm
from casework.visits.clock import due_of
from casework.visits.models import Alarm, Visit, VisitSettings
from casework.visits.selectors import settings_here
from casework.visits.tasks import watch_visits
from ostoja.access.roles import Role
from ostoja.notifications.models import Choices, Notification, OutboxMessage
from tests.casework.cases.test_restricting import restrict
from tests.casework.roster.making import make_place, make_shift
from tests.casework.visits.making import (
    let_pass,
    look,
    make_inside,
    make_late,
    minutes,
    told,
)
from tests.cast import Cast, make_person


@pytest.fixture
def on_duty(cast: Cast) -> Any:
    """A consultant of another body, at night."""
    person = make_person(Role.CONSULTANT, cast.partner, "night@city.example")
    make_shift(make_place(), person)
    return person


def stages(left: list[float], make: Any, cast: Cast) -> list[tuple[int, ...]]:
    found = []
    for one in left:
        Visit.objects.all().delete()
        Notification.objects.all().delete()
        make(cast, one)
        watch_visits.run()
        kinds = ("due", "overdue", "alarm")
        found.append(tuple(len(told(kind)) for kind in kinds))
    return found


def test_from_a_gentle_reminder_to_the_supervisors(cast: Cast, on_duty: Any) -> None:
    assert stages([6, 4, -1, -11, -21], make_inside, cast) == [
        (0, 0, 0),
        (1, 0, 0),
        (1, 1, 0),
        (1, 1, 1),
        (1, 1, 2),
    ]


def test_who_does_not_arrive_is_missed_too(cast: Cast, on_duty: Any) -> None:
    assert stages([-16, -14, 1, 11, 21], make_late, cast) == [
        (0, 0, 0),
        (1, 0, 0),
        (1, 1, 0),
        (1, 1, 1),
        (1, 1, 2),
    ]
    assert Alarm.objects.get().reason == "no_check_in"


def test_it_follows_the_roster(cast: Cast, on_duty: Any) -> None:
    visit = make_inside(cast, -11)
    assert look(visit) and told("alarm") == {on_duty.email}
    Visit.objects.filter(pk=visit.pk).update(ends_at=timezone.now() - minutes(21))
    assert look(visit) and told("alarm") == {on_duty.email, cast.supervisor.email}
    assert set(Alarm.objects.get().called) == {on_duty.pk, cast.supervisor.pk}


def test_where_nobody_is_on_duty_the_supervisor_is_called_at_once(cast: Cast) -> None:
    look(make_inside(cast, -11))
    assert told("alarm") == {cast.supervisor.email}


def test_who_goes_is_not_called_to_their_own_alarm(cast: Cast) -> None:
    make_shift(make_place(), cast.consultant)
    look(make_inside(cast, -21, people=[cast.consultant, cast.supervisor]))
    assert told("alarm") == {cast.coordinator.email}


def test_the_second_look_does_nothing(cast: Cast, on_duty: Any) -> None:
    make_inside(cast, -21)
    assert [watch_visits.run() for _time in range(3)] == [1, 0, 0]
    assert Notification.objects.filter(kind="visit-alarm").count() == 2
    assert Alarm.objects.count() == 1


def test_whoever_says_something_is_not_missed(cast: Cast) -> None:
    late, inside = make_late(cast, 5), make_inside(cast, -5)
    watch_visits.run()
    assert told("overdue", unread=True) == {cast.consultant.email}
    check_in(visit=late, submission=uuid4(), by=cast.consultant)
    extend(visit=inside, submission=uuid4(), minutes=30, by=cast.consultant)
    assert not told("overdue", unread=True)
    assert watch_visits.run() == 0
    Visit.objects.filter(pk=inside.pk).update(ends_at=timezone.now() - minutes(1))
    assert watch_visits.run() == 1 and told("overdue", unread=True)
    check_out(visit=inside, submission=uuid4(), outcome="met", by=cast.consultant)
    assert watch_visits.run() == 0


def test_an_alarm_that_somebody_took_goes_no_further(cast: Cast, on_duty: Any) -> None:
    visit = make_inside(cast, -11)
    look(visit)
    take_alarm(alarm=Alarm.objects.get(), version=1, by=on_duty)
    Visit.objects.filter(pk=visit.pk).update(ends_at=timezone.now() - minutes(30))
    look(visit)
    assert told("alarm") == {on_duty.email}
    assert told("help-comes") == {cast.consultant.email}


def test_silence_after_more_time_was_taken_rings_again(cast: Cast, on_duty: Any) -> None:
    """Somebody may have been made to tap for more time while the alarm rang."""
    visit = make_inside(cast, -11)
    look(visit)
    take_alarm(alarm=Alarm.objects.get(), version=1, by=on_duty)
    extend(visit=visit, submission=uuid4(), minutes=30, by=cast.consultant)
    assert not look(visit) and not told("alarm", unread=True)
    let_pass(30 + 11)
    assert look(visit) and told("alarm", unread=True) == {on_duty.email}
    let_pass(10)
    assert look(visit) and told("alarm", unread=True) == {on_duty.email, cast.supervisor.email}
    assert Alarm.objects.count() == 1


def test_quiet_hours_do_not_hold_an_alarm_back(cast: Cast) -> None:
    for person in (cast.supervisor, cast.consultant):
        Choices.objects.update_or_create(
            person=person,
            defaults={"quiet_from": datetime.time(0), "quiet_to": datetime.time(23, 59)},
        )
    OutboxMessage.objects.all().delete()
    look(make_inside(cast, -21))
    waits = dict(OutboxMessage.objects.values_list("to", "next_attempt_at"))
    assert waits[cast.supervisor.email] <= timezone.now()
    assert cast.consultant.email in waits


def test_a_case_kept_by_name_calls_only_who_is_named(cast: Cast, case: Case) -> None:
    visit = make_inside(cast, -21, case)
    restrict(case, cast.consultant, cast.consultant, cast.colleague)
    visit.refresh_from_db()
    look(visit)
    assert told("alarm") == {cast.colleague.email}


def test_nobody_who_left_is_reminded(cast: Cast) -> None:
    visit = make_inside(cast, -1, people=[cast.consultant, cast.colleague])
    cast.colleague.is_active = False
    cast.colleague.save()
    look(visit)
    assert told("overdue") == {cast.consultant.email}


def test_a_visit_that_cannot_be_read_silences_no_other(cast: Cast) -> None:
    spoilt = make_inside(cast, -30, organisation=cast.partner, people=[cast.partner_worker])
    make_inside(cast, -21)
    with connection.cursor() as cursor:
        cursor.execute("update visits_visit set place = %s where id = %s", [b"x", spoilt.pk])
    assert watch_visits.run() == 1
    assert told("alarm") == {cast.supervisor.email}


def test_going_out_does_not_keep_an_alarm_from_the_supervisors(cast: Cast, on_duty: Any) -> None:
    """Who is threatened may be made to say that they are out; nobody has taken the alarm."""
    visit = make_inside(cast, -11)
    watch_visits.run()
    check_out(visit=visit, submission=uuid4(), outcome="met", by=cast.consultant)
    let_pass(5)
    assert watch_visits.run() == 0 and told("alarm") == {on_duty.email}
    let_pass(5)
    assert [watch_visits.run() for _time in range(2)] == [1, 0]
    assert told("alarm") == {on_duty.email, cast.supervisor.email}
    assert Alarm.objects.get().is_open


def test_samples_ring_for_nobody(cast: Cast) -> None:
    visit = make_inside(cast, -60)
    Visit.objects.filter(pk=visit.pk).update(is_sample=True)
    assert watch_visits.run() == 0 and not Alarm.objects.exists()


@pytest.mark.parametrize(
    "begins",
    [
        "2026-10-25T00:50:00+00:00",  # ten to three, the first time: the clock goes back
        "2026-03-29T00:50:00+00:00",  # ten to two: the clock jumps to three
    ],
)
def test_minutes_are_minutes_on_the_nights_when_clocks_change(cast: Cast, begins: str) -> None:
    starts = datetime.datetime.fromisoformat(begins)
    visit = Visit(
        state="planned", starts_at=timezone.localtime(starts), minutes=30, organisation=cast.centre
    )
    due = due_of(visit, VisitSettings())
    assert due and due.at - starts == minutes(15) and due.supervisors_at - starts == minutes(35)


def test_the_citys_own_minutes_hold(cast: Cast) -> None:
    settings_here()
    VisitSettings.objects.update(grace=60)
    make_late(cast, 5)
    watch_visits.run()
    assert told("due") and not told("overdue")
