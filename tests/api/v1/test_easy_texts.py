"""Easy texts through the API: everybody reads, administrators' programs write."""

from typing import Any

import pytest

from accessibility.easy import selectors
from ostoja.ui.easy import Line
from tests.api.programs import Program, assert_problem, program_of
from tests.cast import Cast

ONE = "easy-texts/start/pl/"
BODY = {"lines": [{"text": "Pomagamy.  Tu.", "picture": "heart"}, {"text": "Zadzwoń."}]}


def test_everybody_reads_them_without_a_token(cast: Cast) -> None:
    rows = Program().get("easy-texts/").json()["results"]
    assert {(row["page"], row["language"]) for row in rows} >= {("start", "pl"), ("contact", "uk")}
    one = Program().get(ONE).json()
    assert (one["is_own"], one["version"], one["checked_by"]) == (False, 0, "")
    assert one["lines"][0]["picture"] == "home"


def test_an_administrators_program_changes_one_and_gives_it_back(cast: Cast) -> None:
    program = program_of(cast.administrator)
    tag = program.get(ONE)["ETag"]
    changed = program.patch(ONE, BODY, match=tag)
    assert changed.status_code == 200 and changed.json()["is_own"]
    assert selectors.text("start", "pl").spoken == [
        Line("Pomagamy. Tu.", "heart"),
        Line("Zadzwoń."),
    ]
    assert_problem(program.patch(ONE, BODY, match=tag), 412)
    assert program.delete(ONE, match=changed["ETag"]).status_code == 204
    assert Program().get(ONE).json()["version"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"lines": []},
        {"lines": [{"text": ""}]},
        {"lines": [{"text": "x" * 201}]},
        {"lines": [{"text": "A.", "picture": "none"}]},
        {"lines": [{"text": "A.", "more": 1}]},
        {"lines": [{"text": "A."}] * 41},
        {"lines": "A."},
    ],
)
def test_what_is_wrong_is_refused(cast: Cast, body: dict[str, Any]) -> None:
    assert_problem(program_of(cast.administrator).patch(ONE, body, match='"0"'), 422)
    assert selectors.text("start", "pl").version == 0


def test_nobody_else_writes(cast: Cast) -> None:
    assert_problem(program_of(cast.consultant).patch(ONE, BODY, match='"0"'), 404)
    assert_problem(Program().patch(ONE, BODY, match='"0"'), 401)
    assert_problem(program_of(cast.administrator).patch(ONE, BODY), 428)


@pytest.mark.parametrize("path", ["start/fr/", "nowhere/pl/", "failure/pl/"])
def test_there_are_no_others(cast: Cast, path: str) -> None:
    assert_problem(Program().get(f"easy-texts/{path}"), 404)
    program = program_of(cast.administrator)
    assert_problem(program.patch(f"easy-texts/{path}", BODY, match='"0"'), 404)
    assert_problem(program.delete(f"easy-texts/{path}", match='"0"'), 404)
