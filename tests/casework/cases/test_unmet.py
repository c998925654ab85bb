"""The register of unmet needs: what is counted, for whom exactly, and what leaves the city."""

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from casework.cases.models import Case, CaseNeed, UnmetNeed
from casework.cases.unmet import WARSAW, as_file, register_of, years
from casework.partners.models import Need
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.cases.situations import make_case, need, url
from tests.cast import Cast, browser_of

YEAR = 2026


def count(cast: Cast, number: int, which: int = 0, reason: str = "no_service", **at: int) -> None:
    """So many unmet needs of one kind; in the middle of a month on Poland's clock."""
    moment = datetime(at.get("year", YEAR), at.get("month", 3), 15, 12, tzinfo=WARSAW)
    for _ in range(number):
        case = make_case(cast, submission=uuid4())
        row, _new = CaseNeed.objects.get_or_create(case=case, need=need(which))
        unmet = UnmetNeed.objects.create(case_need=row, reason=reason)
        UnmetNeed.objects.filter(pk=unmet.pk).update(recorded_at=moment)


def numbers(rows: list[Any]) -> dict[str, int | None]:
    return {row.key: row.number for row in rows if row.number != 0}


def test_each_table_makes_the_same_total(cast: Cast) -> None:
    count(cast, 2)
    count(cast, 1, which=1, reason="no_capacity", month=11)
    found = register_of(YEAR, exact=True)
    assert found.total == 3
    assert numbers(found.by_need) == {need(0).key: 2, need(1).key: 1}
    assert numbers(found.by_reason) == {"no_service": 2, "no_capacity": 1}
    assert numbers(found.by_month) == {"2026-03": 2, "2026-11": 1}
    assert len(found.by_month) == 12


def test_a_year_ends_on_polands_clock(cast: Cast) -> None:
    count(cast, 1)
    new_year = datetime(2027, 1, 1, 0, 30, tzinfo=WARSAW)
    UnmetNeed.objects.update(recorded_at=new_year)  # still 2026 in UTC
    assert register_of(2026, exact=True).total == 0
    found = register_of(2027, exact=True)
    assert found.total == 1 and numbers(found.by_month) == {"2027-01": 1}


def test_it_is_narrowed_by_need_and_reason(cast: Cast) -> None:
    count(cast, 2)
    count(cast, 1, which=1, reason="no_capacity")
    wanted: Need = need(1)
    assert numbers(register_of(YEAR, need=wanted, exact=True).by_reason) == {"no_capacity": 1}
    assert register_of(YEAR, reason="no_service", exact=True).total == 2


def test_small_numbers_and_what_would_give_them_away_are_not_told(cast: Cast) -> None:
    count(cast, 6)
    count(cast, 1, which=1)
    found = register_of(YEAR, exact=False)
    assert found.total == 7
    assert [row.number for row in found.by_need] == [None, None]
    assert numbers(found.by_reason) == {"no_service": 7}


def test_who_reads_no_small_numbers_cannot_narrow(cast: Cast) -> None:
    """The difference of two tables would tell what neither of them does."""
    count(cast, 6)
    count(cast, 1, which=1)
    whole = register_of(YEAR, exact=False)
    assert register_of(YEAR, need=need(1), reason="no_capacity", exact=False) == whole


def test_a_small_total_is_not_told_either(cast: Cast) -> None:
    count(cast, 4)
    assert register_of(YEAR, exact=False).total is None


def test_the_years_go_back_to_the_first_one(cast: Cast) -> None:
    this = timezone.localdate().year
    assert years() == [this]
    count(cast, 1, year=this - 2)
    assert years() == [this, this - 1, this - 2]


def test_however_many_there_are_it_costs_three_queries(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    count(cast, 3)
    with django_assert_num_queries(3):
        register_of(YEAR, exact=True)


def test_the_coordinator_sees_exact_numbers_and_filters(cast: Cast) -> None:
    count(cast, 1)
    address = url("unmet_needs", year=str(YEAR), need=str(need(0).pk), reason="no_service")
    page = browser_of(cast.coordinator).get(address).content.decode()
    assert str(need(0)) in page and 'name="need"' in page and "#" not in _cells(page)


def test_the_analyst_sees_no_small_numbers(cast: Cast) -> None:
    count(cast, 1)
    page = browser_of(cast.analyst).get(url("unmet_needs", year=str(YEAR))).content.decode()
    assert 'name="need"' not in page and "#" in _cells(page)


def _cells(page: str) -> str:
    return " ".join(part.split("</td>")[0] for part in page.split("<td")[1:])


@pytest.mark.parametrize("query", [{"year": "1999"}, {"year": "x"}, {"year": ""}])
def test_a_year_that_is_none_is_told(cast: Cast, query: dict[str, str]) -> None:
    answer = browser_of(cast.coordinator).get(url("unmet_needs", **query))
    assert answer.status_code == 422 and "govuk-error-summary" in answer.content.decode()


def test_the_file_holds_no_small_numbers_and_its_taking_is_on_record(cast: Cast) -> None:
    count(cast, 6, year=timezone.localdate().year)
    count(cast, 1, which=1, year=timezone.localdate().year)
    year = str(timezone.localdate().year)
    answer = browser_of(cast.coordinator).get(url("unmet_needs_file", year=year))
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/csv")
    assert f"ostoja-{year}.csv" in answer["Content-Disposition"]
    with override("en"):
        text = answer.content.decode("utf-8-sig")
    assert text.count(";#") == 2 and ";7" in text and ";6" not in text and ";1\r" not in text
    event = AuditEvent.objects.get(verb="unmet.taken_out")
    assert event.actor_id == cast.coordinator.pk and event.details == {"year": int(year)}


def test_an_empty_year_is_a_whole_file(cast: Cast) -> None:
    assert as_file(YEAR).decode("utf-8-sig").count("\r\n") == 14  # heading, total, twelve months


@pytest.mark.parametrize("query", [{}, {"year": "1999"}, {"year": "\x00"}])
def test_a_file_of_no_year_is_not_there(cast: Cast, query: dict[str, str]) -> None:
    assert browser_of(cast.analyst).get(url("unmet_needs_file", **query)).status_code == 404


@pytest.mark.parametrize("person", ["consultant", "partner_worker", "administrator"])
def test_others_have_no_register(cast: Cast, person: str) -> None:
    browser = browser_of(getattr(cast, person))
    for name in ("unmet_needs", "unmet_needs_file"):
        assert browser.get(url(name, year=str(YEAR))).status_code == 404


def test_programs_read_it_without_small_numbers(cast: Cast) -> None:
    year = timezone.localdate().year
    count(cast, 6, year=year)
    count(cast, 1, which=1, year=year)
    program = program_of(cast.analyst)
    found = ok(program.get(f"unmet-needs/?year={year}"))
    assert found["total"] == 7 and {row["number"] for row in found["by_need"]} == {None}
    assert_problem(program.get("unmet-needs/?year=1999"), 404)
    assert_problem(program_of(cast.consultant).get("unmet-needs/"), 404)


def test_cases_kept_from_somebody_are_not_counted(cast: Cast) -> None:
    count(cast, 2)
    one = Case.objects.filter(needs__unmet__isnull=False)[0]
    Case.objects.filter(pk=one.pk).update(excluded=[cast.coordinator.pk])
    assert register_of(YEAR, exact=True).total == 1
