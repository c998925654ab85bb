"""What referrals show on people's first page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from casework.cases.choices import NeedState
from casework.cases.models import Case
from casework.cases.selectors import case_for
from casework.referrals import home
from casework.referrals.choices import Kind, State
from casework.referrals.models import Referral
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, Pressing, panels_for
from ostoja.accounts.models import User
from ostoja.ui.city import UNKNOWN
from tests.casework.cases.situations import NAME, make_case, need
from tests.casework.referrals.situations import coordinated_case, in_state, refer, take
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> object:
    with override("en"):
        yield


def titles(person: User) -> set[str]:
    return {str(panel.title) for make in home.PANELS if (panel := make(person)) is not None}


def rows(make: Callable[[User], Panel | None], person: User) -> list[str]:
    panel = make(person)
    assert panel is not None
    return [f"{row.text} {row.meta}" for row in panel.rows]


def test_each_role_has_its_own_panels(cast: Cast) -> None:
    assert titles(cast.partner_worker) == {
        "Referrals that wait for your answer",
        "You are helping here",
    }
    assert titles(cast.coordinator) == {
        "Handed over to you",
        "Returned to you",
        "Waiting longest for a partner",
        "Your cases with news",
        "Needs to refer",
        "Settled: tell the person and close the case",
    }
    assert titles(cast.consultant) == {
        "Referrals that wait for your answer",
        "Returned to you",
        "Your cases with news",
    }
    assert titles(cast.analyst) == {"Partners' answers in the last 90 days"}
    for person in (cast.administrator, cast.officer, cast.member, cast.supervisor):
        assert titles(person) == set()


def test_what_waits_is_named_by_number_with_the_clock(cast: Cast) -> None:
    handover = in_state(cast, Kind.HANDOVER, State.SENT)
    [row] = rows(home.waiting, cast.coordinator)
    assert row.startswith("Handover to the coordinator") and "left to answer" in row
    assert "waits less than a minute" in row
    assert handover.case.number in row
    assert rows(home.waiting, cast.partner_worker) == []


def test_what_came_back_is_the_coordinators_to_decide(cast: Cast) -> None:
    in_state(cast, Kind.REFERRAL, State.DECLINED)
    assert rows(home.returned, cast.coordinator)[0].endswith("declined")
    assert rows(home.returned, cast.consultant) == []


def test_what_partners_owe_is_shown_to_the_coordinator(cast: Cast) -> None:
    in_state(cast, Kind.REFERRAL, State.CONSIDERED)
    in_state(cast, Kind.REFERRAL, State.ACCEPTED)
    assert len(rows(home.longest, cast.coordinator)) == 1


def test_a_case_has_news_until_its_worker_looks(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.ACCEPTED)
    case = Case.objects.get(pk=referral.case_id)
    case_for(cast.consultant, case.pk, Permission.CASE_VIEW)
    assert rows(home.news, cast.consultant) == []
    take(referral, State.COMPLETED, cast)
    assert case.number in rows(home.news, cast.consultant)[0]
    case_for(cast.coordinator, case.pk, Permission.CASE_VIEW)
    assert len(rows(home.news, cast.consultant)) == 1
    case_for(cast.consultant, case.pk, Permission.CASE_VIEW)
    assert rows(home.news, cast.consultant) == []


def test_ones_own_step_is_no_news(cast: Cast) -> None:
    in_state(cast, Kind.HANDOVER, State.SENT)
    assert rows(home.news, cast.consultant) == []


def test_the_first_page_shows_the_panels_without_names(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    *_others, referral = [in_state(cast, Kind.REFERRAL, State.SENT) for _ in range(4)]
    assert {str(panel.title) for panel in panels_for(cast.partner_worker, UNKNOWN)} >= titles(
        cast.partner_worker
    )
    browser = browser_of(cast.coordinator)
    with django_assert_max_num_queries(28):
        page = browser.get(reverse("staff_home")).content.decode()
    assert referral.case.number in page and NAME not in page


def test_no_more_than_five_of_a_kind(cast: Cast) -> None:
    for _ in range(6):
        in_state(cast, Kind.REFERRAL, State.SENT)
    assert len(rows(home.waiting, cast.partner_worker)) == home.ROWS


def pressing(make: Callable[[User], Panel | None], person: User) -> list[Pressing]:
    panel = make(person)
    assert panel is not None
    return [row.pressing for row in panel.rows]


def test_a_clock_presses_in_its_last_day_and_cries_when_it_has_run_out(cast: Cast) -> None:
    for hours in (-1, 5, 60):
        referral = in_state(cast, Kind.REFERRAL, State.SENT)
        respond_by = timezone.now() + timedelta(hours=hours)
        Referral.objects.filter(pk=referral.pk).update(respond_by=respond_by)
    expected = [Pressing.NOW, Pressing.TODAY, Pressing.LATER]
    assert pressing(home.waiting, cast.partner_worker) == expected
    assert pressing(home.longest, cast.coordinator) == expected


def test_a_completed_referral_waits_for_the_coordinator_to_close_the_loop(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.IN_PROGRESS)
    assert rows(home.to_close, cast.coordinator) == []
    take(referral, State.COMPLETED, cast)
    [row] = rows(home.to_close, cast.coordinator)
    assert referral.case.number in row and "settled less than a minute ago" in row
    assert home.to_close(cast.consultant) is None
    assert home.to_close(cast.partner_worker) is None


def test_a_case_with_an_open_need_is_not_settled(cast: Cast) -> None:
    case = coordinated_case(cast, needs=[need(0), need(1)])
    take(take(refer(cast, case), State.ACCEPTED, cast), State.COMPLETED, cast)
    assert rows(home.to_close, cast.coordinator) == []


def test_who_leads_a_case_alone_closes_it_too(cast: Cast) -> None:
    case = make_case(cast)
    case.needs.update(state=NeedState.MET)
    [row] = rows(home.to_close, cast.consultant)
    assert case.number in row
    assert home.to_close(cast.colleague) is None


def test_needs_that_nobody_was_asked_about_wait_for_the_coordinator(cast: Cast) -> None:
    case = coordinated_case(cast, urgency="immediate")
    coordinated_case(cast)
    assert len(rows(home.to_refer, cast.coordinator)) == 2
    assert case.number in rows(home.to_refer, cast.coordinator)[0]
    assert pressing(home.to_refer, cast.coordinator) == [Pressing.NOW, Pressing.LATER]
    refer(cast, case)
    assert len(rows(home.to_refer, cast.coordinator)) == 1
    assert home.to_refer(cast.consultant) is None


def test_what_came_back_is_not_told_twice(cast: Cast) -> None:
    in_state(cast, Kind.REFERRAL, State.DECLINED)
    assert rows(home.to_refer, cast.coordinator) == []
    assert len(rows(home.returned, cast.coordinator)) == 1


def test_a_partner_sees_what_it_has_taken_on(cast: Cast) -> None:
    referral = in_state(cast, Kind.REFERRAL, State.IN_PROGRESS)
    [row] = rows(home.in_hand, cast.partner_worker)
    assert referral.case.number in row and "in progress" in row
    assert rows(home.in_hand, cast.stranger) == []
    assert home.in_hand(cast.coordinator) is None


def test_few_answers_are_not_told_exactly_and_have_no_median(cast: Cast) -> None:
    panel = home.answer_times(cast.analyst)
    assert panel is not None and not panel.is_full
    in_state(cast, Kind.REFERRAL, State.DECLINED)
    in_state(cast, Kind.REFERRAL, State.CONSIDERED)
    panel = home.answer_times(cast.analyst)
    assert panel is not None
    assert [str(one.value) for one in panel.figures] == ["fewer than 5", "0"]


def test_many_answers_have_a_median_and_lost_ones_are_counted(cast: Cast) -> None:
    for _ in range(5):
        in_state(cast, Kind.REFERRAL, State.ACCEPTED)
        in_state(cast, Kind.REFERRAL, State.EXPIRED)
    panel = home.answer_times(cast.analyst)
    assert panel is not None
    assert [str(one.value) for one in panel.figures] == ["0", "5", "5"]
    assert home.answer_times(cast.coordinator) is None
