"""Nobody who is in danger stays unheard: not by a tap, not by news that cannot be written."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from casework.visits import notices
from casework.visits.actions import (
    ask_help,
    change_visit,
    check_in,
    close_alarm,
    extend,
    take_alarm,
)
from casework.visits.models import Alarm, Visit
from casework.visits.refusals import VisitRefused
from casework.visits.tasks import watch_visits
from ostoja.access.roles import Role
from ostoja.accounts.models import User
from tests.casework.roster.making import make_place, make_shift
from tests.casework.visits.making import let_pass, look, make_inside, make_late, plan_of, told
from tests.cast import Cast, make_person


@pytest.fixture
def on_duty(cast: Cast) -> User:
    """A consultant of another body, at night."""
    person = make_person(Role.CONSULTANT, cast.partner, "night@city.example")
    make_shift(make_place(), person)
    return person


def more_time(visit: Visit, by: User) -> None:
    extend(visit=visit, submission=uuid4(), minutes=60, by=by)


def at_the_door(visit: Visit, by: User) -> None:
    check_in(visit=visit, submission=uuid4(), by=by)


@pytest.mark.parametrize(
    ("make", "late", "say"), [(make_inside, -11, more_time), (make_late, 11, at_the_door)]
)
def test_what_they_tap_does_not_keep_an_untaken_alarm_from_the_supervisors(
    cast: Cast,
    on_duty: User,
    make: Callable[..., Visit],
    late: float,
    say: Callable[[Visit, User], None],
) -> None:
    visit = make(cast, late)
    watch_visits.run()
    say(visit, cast.consultant)
    let_pass(5)
    assert watch_visits.run() == 0 and told("alarm") == {on_duty.email}
    let_pass(5)
    assert [watch_visits.run() for _time in range(2)] == [1, 0]
    assert told("alarm") == {on_duty.email, cast.supervisor.email}
    let_pass(60 + 20)
    assert watch_visits.run() == 1  # the next silence rings anew
    assert told("overdue", unread=True) == {cast.consultant.email}


def test_a_taken_alarm_goes_no_further_after_more_time(cast: Cast, on_duty: User) -> None:
    visit = make_inside(cast, -11)
    watch_visits.run()
    take_alarm(alarm=Alarm.objects.get(), version=1, by=on_duty)
    more_time(visit, cast.consultant)
    let_pass(15)
    assert watch_visits.run() == 0 and told("alarm") == {on_duty.email}


def fails_for(monkeypatch: pytest.MonkeyPatch, *people: User) -> set[Any]:
    """No news can be written to these people, until they are taken out of what is given back."""
    spoilt = {one.pk for one in people}
    write: Callable[..., int] = notices.notify  # type: ignore[attr-defined]

    def spoil(kind: Any, *, to: Any, **facts: Any) -> int:
        listed = list(to)
        if spoilt & {one.pk for one in listed}:
            raise ValueError("unreadable")
        return write(kind, to=listed, **facts)

    monkeypatch.setattr(notices, "notify", spoil)
    return spoilt


def test_news_that_cannot_be_written_to_one_reaches_the_others_and_is_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_person(Role.SUPERVISOR, cast.centre, "other@city.example")
    spoilt = fails_for(monkeypatch, cast.supervisor)
    ask_help(visit=make_inside(cast, 30), submission=uuid4(), by=cast.consultant)
    assert told("alarm") == {other.email}
    assert watch_visits.run() == 1 and told("alarm") == {other.email}
    spoilt.clear()
    assert [watch_visits.run() for _time in range(2)] == [1, 0]
    assert told("alarm", unread=True) == {other.email, cast.supervisor.email}


def test_who_left_or_is_not_needed_any_more_is_not_tried_again(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_person(Role.SUPERVISOR, cast.centre, "other@city.example")
    spoilt = fails_for(monkeypatch, cast.supervisor, other)
    ask_help(visit=make_inside(cast, 30), submission=uuid4(), by=cast.consultant)
    User.objects.filter(pk=other.pk).update(is_active=False)
    spoilt.discard(other.pk)
    assert [watch_visits.run() for _time in range(2)] == [1, 1]
    assert Alarm.objects.get().untold == [cast.supervisor.pk]
    take_alarm(alarm=Alarm.objects.get(), version=1, by=cast.colleague)
    spoilt.clear()
    assert watch_visits.run() == 0 and not told("alarm")


def test_a_reminder_that_cannot_be_written_keeps_no_alarm_from_ringing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_inside(cast, -11)
    fails_for(monkeypatch, cast.consultant)
    watch_visits.run()
    assert told("alarm") == {cast.supervisor.email}
    taken = take_alarm(alarm=Alarm.objects.get(), version=1, by=cast.supervisor)
    assert taken.taken_by == cast.supervisor and not told("help-comes")


def test_who_went_does_not_leave_the_plan_to_close_their_own_alarm(cast: Cast) -> None:
    visit = make_late(cast, 11)
    look(visit)
    visit.refresh_from_db()
    plan = plan_of(cast, people=[cast.colleague])
    with pytest.raises(VisitRefused, match="alarm"):
        change_visit(visit=visit, version=visit.version, by=cast.consultant, **plan)
    alarm = Alarm.objects.get()
    closed = close_alarm(alarm=alarm, version=1, done="Są.", goes_on=30, by=cast.supervisor)
    visit = Visit.objects.get(pk=closed.visit_id)
    change_visit(visit=visit, version=visit.version, by=cast.consultant, **plan)
    assert [one.person for one in visit.workers.all()] == [cast.colleague]
