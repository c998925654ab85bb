"""Programs read the reports of a time that is over, without small numbers."""

from typing import Any

import pytest
from django.utils import timezone

from casework.cases.models import Case
from casework.referrals.choices import State
from casework.reports.periods import name_of
from ostoja.audit.models import AuditEvent
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.cases.situations import make_case
from tests.casework.reports.making import MONTH, opened, referral_in
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _empty(cast: Cast) -> None:
    Case.objects.all().delete()


def read(cast: Cast, who: str = "analyst", query: str = "", kind: str = "system") -> Any:
    return ok(program_of(getattr(cast, who), "reports:read").get(f"reports/{kind}/{query}"))


def table(shown: Any, key: str) -> dict[str, Any]:
    found = next(one for one in shown["tables"] if one["key"] == key)
    return {row["key"]: row["now"]["number"] for row in found["rows"]}


def test_small_numbers_are_null_whoever_asks(cast: Cast) -> None:
    for _each in range(6):
        opened(make_case(cast))
    referral_in(cast, State.DECLINED)
    shown = read(cast, query=f"?period={name_of(MONTH)}")
    assert shown == read(cast) == read(cast, "coordinator")
    assert table(shown, "cases") == {"continuing": 0, "opened": 6, "closed": 0}
    assert table(shown, "referrals")["sent"] is None
    waits = shown["times"][0]["rows"][0]["waits"]
    assert waits[0] == {
        "what": "answered",
        "number": None,
        "median_minutes": None,
        "nine_of_ten_minutes": None,
    }


def test_a_year_says_that_a_part_is_not_told(cast: Cast) -> None:
    for _each in range(6):
        opened(make_case(cast))
    opened(make_case(cast), MONTH.before().begins)
    last = timezone.localdate().year - 1
    shown = read(cast, query=f"?period={last}&compare=year")
    assert (shown["period"], shown["compared_with"]) == (str(last), str(last - 1))
    assert all(row["now"]["number"] == 0 for one in shown["tables"] for row in one["rows"])


def test_what_the_centre_owes_and_that_somebody_took_it(cast: Cast) -> None:
    shown = read(cast, kind="centre")
    assert shown["kind"] == "centre" and table(shown, "new_sex")
    details = AuditEvent.objects.get(verb="report.taken_out").details
    assert (details["report"], details["format"], details["exact"]) == ("centre", "json", False)


@pytest.mark.parametrize("period", ["", "2026-13", "x", "2199", "%00", "2026-Q5"])
def test_what_is_not_over_is_refused(cast: Cast, period: str) -> None:
    program = program_of(cast.analyst)
    problem = assert_problem(program.get(f"reports/system/?period={period}"), 400)
    assert problem["errors"][0]["parameter"] == "period"


def test_who_may_not_see_reports_does_not_find_them(cast: Cast) -> None:
    for who in ("consultant", "administrator", "partner_worker"):
        assert_problem(program_of(getattr(cast, who)).get("reports/system/"), 404)
    assert_problem(program_of(cast.analyst).get("reports/other/"), 404)
    assert_problem(program_of(cast.analyst, "statistics:read").get("reports/system/"), 403)
