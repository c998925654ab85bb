"""Programs read the counts of a month that is over, without small numbers."""

from typing import Any

import pytest
from django.utils import timezone

from casework.intake.figures.periods import key_of
from casework.intake.models import Conversation
from tests.api.programs import assert_problem, program_of
from tests.api.v1.answers import ok
from tests.casework.intake.figures.making import answered, came
from tests.casework.intake.figures.test_page import MONTH, NOON
from tests.cast import Cast


def read(cast: Cast, who: str = "analyst", query: str = "") -> Any:
    return ok(program_of(getattr(cast, who), "statistics:read").get(f"statistics/{query}"))


def test_numbers_are_those_of_the_page_and_small_ones_are_null(cast: Cast) -> None:
    Conversation.objects.all().delete()
    for at in range(6):
        answered(came(NOON, language="uk"), after=10 + at)
    came(NOON, language="de")
    shown = read(cast, query=f"?month={key_of(MONTH)}")
    assert shown == read(cast) and shown == read(cast, "supervisor")  # the last month is meant
    tables = {
        table["key"]: {row["key"]: row["number"] for row in table["rows"]}
        for table in shown["tables"]
    }
    assert shown["received"] == 7 and shown["median_minutes"] in {12, 13}
    assert tables["language"] == {"pl": 0, "en": 0, "de": None, "uk": None}
    assert tables["hour"]["12"] in {7, 0} and sum(tables["hour"].values()) == 7


def test_an_empty_month_is_noughts(cast: Cast) -> None:
    Conversation.objects.all().delete()
    shown = read(cast)
    assert (shown["received"], shown["median_minutes"]) == (0, None)
    assert {row["number"] for table in shown["tables"] for row in table["rows"]} == {0}


@pytest.mark.parametrize("month", ["", "2026-13", "x", "2199-01", "%00"])
def test_what_is_no_month_that_is_over_is_refused(cast: Cast, month: str) -> None:
    program = program_of(cast.analyst)
    problem = assert_problem(program.get(f"statistics/?month={month}"), 400)
    assert problem["errors"][0]["parameter"] == "month"
    this = timezone.localdate().strftime("%Y-%m")
    assert_problem(program.get(f"statistics/?month={this}"), 400)


def test_who_may_not_see_figures_does_not_find_them(cast: Cast) -> None:
    for who in ("consultant", "administrator", "partner_worker"):
        assert_problem(program_of(getattr(cast, who)).get("statistics/"), 404)
    assert_problem(program_of(cast.analyst, "people:read").get("statistics/"), 403)


def test_it_asks_as_much_however_many_wrote(cast: Cast, django_assert_max_num_queries: Any) -> None:
    program = program_of(cast.analyst)
    program.get("statistics/")
    for _number in range(5):
        came(NOON)
    with django_assert_max_num_queries(16):
        ok(program.get("statistics/"))
