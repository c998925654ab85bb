"""What cases show on people's first page."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override

from casework.cases import home
from casework.cases.models import Case, UnmetNeed
from ostoja.accounts.home import Panel, Pressing
from ostoja.accounts.models import User
from tests.casework.cases.situations import NAME, make_case, need
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _english() -> object:
    with override("en"):
        yield


def rows(make: Callable[[User], Panel | None], person: User) -> list[str]:
    panel = make(person)
    assert panel is not None
    return [f"{row.text} {row.meta}" for row in panel.rows]


def test_ones_own_cases_stand_with_their_urgency_and_age(cast: Cast) -> None:
    later = make_case(cast)
    now = make_case(cast, urgency="immediate")
    make_case(cast, by=cast.colleague)
    panel = home.my_cases(cast.consultant)
    assert panel is not None
    assert [row.pressing for row in panel.rows] == [Pressing.NOW, Pressing.LATER]
    assert now.number in str(panel.rows[0].text) and later.number in str(panel.rows[1].text)
    assert "open less than a minute" in str(panel.rows[0].meta)
    assert NAME not in str(panel)


def test_whoever_may_open_cases_is_offered_to_open_one(cast: Cast) -> None:
    panel = home.my_cases(cast.colleague)
    assert panel is not None and panel.step is not None and panel.empty
    assert panel.step[1].endswith("/cases/new/")
    for person in (cast.partner_worker, cast.supervisor, cast.analyst):
        assert home.my_cases(person) is None


def test_cases_of_nobody_are_shown_to_the_team_and_its_supervisor(cast: Cast) -> None:
    case = make_case(cast)
    assert rows(home.nobodys_cases, cast.colleague) == []
    assert home.nobodys_cases(cast.supervisor) is None
    Case.objects.filter(pk=case.pk).update(worker=None)
    for person in (cast.consultant, cast.colleague, cast.supervisor):
        assert len(rows(home.nobodys_cases, person)) == 1
    assert home.nobodys_cases(cast.partner_worker) is None
    assert home.nobodys_cases(cast.analyst) is None


def unmet(cast: Cast, position: int, times: int) -> None:
    for _ in range(times):
        case = make_case(cast, needs=[need(position)])
        UnmetNeed.objects.create(case_need=case.needs.get(), reason="no_service")


def test_unmet_needs_are_counted_and_small_numbers_hidden(cast: Cast) -> None:
    unmet(cast, 0, 2)
    unmet(cast, 1, 5)
    panel = home.unmet_needs(cast.analyst)
    assert panel is not None
    found = [(str(one.label), str(one.value)) for one in panel.figures]
    assert found == [(str(need(1)), "5"), (str(need(0)), "fewer than 5")]
    assert home.unmet_needs(cast.coordinator) is None


def test_without_unmet_needs_the_analyst_learns_what_is_counted(cast: Cast) -> None:
    panel = home.unmet_needs(cast.analyst)
    assert panel is not None and not panel.is_full and "without names" in str(panel.empty)


def test_the_panels_ask_the_same_for_any_number(
    cast: Cast, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(3):
        make_case(cast)
    home.my_cases(cast.consultant)  # reads the person's roles
    with django_assert_num_queries(2):
        home.my_cases(cast.consultant)
        home.nobodys_cases(cast.consultant)
