"""Pages by cursor."""

from typing import Any

import pytest

from casework.cases.models import Case
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def walked(program: Program, path: str) -> list[str]:
    found, following = [], path
    while following:
        page: Any = program.get(following).json()
        found += [one["id"] for one in page["results"]]
        following = page["next"]
    return found


def test_every_row_comes_once_in_order(cast: Cast) -> None:
    cases = [make_case(cast) for _ in range(7)]
    moment = Case.objects.get(pk=cases[3].pk).opened_at
    Case.objects.filter(pk__in=[one.pk for one in cases[2:5]]).update(opened_at=moment)
    found = walked(program_of(cast.consultant), "cases/?limit=2&urgency=soon")
    wanted = Case.objects.order_by("-opened_at", "-id").values_list("pk", flat=True)
    assert found == [str(pk) for pk in wanted]


def test_rows_that_arrive_in_between_move_nothing(cast: Cast) -> None:
    program = program_of(cast.consultant)
    old = [make_case(cast) for _ in range(3)]
    first = program.get("cases/?limit=1").json()
    make_case(cast)
    rest = walked(program, first["next"])
    assert len({first["results"][0]["id"], *rest}) == len(old) == len(rest) + 1


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=101", "limit=x", "limit=-1", "limit=٣", "cursor=x", "cursor=%00", "page=2"],
)
def test_what_is_no_parameter_of_the_list_is_told_by_name(cast: Cast, query: str) -> None:
    body = assert_problem(program_of(cast.consultant).get(f"cases/?{query}"), 400)
    assert body["errors"][0]["parameter"] == query.partition("=")[0]


def test_a_cursor_of_another_list_is_refused(cast: Cast) -> None:
    program = program_of(cast.coordinator)
    following = program.get("organisations/?limit=1").json()["next"]
    assert_problem(program.get(following.replace("organisations", "locations")), 400)


@pytest.mark.parametrize(
    "query", ["state=flying", "mine=perhaps", "urgency=", "number=" + "9" * 41, "state=%00"]
)
def test_a_filter_takes_only_what_it_knows(cast: Cast, query: str) -> None:
    status = program_of(cast.consultant).get(f"cases/?{query}").status_code
    assert status == (200 if query in {"urgency=", "mine=perhaps"} else 400)
