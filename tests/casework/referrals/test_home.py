"""What referrals show on people's first page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from casework.cases.models import Case
from casework.cases.selectors import case_for
from casework.referrals import home
from casework.referrals.choices import Kind, State
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, panels_for
from ostoja.accounts.models import User
from ostoja.ui.city import UNKNOWN
from tests.casework.cases.situations import NAME
from tests.casework.referrals.situations import in_state, take
from tests.cast import Cast, browser_of


@pytest.fixture(autouse=True)
def _english() -> object:
    with override("en"):
        yield


def titles(person: User) -> set[str]:
    ours = {home.waiting, home.returned, home.longest, home.news}
    return {str(panel.title) for make in ours if (panel := make(person)) is not None}


def rows(make: Callable[[User], Panel | None], person: User) -> list[str]:
    panel = make(person)
    assert panel is not None
    return [f"{row.text} {row.meta}" for row in panel.rows]


def test_each_role_has_its_own_panels(cast: Cast) -> None:
    assert titles(cast.partner_worker) == {"Referrals that wait for your answer"}
    assert titles(cast.coordinator) == {
        "Handed over to you",
        "Returned to you",
        "Waiting longest for a partner",
        "Your cases with news",
    }
    assert titles(cast.consultant) == {
        "Referrals that wait for your answer",
        "Returned to you",
        "Your cases with news",
    }
    for person in (cast.administrator, cast.officer, cast.analyst, cast.member, cast.supervisor):
        assert titles(person) == set()


def test_what_waits_is_named_by_number_with_the_clock(cast: Cast) -> None:
    handover = in_state(cast, Kind.HANDOVER, State.SENT)
    [row] = rows(home.waiting, cast.coordinator)
    assert row.startswith("Handover to the coordinator") and "left to answer" in row
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
    with django_assert_max_num_queries(25):
        page = browser.get(reverse("staff_home")).content.decode()
    assert referral.case.number in page and NAME not in page


def test_no_more_than_five_of_a_kind(cast: Cast) -> None:
    for _ in range(6):
        in_state(cast, Kind.REFERRAL, State.SENT)
    assert len(rows(home.waiting, cast.partner_worker)) == home.ROWS
