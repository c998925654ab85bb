"""The preview tells conversations apart: what waits, what goes and when, what goes with a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.intake.retention import CONVERSATIONS
from ostoja.privacy.retention.models import RetentionPeriod
from ostoja.privacy.retention.selectors import SharePreview, rule_of, shares_of
from tests.cast import Cast, browser_of
from tests.platform.ostoja.privacy.retention.situations import closed_case, kind, report

UNANSWERED, ANSWERED, CLOSED, WITH_CASE = range(4)


def shares() -> list[SharePreview]:
    return shares_of(rule_of(CONVERSATIONS))


def figures(share: SharePreview) -> tuple[int, int, int]:
    return share.number, share.due, share.soon


def test_what_waits_stays_however_old(cast: Cast) -> None:
    report(4_000, state="waiting")
    found = shares()
    assert figures(found[UNANSWERED]) == (1, 0, 0)
    assert found[UNANSWERED].first is None
    assert [figures(one) for one in found[1:]] == [(0, 0, 0)] * 4


@pytest.mark.parametrize(
    ("days", "expected"), [(366, (1, 1, 0)), (350, (1, 0, 1)), (300, (1, 0, 0))]
)
@pytest.mark.parametrize(("state", "place"), [("answered", ANSWERED), ("closed", CLOSED)])
def test_what_ended_goes_after_its_period(
    cast: Cast, days: int, expected: tuple[int, int, int], state: str, place: int
) -> None:
    report(days, state=state)
    found = shares()[place]
    assert figures(found) == expected
    assert found.first is not None
    left = found.first - timezone.now()
    assert abs(left - timedelta(days=365 - days)) < timedelta(minutes=5)


def test_the_next_one_is_the_oldest(cast: Cast) -> None:
    for days in (10, 200, 100):
        report(days)
    found = shares()[CLOSED]
    assert found.number == 3 and found.first is not None
    assert (found.first - timezone.now()).days in {164, 165}


def test_those_with_a_case_follow_the_period_of_cases(cast: Cast) -> None:
    closed_case(cast, kind("cases").days - 10)
    assert figures(shares()[WITH_CASE]) == (1, 0, 1)


def test_where_nothing_is_deleted_nothing_goes(cast: Cast) -> None:
    report(4_000)
    RetentionPeriod.objects.create(key="conversations", days=30, is_on=False)
    found = shares()[CLOSED]
    assert figures(found) == (1, 0, 0) and found.first is None


def test_the_officer_sees_it(cast: Cast) -> None:
    report(366)
    page = browser_of(cast.officer).get("/en/staff/retention/").content.decode()
    assert "What goes when: Conversations that led to no case" in page
    assert "They stay until somebody answers or closes them." in page
    polish = browser_of(cast.officer).get("/pl/staff/retention/").content.decode()
    assert "Bez odpowiedzi" in polish and "Ze sprawą" in polish
