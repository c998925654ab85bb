"""ETag, If-None-Match and If-Match: nothing is sent twice, nobody's change is lost."""

import pytest

from tests.api.programs import assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def test_what_has_not_changed_is_not_sent_again(cast: Cast) -> None:
    program = program_of(cast.consultant)
    path = f"cases/{make_case(cast).pk}/"
    for address in (path, "cases/", "needs/"):
        tag = program.get(address).headers["ETag"]
        again = program.get(address, If_None_Match=tag)
        assert again.status_code == 304 and again.content == b""
        assert again.headers["ETag"] == tag
        assert program.get(address, If_None_Match='"other"').status_code == 200


def test_a_change_needs_the_version_it_was_made_on(cast: Cast) -> None:
    program = program_of(cast.consultant)
    path = f"cases/{make_case(cast).pk}/"
    tag = program.get(path).headers["ETag"]
    assert_problem(program.patch(path, {"urgency": "soon"}), 428)
    assert_problem(program.patch(path, {"urgency": "soon"}, match="*"), 428)
    changed = program.patch(path, {"urgency": "soon"}, match=tag)
    assert changed.status_code == 200 and changed.json()["urgency"] == "soon"
    assert changed.headers["ETag"] == program.get(path).headers["ETag"] != tag
    assert_problem(program.patch(path, {"urgency": "urgent"}, match=tag), 412)
    assert program.get(path).json()["urgency"] == "soon"


@pytest.mark.parametrize("match", ["3", '"x"', '"1" "2"', '"99999999999"', '"-1"', '""'])
def test_a_tag_that_is_none_of_ours_changes_nothing(cast: Cast, match: str) -> None:
    program = program_of(cast.consultant)
    path = f"cases/{make_case(cast).pk}/"
    assert_problem(program.patch(path, {"urgency": "soon"}, match=match), 412)


def test_the_language_of_the_reader_does_not_matter_for_a_change(cast: Cast) -> None:
    path = f"cases/{make_case(cast).pk}/"
    tag = program_of(cast.consultant, language="pl").get(path).headers["ETag"]
    english = program_of(cast.consultant)
    assert english.patch(path, {"urgency": "soon"}, match=f"W/{tag}").status_code == 200


def test_personal_answers_are_kept_by_nobody_on_the_way(cast: Cast) -> None:
    answer = program_of(cast.consultant).get("cases/")
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "Authorization" in answer.headers["Vary"]
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert "Set-Cookie" not in answer.headers and not answer.cookies
