"""What the reports count, and when."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override

from casework.cases.models import Case, UnmetNeed
from casework.referrals.choices import State
from casework.reports.kinds import ReportKind
from casework.reports.periods import named
from casework.reports.report import Report, report_of
from tests.casework.cases.situations import make_case
from tests.casework.playbooks.making import make_draft
from tests.casework.reports.making import BEFORE, MONTH, NOON, opened, referral_in
from tests.cast import Cast

SYSTEM, CENTRE = ReportKind.SYSTEM, ReportKind.CENTRE


@pytest.fixture(autouse=True)
def _empty(cast: Cast) -> Iterator[None]:
    Case.objects.all().delete()
    with override("en"):
        yield


def numbers(report: Report, table: str) -> dict[str, tuple[Any, Any]]:
    found = next((one for one in report.tables if one.key == table), None)
    return {row.key: (row.now, row.then) for row in found.rows} if found else {}


def system(*, exact: bool = True) -> Report:
    return report_of(SYSTEM, MONTH, MONTH.before(), exact=exact)


def test_cases_are_counted_when_opened_and_closed(cast: Cast) -> None:
    opened(make_case(cast))
    opened(make_case(cast), NOON - timedelta(days=31))
    found = numbers(system(), "cases")
    assert found == {"continuing": (1, 0), "opened": (1, 1), "closed": (0, 0)}


def test_what_became_of_referrals(cast: Cast) -> None:
    for state in (State.COMPLETED, State.DECLINED, State.EXPIRED, State.WITHDRAWN):
        referral_in(cast, state)
    found = numbers(system(), "referrals")
    assert {key: now for key, (now, _then) in found.items() if now} == {
        "sent": 4,
        "answered": 2,
        "accepted": 1,
        "declined": 1,
        "expired": 1,
        "withdrawn": 1,
        "completed": 1,
    }
    assert numbers(system(), "partner") == {str(cast.partner.pk): (4, 0)}
    assert sum(now for now, _then in numbers(system(), "need").values()) == 4


def test_an_answer_counts_in_its_own_month_and_its_time_from_the_sending(cast: Cast) -> None:
    referral_in(cast, State.ACCEPTED, MONTH.begins - timedelta(hours=2), hours=3)
    report = system()
    assert numbers(report, "referrals")["sent"] == (0, 1)
    assert numbers(report, "referrals")["answered"] == (1, 0)
    whole, by_partner, by_need = report.times
    assert whole.of("", "answered", 0).median == 180
    assert by_partner.of(str(cast.partner.pk), "accepted", 0).nine_of_ten == 180
    assert list(by_need.names) and whole.of("", "completed", 0).number == 0


def test_considering_is_the_first_answer_and_accepting_is_none_more(cast: Cast) -> None:
    made = referral_in(cast, State.CONSIDERED, hours=1)
    made.steps.create(state=State.ACCEPTED, at=NOON + timedelta(hours=5))
    whole = system().times[0]
    answered, accepted = (whole.of("", what, 0) for what in ("answered", "accepted"))
    assert (answered.number, answered.median) == (1, 60)
    assert (accepted.number, accepted.median) == (1, 300)


def test_unmet_needs_are_counted(cast: Cast) -> None:
    need = make_case(cast).needs.get()
    UnmetNeed.objects.create(case_need=need, reason="no_capacity", recorded_at=NOON)
    assert numbers(system(), "unmet_reason")["no_capacity"] == (1, 0)
    assert numbers(system(), "unmet_need") == {need.need.key: (1, 0)}


def test_unmet_needs_leave_the_city_as_their_register_tells_them(cast: Cast) -> None:
    last = named(str(MONTH.first.year - 1))
    assert last is not None
    for _each in range(6):
        need = make_case(cast).needs.get()
        UnmetNeed.objects.create(case_need=need, reason="other", recorded_at=last.begins)
    assert numbers(system(exact=False), "unmet_reason") == {}
    year = report_of(SYSTEM, last, last.before(), exact=False)
    assert numbers(year, "unmet_reason") == {"other": (6, 0)}


@pytest.mark.parametrize(
    "facts", [{"named": []}, {"excluded": ["00000000-0000-0000-0000-000000000001"]}]
)
def test_a_case_that_is_kept_from_somebody_stands_in_no_table(
    cast: Cast, facts: dict[str, Any]
) -> None:
    referral = referral_in(cast, State.COMPLETED)
    case = opened(referral.case, **facts)
    UnmetNeed.objects.create(case_need=case.needs.get(), reason="other", recorded_at=NOON)
    for report in (system(), system(exact=False)):
        counted = [row.now for table in report.tables for row in table.rows]
        assert not any(counted)
        assert report.times[0].of("", "answered", 0).number == 0
        assert report.kept is None


def test_the_centre_counts_its_own_people(cast: Cast) -> None:
    opened(make_case(cast), age=15)
    opened(make_case(cast), age=None)
    opened(make_case(cast, lead=cast.coordinating, by=cast.coordinator), age=15)
    report = report_of(CENTRE, MONTH, BEFORE, exact=True, body=cast.centre)
    assert numbers(report, "new_age")["13-17"] == (1, 0)
    assert numbers(report, "new_age")["unknown"] == (1, 0)
    assert numbers(report, "new_sex")[""] == (2, 0)
    assert numbers(report, "cases")["opened"] == (2, 0)


def test_the_number_of_questions_does_not_grow(cast: Cast, django_assert_num_queries: Any) -> None:
    referral_in(cast, State.COMPLETED)
    make_draft(cast)
    # Of the 23 one is for benefits in kind: how often and for how many people at once.
    with django_assert_num_queries(23):
        system()
    referral_in(cast, State.DECLINED)
    with django_assert_num_queries(23):
        system()
