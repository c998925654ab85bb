"""A case that the coordinator closed is reopened: the coordination goes on where it stood."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.access import COORDINATES, LEADS
from casework.cases.actions import close_case, reopen_case
from casework.cases.choices import CaseState, NeedState
from casework.cases.models import Case, CaseStep
from casework.cases.selectors import sight_of
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.accounts.models import User
from ostoja.notifications.models import OutboxMessage
from tests.casework.cases.situations import SUMMARY, make_case, migrated_step, url, words
from tests.casework.referrals.situations import coordinated_case, hand_over, take
from tests.cast import Cast, browser_of


def close(cast: Cast, case: Case, by: User, group: Any) -> Case:
    case = Case.objects.get(pk=case.pk)
    return close_case(
        case=case,
        version=case.version,
        submission=uuid4(),
        answers={one.pk: "met" for one in case.needs.filter(state=NeedState.OPEN)},
        how_it_ended="Koniec.",
        group=group,
        by=by,
    )


def reopen(case: Case, by: User, group: Any) -> Case:
    facts: dict[str, Any] = {"submission": uuid4(), "reason": "Pomyłka.", "needs": []}
    return reopen_case(case=case, version=case.version, group=group, by=by, **facts)


@pytest.fixture
def case(cast: Cast) -> Case:
    """Coordinated, then closed by the coordinator."""
    group = cast.coordinating.group
    return close(cast, coordinated_case(cast), cast.coordinator, group)


@pytest.mark.parametrize("who", ["consultant", "coordinator"])
def test_the_coordination_goes_on(cast: Cast, case: Case, who: str) -> None:
    body = cast.centre if who == "consultant" else cast.coordinating
    OutboxMessage.objects.all().delete()
    opened = reopen(case, getattr(cast, who), body.group)
    assert opened.state == CaseState.COORDINATED
    handover = Referral.objects.get(kind=Kind.HANDOVER)
    assert (handover.state, handover.outcome) == (State.ACCEPTED, "")
    assert sight_of(opened, cast.coordinator).permissions == COORDINATES
    assert sight_of(opened, cast.consultant).permissions == LEADS
    told = {message.to for message in OutboxMessage.objects.all()}
    assert told == {cast.consultant.email, cast.coordinator.email} - {getattr(cast, who).email}
    for message in OutboxMessage.objects.all():
        assert SUMMARY not in message.body and case.number not in message.body


def test_the_coordination_goes_on_where_steps_were_not_yet_kept(cast: Cast, case: Case) -> None:
    CaseStep.objects.all().delete()
    migrated_step()
    assert browser_of(cast.coordinator).get(url("case_reopen", case.pk)).status_code == 200
    opened = reopen(case, cast.consultant, cast.centre.group)
    handover = Referral.objects.get(kind=Kind.HANDOVER)
    assert (opened.state, handover.state) == (CaseState.COORDINATED, State.ACCEPTED)


def test_a_coordination_that_had_ended_before_stays_ended(cast: Cast) -> None:
    case = make_case(cast)
    given_back = take(take(hand_over(cast, case), State.ACCEPTED, cast), State.COMPLETED, cast)
    closed = close(cast, case, cast.consultant, cast.centre.group)
    opened = reopen(closed, cast.consultant, cast.centre.group)
    assert opened.state == CaseState.OPEN
    assert Referral.objects.get(pk=given_back.pk).state == State.COMPLETED
    closed = close(cast, opened, cast.consultant, cast.centre.group)
    assert browser_of(cast.coordinator).get(url("case_reopen", case.pk)).status_code == 404


def test_of_two_coordinations_the_one_that_ended_with_the_case_goes_on(cast: Cast) -> None:
    case = make_case(cast)
    first = take(take(hand_over(cast, case), State.ACCEPTED, cast), State.COMPLETED, cast)
    second = take(hand_over(cast, case), State.ACCEPTED, cast)
    closed = close(cast, case, cast.coordinator, cast.coordinating.group)
    reopen(closed, cast.coordinator, cast.coordinating.group)
    states = {one.pk: one.state for one in Referral.objects.all()}
    assert states == {first.pk: State.COMPLETED, second.pk: State.ACCEPTED}


def test_the_coordinator_who_closed_it_reopens_it_on_the_page(cast: Cast, case: Case) -> None:
    browser = browser_of(cast.coordinator)
    assert url("case_reopen", case.pk) in words(browser, "case", case.pk)
    need = case.needs.get()
    sent = {"version": case.version, "submission": str(uuid4()), "reason": "Za wcześnie."}
    address = url("case_reopen", case.pk)
    page = browser.post(address, {**sent, "needs": [str(need.pk)]}, follow=True)
    text = page.content.decode()
    assert "The case is open again." in text and "Refer to a partner" in text
    assert "Za wcześnie." in text and "coordinator person, Ośrodek koordynujący" in text


def test_who_closed_it_twice_at_once_is_not_told_that_it_is_absent(cast: Cast) -> None:
    case = coordinated_case(cast)
    ending = {"how_it_ended": "Koniec.", "outcome": "helped"}
    sent = {"version": case.version, "submission": str(uuid4()), **ending}
    sent |= {f"need_{one.pk}": "met" for one in case.needs.all()}
    browser = browser_of(cast.coordinator)
    for _ in range(2):
        assert browser.post(url("case_close", case.pk), sent).status_code == 302


def test_the_history_tells_who_reopened_and_not_that_somebody_accepted_twice(
    cast: Cast, case: Case
) -> None:
    reopen(case, cast.consultant, cast.centre.group)
    handover = Referral.objects.get(kind=Kind.HANDOVER)
    page = words(browser_of(cast.coordinator), "referral", handover.pk)
    history = page.partition("moj-timeline")[2]
    assert history.count("Accepted") == 1
    assert "Coordinated again: the case was reopened" in history
    assert "consultant person, Ośrodek koordynujący" not in history


def test_nobody_takes_back_the_end_of_a_coordination_by_hand(cast: Cast, case: Case) -> None:
    handover = Referral.objects.get(kind=Kind.HANDOVER)
    browser = browser_of(cast.coordinator)
    address = url("referral_move", handover.pk, "accepted")
    assert "This is not possible now" in browser.get(address).content.decode()
    reopened = reopen(case, cast.coordinator, cast.coordinating.group)
    close(cast, reopened, cast.coordinator, cast.coordinating.group)
    handover.refresh_from_db()
    answer = browser.post(address, {"version": handover.version})
    assert answer.status_code == 422
    assert Referral.objects.get(pk=handover.pk).state == State.COMPLETED
