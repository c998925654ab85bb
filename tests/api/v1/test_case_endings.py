"""Endings and phases of cases over the API."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.cases.models import Case, FollowUp
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.casework.cases.situations import make_case
from tests.casework.cases.task_situations import make_task, share
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def program(cast: Cast) -> Program:
    return program_of(cast.consultant)


def in_days(days: int) -> str:
    return str(timezone.localdate() + timedelta(days=days))


def closing(case: Case, **changes: Any) -> dict[str, Any]:
    needs = [{"need": str(one.pk), "answer": "met"} for one in case.needs.all()]
    given = {"outcome": "helped", "how_it_ended": "Koniec.", "needs": needs}
    return {**given, **changes}


def close(program: Program, case: Case, body: dict[str, Any]) -> Any:
    tag = program.get(f"cases/{case.pk}/").headers["ETag"]
    return program.post(f"cases/{case.pk}/close/", body, match=tag)


def test_a_case_is_closed_with_everything_decided(cast: Cast, case: Case, program: Program) -> None:
    task = make_task(cast, case)
    body = closing(case, needs=[{"need": str(case.needs.get().pk), "answer": "partly"}])
    assert pointers(close(program, case, body)) == {"/needs", "/tasks"}
    body["needs"][0]["missing"] = "no_capacity"
    body["tasks"] = [{"task": str(task.pk), "decision": "done"}]
    body["follow_up"] = {"day": in_days(9), "way": "call", "person": str(cast.colleague.pk)}
    assert ok(close(program, case, body))["needs"][0]["state"] == "partly"
    ending = ok(program.get(f"cases/{case.pk}/ending/"))
    assert ending["outcome"] == "helped"
    assert ending["follow_up"]["person"] == str(cast.colleague.pk)
    task.refresh_from_db()
    assert task.state == "done"


@pytest.mark.parametrize(
    ("follow_up", "pointer"),
    [
        ({"day": "2020-01-01", "way": "call"}, "/follow_up/day"),
        ({"day": "2026-11-30", "way": "pigeon"}, "/follow_up/way"),
    ],
)
def test_what_is_wrong_is_pointed_at(
    case: Case, program: Program, follow_up: dict[str, str], pointer: str
) -> None:
    assert pointers(close(program, case, closing(case, follow_up=follow_up))) == {pointer}


def test_nobody_of_another_body_asks(cast: Cast, case: Case, program: Program) -> None:
    for who in ({"person": str(cast.stranger.pk)}, {"organisation": str(cast.partner.pk)}):
        follow_up = {"day": in_days(9), "way": "call", **who}
        answer = close(program, case, closing(case, follow_up=follow_up))
        assert pointers(answer) == {"/follow_up/person"}


def test_a_contact_is_agreed_on_and_left_out(cast: Cast, case: Case, program: Program) -> None:
    path = f"cases/{case.pk}/follow-up/"
    body = {"day": in_days(9), "way": "meeting", "organisation": str(cast.centre.pk)}
    assert_problem(program.post(path, body), 409)  # it is open
    ok(close(program, case, closing(case)))
    assert ok(program.get(f"cases/{case.pk}/ending/"))["follow_up"] is None
    assert ok(program.post(path, body))["follow_up"]["way"] == "meeting"
    assert ok(program.post(path, {**body, "way": "text"}))["follow_up"]["way"] == "text"
    assert pointers(program.post(path, {**body, "day": in_days(-1)})) == {"/day"}
    assert ok(program.post(f"{path}leave-out/", {}))["follow_up"] is None
    assert FollowUp.objects.get().end == "left_out"


def test_partners_read_neither_ending_nor_phase(cast: Cast, case: Case) -> None:
    share(cast, case)
    partner = program_of(cast.partner_worker)
    for path in ("ending", "phase"):
        assert_problem(partner.get(f"cases/{case.pk}/{path}/"), 404)


def test_a_phase_is_read_confirmed_and_left(case: Case, program: Program) -> None:
    path = f"cases/{case.pk}/phase/"
    shown = ok(program.get(path))
    assert shown["phase"] == "intervention"
    assert {row["key"]: row["is_there"] for row in shown["requirements"]}["worker_named"]
    marked = ok(program.post(f"{path}mark/", {"key": "plan", "kind": "done"}))
    assert {row["key"]: row["said"] for row in marked["requirements"]}["plan"] == "done"
    refused = program.post(f"{path}mark/", {"key": "plan", "kind": "open"})
    assert pointers(refused) == {"/words"}
    assert_problem(program.post(f"{path}mark/", {"key": "support_nearby", "kind": "done"}), 404)
    body = {"to": "post_intervention"}
    assert pointers(program.post(f"{path}move/", body, match='"1"')) == {"/reason"}
    body["reason"] = "Osoba wyjeżdża."
    assert ok(program.post(f"{path}move/", body, match='"1"'))["phase"] == "post_intervention"


def test_a_phase_is_not_changed_beside_what_it_requires(case: Case, program: Program) -> None:
    path = f"cases/{case.pk}/"
    assert pointers(program.patch(path, {"phase": "prevention"}, match='"1"')) == {"/phase"}
    changed = ok(program.patch(path, {"phase": "intervention", "age": 35}, match='"1"'))
    assert changed["age"] == 35 and changed["phase"] == "intervention"
