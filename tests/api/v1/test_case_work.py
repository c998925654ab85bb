"""Cases given to workers, their urgency, and lists kept under a name, by programs."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.models import Case, SavedList
from tests.api.programs import Program, assert_problem, program_of
from tests.casework.cases.situations import make_case
from tests.cast import Cast


def read(program: Program, path: str) -> Any:
    """What is there."""
    answer = program.get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


def test_a_program_gives_a_case_to_a_worker(cast: Cast, case: Case) -> None:
    body = {"worker": str(cast.colleague.pk)}
    given = program_of(cast.consultant).post(f"cases/{case.pk}/assign/", body)
    assert given.status_code == 200, given.content
    assert given.json()["worker"] == str(cast.colleague.pk)


@pytest.mark.parametrize("who", ["partner_worker", "supervisor"])
def test_not_to_somebody_of_another_body_or_role(cast: Cast, case: Case, who: str) -> None:
    body = {"worker": str(getattr(cast, who).pk)}
    answer = program_of(cast.consultant).post(f"cases/{case.pk}/assign/", body)
    assert assert_problem(answer, 422)["errors"][0]["pointer"] == "/worker"


def test_a_program_says_how_urgent_a_case_is(cast: Cast, case: Case) -> None:
    changed = program_of(cast.consultant).post(
        f"cases/{case.pk}/urgency/", {"urgency": "immediate"}
    )
    assert changed.json()["urgency"] == "immediate"
    assert changed.json()["due_at"] == changed.json()["opened_at"]
    assert_problem(
        program_of(cast.consultant).post(f"cases/{case.pk}/urgency/", {"urgency": "x"}), 422
    )


@pytest.mark.parametrize("step", ["assign", "urgency"])
@pytest.mark.parametrize("who", ["supervisor", "partner_worker", "officer", "coordinator"])
def test_who_neither_leads_nor_coordinates_finds_nothing(
    cast: Cast, case: Case, who: str, step: str
) -> None:
    body: dict[str, Any] = {"urgency": "urgent"} if step == "urgency" else {"worker": str(uuid4())}
    answer = program_of(getattr(cast, who)).post(f"cases/{case.pk}/{step}/", body)
    assert_problem(answer, 404)


def test_a_program_asks_for_what_is_overdue(cast: Cast, case: Case) -> None:
    late = make_case(cast, urgency="immediate")
    found = read(program_of(cast.consultant), "cases/?overdue=true")["results"]
    assert [one["id"] for one in found] == [str(late.pk)]
    assert len(read(program_of(cast.consultant), "cases/?overdue=false")["results"]) == 2


# Lists


FACTS = {"name": "Spóźnione", "wish": {"overdue": True, "columns": ["state", "age"]}}


def test_a_list_is_saved_changed_and_removed(cast: Cast) -> None:
    program = program_of(cast.consultant)
    body = {**FACTS, "shared_with": str(cast.centre.pk)}
    made = program.post("case-lists/", body)
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["wish"] == FACTS["wish"] and row["shared_with"] == str(cast.centre.pk)
    assert read(program_of(cast.colleague), "case-lists/")["results"] == [row]
    path = f"case-lists/{row['id']}/"
    changed = program.patch(path, {"name": "Inne", "shared_with": None}, match=made["ETag"])
    assert changed.status_code == 200, changed.content
    assert changed.json()["name"] == "Inne" and changed.json()["shared_with"] is None
    assert changed.json()["wish"] == FACTS["wish"]
    assert_problem(program.patch(path, {"name": "Stare"}, match=made["ETag"]), 412)
    assert_problem(program.delete(path, match=made["ETag"]), 412)
    assert program.delete(path, match=changed["ETag"]).status_code == 204
    assert not SavedList.objects.exists()


def test_a_shared_list_is_read_and_not_changed_by_colleagues(cast: Cast) -> None:
    body = {**FACTS, "shared_with": str(cast.centre.pk)}
    made = program_of(cast.consultant).post("case-lists/", body)
    path, colleague = f"case-lists/{made.json()['id']}/", program_of(cast.colleague)
    assert read(colleague, path)["name"] == "Spóźnione"
    assert_problem(colleague.patch(path, {"name": "Moje"}, match=made["ETag"]), 404)
    assert_problem(colleague.delete(path, match=made["ETag"]), 404)
    assert_problem(program_of(cast.partner_worker).get(path), 404)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 61},
        {"wish": {"sort": "colour"}},
        {"wish": {"columns": ["person_name"]}},
        {"wish": {"unknown": True}},
        {"shared_with": str(uuid4())},
    ],
)
def test_what_a_list_cannot_be_is_refused(cast: Cast, wrong: dict[str, Any]) -> None:
    assert_problem(program_of(cast.consultant).post("case-lists/", {**FACTS, **wrong}), 422)


def test_a_body_of_which_one_is_not_is_refused(cast: Cast) -> None:
    body = {**FACTS, "shared_with": str(cast.partner.pk)}
    assert_problem(program_of(cast.consultant).post("case-lists/", body), 422)
    program_of(cast.consultant).post("case-lists/", FACTS)
    assert_problem(program_of(cast.consultant).post("case-lists/", FACTS), 409)
