"""The clock: how long the receiver has, what is left of it in words, and what happens after it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases.choices import NeedState
from casework.partners.models import Need
from casework.referrals import clock
from casework.referrals.actions import expire
from casework.referrals.choices import AWAITING, Kind, State
from casework.referrals.models import Referral, Step
from casework.referrals.selectors import returned_to_us
from casework.referrals.tasks import expire_overdue
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need
from tests.casework.referrals.situations import (
    coordinated_case,
    hand_over,
    in_state,
    make_service,
    refer,
    take,
    transfer,
)
from tests.cast import Cast

HOUR = timedelta(hours=1)


def hours_left(referral: Referral) -> float:
    assert referral.respond_by is not None
    return (referral.respond_by - timezone.now()) / HOUR


def overdue(referral: Referral, by: timedelta = HOUR) -> Referral:
    """Let the clock have run out this long ago."""
    Referral.objects.filter(pk=referral.pk).update(respond_by=timezone.now() - by)
    return Referral.objects.get(pk=referral.pk)


@pytest.fixture(autouse=True)
def _clocks_of_needs(gdansk: None) -> None:
    for position, hours in enumerate((48, 24, 72)):
        Need.objects.filter(pk=need(position).pk).update(response_hours=hours)


def test_the_clock_is_the_services_else_the_needs(cast: Cast) -> None:
    case = coordinated_case(cast)
    with_service = refer(cast, case, service=make_service(cast, case, hours=5))
    assert hours_left(with_service) == pytest.approx(5, abs=0.1)
    take(with_service, State.WITHDRAWN, cast)
    without_hours = refer(cast, case, service=make_service(cast, case))
    assert hours_left(without_hours) == pytest.approx(48, abs=0.1)
    take(without_hours, State.WITHDRAWN, cast)
    assert hours_left(refer(cast, case)) == pytest.approx(48, abs=0.1)


def test_a_handover_has_the_shortest_clock_of_the_open_needs(cast: Cast) -> None:
    handover = hand_over(cast, make_case(cast, needs=[need(0), need(1), need(2)]))
    assert hours_left(handover) == pytest.approx(24, abs=0.1)


def test_without_an_open_need_there_are_three_days(cast: Cast) -> None:
    case = coordinated_case(cast)
    case.needs.update(state=NeedState.MET)
    assert hours_left(transfer(cast, case)) == pytest.approx(72, abs=0.1)


def test_considering_gives_the_same_time_once_more_and_an_answer_stops_the_clock(
    cast: Cast,
) -> None:
    sent = overdue(in_state(cast, Kind.REFERRAL, State.SENT))
    considered = take(sent, State.CONSIDERED, cast)
    assert hours_left(considered) == pytest.approx(48, abs=0.1)
    accepted = take(considered, State.ACCEPTED, cast)
    assert accepted.respond_by is None


@pytest.mark.parametrize(
    ("left", "english", "polish"),
    [
        (timedelta(minutes=20), "20 minutes left", "odpowiedzi: 20 minut"),
        (timedelta(hours=2, minutes=1), "2 hours left", "odpowiedzi: 2 godziny"),
        (timedelta(hours=30), "30 hours left", "odpowiedzi: 30 godzin"),
        (timedelta(hours=72), "3 days left", "odpowiedzi: 3 dni"),
        (-timedelta(hours=1, minutes=1), "overdue by 1 hour", "po terminie odpowiedzi: 1 godzina"),
        (-timedelta(seconds=5), "overdue by 1 minute", "po terminie odpowiedzi: 1 minuta"),
    ],
)
def test_the_clock_in_words(left: timedelta, english: str, polish: str) -> None:
    referral = Referral(respond_by=timezone.now() + left)
    assert clock.is_overdue(referral) is (left < timedelta(0))
    for language, words in (("en", english), ("pl", polish)):
        with override(language):
            assert words in clock.in_words(referral)


def test_without_a_clock_there_are_no_words() -> None:
    assert clock.in_words(Referral()) == "" and not clock.is_overdue(Referral())


@pytest.mark.parametrize("kind", [Kind.REFERRAL, Kind.TRANSFER])
@pytest.mark.parametrize("state", AWAITING)
def test_what_nobody_answers_returns_to_the_coordinator(
    cast: Cast, kind: Kind, state: State
) -> None:
    referral = overdue(in_state(cast, kind, state))
    assert _run() == 1
    referral = Referral.objects.get(pk=referral.pk)
    assert (referral.state, referral.respond_by) == (State.EXPIRED, None)
    assert list(returned_to_us(cast.coordinator)) == [referral]
    assert Step.objects.get(referral=referral, state=State.EXPIRED).by is None
    assert AuditEvent.objects.get(verb="referral.expired").actor_id is None
    if referral.case_need:
        assert referral.case_need.state == NeedState.OPEN
    assert _run() == 0


def _run() -> int:
    expired: int = expire_overdue.run()
    return expired


def test_a_handover_waits_with_the_coordinator_however_late(cast: Cast) -> None:
    handover = overdue(in_state(cast, Kind.HANDOVER, State.SENT), by=24 * HOUR)
    assert _run() == 0
    assert clock.is_overdue(handover)
    assert Referral.objects.get(pk=handover.pk).state == State.SENT


def test_what_has_time_left_or_was_answered_stays(cast: Cast) -> None:
    in_state(cast, Kind.REFERRAL, State.SENT)
    in_state(cast, Kind.REFERRAL, State.ACCEPTED)
    in_state(cast, Kind.TRANSFER, State.DRAFT)
    assert _run() == 0


def test_one_that_was_answered_a_moment_before_keeps_no_other_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = overdue(in_state(cast, Kind.REFERRAL, State.SENT), by=2 * HOUR)
    overdue(in_state(cast, Kind.REFERRAL, State.SENT))

    def just_answered(*, referral: Referral, version: int) -> Referral:
        if referral == first:
            raise StaleObject(referral)
        return expire(referral=referral, version=version)

    monkeypatch.setattr("casework.referrals.tasks.expire", just_answered)
    assert _run() == 1
