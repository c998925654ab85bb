"""Taking and closing an alarm: one has it, somebody else than who went closes it."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.referrals.choices import State
from casework.visits.actions import ask_help, check_out, close_alarm, take_alarm
from casework.visits.models import Alarm, Visit
from casework.visits.refusals import VisitRefused
from casework.visits.selectors import open_alarms, visits_visible_to
from casework.visits.tasks import watch_visits
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from tests.casework.cases.test_restricting import restrict
from tests.casework.referrals.situations import coordinated_case, refer, take
from tests.casework.roster.making import make_place, make_shift
from tests.casework.visits.making import look, make_inside, make_late, make_visit, minutes, told
from tests.cast import Cast, make_person


@pytest.fixture
def alarm(cast: Cast) -> Alarm:
    """The consultant has not come out."""
    look(make_inside(cast, -21))
    return Alarm.objects.get()


def test_one_has_it_and_another_may_take_over_knowingly(cast: Cast, alarm: Alarm) -> None:
    first = take_alarm(alarm=alarm, version=1, by=cast.supervisor)
    assert first.taken_by == cast.supervisor and not told("alarm", unread=True)
    assert take_alarm(alarm=alarm, version=1, by=cast.supervisor).version == 2
    with pytest.raises(StaleObject):
        take_alarm(alarm=alarm, version=1, by=cast.colleague)
    assert take_alarm(alarm=alarm, version=2, by=cast.colleague).taken_by == cast.colleague


def test_closing_needs_words_and_what_becomes_of_the_visit(cast: Cast, alarm: Alarm) -> None:
    for done, goes_on, field in (("  ", 0, "done"), ("Dzwoniłam.", None, "goes_on")):
        with pytest.raises(VisitRefused) as refusal:
            close_alarm(alarm=alarm, version=1, done=done, goes_on=goes_on, by=cast.supervisor)
        assert refusal.value.field == field
    closed = close_alarm(
        alarm=alarm, version=1, done="Są bezpieczni.", goes_on=0, by=cast.supervisor
    )
    assert closed.taken_by == closed.closed_by == cast.supervisor
    visit = Visit.objects.get()
    assert (visit.state, visit.outcome) == ("over", "alarm")
    for late in (take_alarm, lambda **facts: close_alarm(done="x", goes_on=0, **facts)):
        with pytest.raises(VisitRefused, match="closed already"):
            late(alarm=closed, version=2, by=cast.colleague)


@pytest.mark.parametrize("make", [make_inside, make_late])
def test_a_visit_that_goes_on_rings_again_later(cast: Cast, make: object) -> None:
    look(make(cast, -21 if make is make_inside else 21))  # type: ignore[operator]
    alarm = Alarm.objects.get()
    close_alarm(alarm=alarm, version=1, done="Dłużej.", goes_on=30, by=cast.supervisor)
    assert watch_visits.run() == 0
    long_ago = timezone.now() - minutes(60)
    Visit.objects.filter(state="planned").update(starts_at=long_ago)
    Visit.objects.filter(state="under_way").update(
        ends_at=long_ago, checked_in_at=long_ago - minutes(5)
    )
    assert watch_visits.run() == 1 and Alarm.objects.count() == 2


def test_who_went_does_not_close_their_own_alarm(cast: Cast, alarm: Alarm) -> None:
    check_out(visit=alarm.visit, submission=uuid4(), outcome="met", by=cast.consultant)
    alarm.refresh_from_db()
    assert alarm.is_open
    with pytest.raises(VisitRefused, match="code word"):
        close_alarm(alarm=alarm, version=1, done="Nic.", goes_on=None, by=cast.consultant)
    closed = close_alarm(
        alarm=alarm, version=1, done="Hasło padło.", goes_on=None, by=cast.supervisor
    )
    assert not closed.is_open and Visit.objects.get().outcome == "met"


def test_help_after_silence_calls_everybody_anew(cast: Cast) -> None:
    make_shift(make_place(), make_person(Role.CONSULTANT, cast.partner, "night@city.example"))
    visit = make_inside(cast, -11)
    look(visit)
    assert told("alarm") == {"night@city.example"}
    ask_help(visit=visit, submission=uuid4(), by=cast.consultant)
    assert told("alarm") == {"night@city.example", cast.supervisor.email}
    assert Alarm.objects.get().reason == "help"


def test_a_second_call_for_help_rings_again_though_somebody_took_the_first(cast: Cast) -> None:
    visit, first = make_inside(cast, 30), uuid4()
    ask_help(visit=visit, submission=first, by=cast.consultant)
    take_alarm(alarm=Alarm.objects.get(), version=1, by=cast.supervisor)
    ask_help(visit=visit, submission=first, by=cast.consultant)
    assert not told("alarm", unread=True)
    ask_help(visit=visit, submission=uuid4(), by=cast.consultant)
    assert told("alarm", unread=True) == {cast.supervisor.email}
    assert Alarm.objects.count() == 1


def test_who_is_called_sees_the_visit_while_the_alarm_is_open(cast: Cast) -> None:
    night = make_person(Role.CONSULTANT, cast.partner, "night@city.example")
    make_shift(make_place(), night)
    visit = make_inside(cast, -11)
    assert not visits_visible_to(night).exists()
    look(visit)
    assert set(visits_visible_to(night)) == {visit}
    alarm = Alarm.objects.get()
    close_alarm(alarm=alarm, version=1, done="Dobrze.", goes_on=0, by=night)
    assert not visits_visible_to(night).exists()


def test_somebody_is_always_called(cast: Cast) -> None:
    lone = make_person(Role.PARTNER_WORKER, cast.other_partner, "lone@city.example")
    visit = make_inside(cast, -11, organisation=cast.other_partner, people=[lone], by=lone)
    look(visit)
    assert told("alarm") == {cast.coordinator.email}
    cast.coordinator.is_active = False
    cast.coordinator.save()
    other = make_inside(cast, -11, organisation=cast.other_partner, people=[lone], by=lone)
    look(other)
    assert cast.stranger.email in told("alarm")


def test_an_open_alarm_is_seen_whatever_becomes_of_the_case(cast: Cast) -> None:
    """The case is kept to somebody who was not called: now they are."""
    case = coordinated_case(cast)
    take(refer(cast, case), State.ACCEPTED, cast)
    plan: Any = {"organisation": cast.partner, "people": [cast.partner_worker]}
    visit = make_visit(cast, case, by=cast.partner_worker, **plan)
    ask_help(visit=visit, submission=uuid4(), by=cast.partner_worker)
    case.refresh_from_db()
    restrict(case, cast.consultant, cast.consultant)
    assert [alarm for alarm, _words in open_alarms(cast.consultant)] == [Alarm.objects.get()]
