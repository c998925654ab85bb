"""Tasks, playbooks and what runs in cases, for programs."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.models import Case, CaseTask
from casework.playbooks.models import PlaybookRun
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case
from tests.casework.cases.task_situations import make_task
from tests.casework.playbooks.making import make_edition
from tests.cast import Cast

DUE = "2030-12-03T14:30:00+01:00"


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def program(cast: Cast) -> Program:
    return program_of(cast.consultant)


def sent(**more: Any) -> dict[str, Any]:
    return {"kind": "task", "title": "Zadzwonić do szkoły", "due_at": DUE, **more}


def test_a_task_is_added_changed_and_done(cast: Cast, case: Case, program: Program) -> None:
    facts = sent(person=str(cast.colleague.pk))
    _address, task, _tag = made(program, f"cases/{case.pk}/tasks/", facts)
    assert (task["person"], task["state"]) == (str(cast.colleague.pk), "open")
    path = f"tasks/{task['id']}/"
    changed = ok(program.patch(path, {"title": "Napisać", "person": None}, match='"1"'))
    assert (changed["title"], changed["person"], changed["version"]) == ("Napisać", None, 2)
    assert_problem(program.post(f"{path}done/", {}, match='"1"'), 412)
    assert ok(program.post(f"{path}done/", {"words": "Wie."}, match='"2"'))["state"] == "done"
    assert_problem(program.post(f"{path}reopen/", {}, match='"3"'), 409)
    again = program.post(f"{path}reopen/", {"words": "Pomyłka."}, match='"3"')
    assert ok(again)["state"] == "open"
    left = program.post(f"{path}leave-out/", {"words": "Nie trzeba."}, match='"4"')
    assert ok(left)["state"] == "cancelled"
    [row] = ok(program.get(f"cases/{case.pk}/tasks/"))["results"]
    assert row["id"] == task["id"]


def test_without_an_hour_given_it_is_due_on_the_day(case: Case, program: Program) -> None:
    _address, task, _tag = made(program, f"cases/{case.pk}/tasks/", sent(has_hour=False))
    assert task["has_hour"] is False and task["due_at"] is not None
    _address, task, _tag = made(program, f"cases/{case.pk}/tasks/", sent(due_at=None))
    assert task["has_hour"] is False


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"title": ""}, "/title"),
        ({"title": "a" * 201}, "/title"),
        ({"kind": "party"}, "/kind"),
        ({"due_at": "tomorrow"}, "/due_at"),
        ({"kind": "appointment", "due_at": None}, "/due_at"),
        ({"person": str(uuid4())}, "/person"),
        ({"organisation": str(uuid4())}, "/organisation"),
    ],
)
def test_what_cannot_be_taken_is_pointed_at(
    case: Case, program: Program, wrong: dict[str, Any], pointer: str
) -> None:
    answer = program.post(f"cases/{case.pk}/tasks/", sent(**wrong))
    assert pointers(answer) == {pointer}
    assert not CaseTask.objects.exists()


def test_a_partner_reads_its_own_part(cast: Cast, case: Case) -> None:
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
    ours = make_task(cast, case)
    theirs = make_task(cast, case, group=cast.partner.group, worker=None)
    partner = program_of(cast.partner_worker)
    [row] = ok(partner.get(f"cases/{case.pk}/tasks/"))["results"]
    assert row["id"] == str(theirs.pk)
    assert_problem(partner.get(f"tasks/{ours.pk}/"), 404)
    assert_problem(partner.post(f"tasks/{ours.pk}/done/", {}, match='"1"'), 404)
    body = sent(organisation=str(cast.centre.pk))
    assert pointers(partner.post(f"cases/{case.pk}/tasks/", body)) == {"/organisation"}


def test_what_was_prescribed_takes_a_reason(cast: Cast, case: Case, program: Program) -> None:
    task = make_task(cast, case, is_prescribed=True)
    path = f"tasks/{task.pk}/"
    assert_problem(program.patch(path, {"due_at": DUE}, match='"1"'), 409)
    assert ok(program.patch(path, {"due_at": DUE, "reason": "Ferie."}, match='"1"'))["version"] == 2


def test_a_case_is_closed_with_what_is_still_to_be_done(
    cast: Cast, case: Case, program: Program
) -> None:
    make_task(cast, case)
    needs = [{"need": str(case.needs.get().pk), "answer": "met"}]
    body: dict[str, Any] = {"how_it_ended": "Koniec.", "outcome": "helped", "needs": needs}
    tag = program.get(f"cases/{case.pk}/").headers["ETag"]
    refused = program.post(f"cases/{case.pk}/close/", body, match=tag)
    assert pointers(refused) == {"/tasks"}
    body["leave_out_tasks"] = True
    assert ok(program.post(f"cases/{case.pk}/close/", body, match=tag))["state"] == "closed"


def test_a_playbook_is_read_started_and_stopped(cast: Cast, case: Case, program: Program) -> None:
    edition = make_edition(cast)
    listed = {row["id"]: row for row in ok(program.get("playbooks/"))["results"]}
    steps = listed[str(edition.pk)]["steps"]
    assert steps[2]["is_duty"] and steps[2]["never_shown_to"] and steps[1]["after"]
    assert ok(program.get(f"playbooks/{edition.pk}/"))["number"] == 1
    runs = f"cases/{case.pk}/playbook-runs/"
    address, run, _tag = made(program, runs, {"edition": str(edition.pk)})
    assert address.endswith(run["id"] + "/")
    assert [step["state"] for step in run["steps"]] == ["open"] * 4
    again = program.post(f"cases/{case.pk}/playbook-runs/", {"edition": str(edition.pk)})
    assert_problem(again, 409)
    path = f"playbook-runs/{run['id']}/"
    first = run["steps"][0]["task"]
    ok(program.post(f"tasks/{first}/done/", {}, match='"1"'))
    assert ok(program.get(path))["steps"][1]["due_at"] is not None
    assert pointers(program.post(f"{path}stop/", {}, match='"1"')) == {"/reason"}
    stopped = ok(program.post(f"{path}stop/", {"reason": "Sąd."}, match='"1"'))
    assert (stopped["state"], stopped["reason"]) == ("stopped", "Sąd.")
    [row] = ok(program.get(f"cases/{case.pk}/playbook-runs/"))["results"]
    assert row["id"] == run["id"]


@pytest.mark.parametrize("who", ["supervisor", "partner_worker", "stranger", "administrator"])
def test_who_does_not_lead_starts_nothing(cast: Cast, case: Case, who: str) -> None:
    grant(cast.partner.group, case, Permission.CASE_VIEW)
    body = {"edition": str(make_edition(cast).pk)}
    answer = program_of(getattr(cast, who)).post(f"cases/{case.pk}/playbook-runs/", body)
    assert_problem(answer, 404)
    assert not PlaybookRun.objects.exists()


def test_a_draft_is_not_started(cast: Cast, case: Case, program: Program) -> None:
    body = {"edition": str(uuid4())}
    answer = program.post(f"cases/{case.pk}/playbook-runs/", body)
    assert pointers(answer) == {"/edition"}
