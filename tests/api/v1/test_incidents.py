"""Incidents through the API: the same rules as on the pages."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.incidents.models import Incident, Mobilisation
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case, need
from tests.casework.incidents.making import LABEL, NUMBERS, ago, call_up, make_incident, make_people
from tests.cast import Cast

NOBODY = str(uuid4())


@pytest.fixture
def leader(cast: Cast) -> Program:
    """The coordinator's."""
    return program_of(cast.coordinator)


@pytest.fixture
def program(cast: Cast) -> Program:
    """The consultant's."""
    return program_of(cast.consultant)


def facts(**changes: Any) -> dict[str, Any]:
    given = {
        "kind": "flood",
        "name": "Powódź",
        "place": "Dzielnica Zmyślona",
        "began_at": ago(hours=2).isoformat(),
    }
    return given | changes


def test_from_declaration_to_closing(cast: Cast, leader: Program) -> None:
    path, incident, tag = made(leader, "incidents/", facts())
    assert (incident["state"], incident["leader"]) == ("declared", str(cast.coordinator.pk))
    started = leader.post(f"{path}start/", {}, match=tag)
    assert ok(started)["state"] == "running"
    assert_problem(leader.post(f"{path}wind-down/", {}, match=tag), 412)
    tag = started.headers["ETag"]
    counted = leader.post(f"{path}numbers/", NUMBERS, match=tag)
    assert ok(counted)["injured"] == 6
    tag = counted.headers["ETag"]
    renamed = leader.patch(path, {"name": "Wielka powódź"}, match=tag)
    assert ok(renamed)["name"] == "Wielka powódź"
    slow = leader.post(f"{path}wind-down/", {}, match=renamed.headers["ETag"])
    end = {"ended_at": timezone.now().isoformat()}
    closed = leader.post(f"{path}close/", end, match=slow.headers["ETag"])
    assert ok(closed)["ended_at"]
    tag = closed.headers["ETag"]
    assert_problem(leader.post(f"{path}numbers/", NUMBERS, match=tag), 409)
    assert pointers(leader.post(f"{path}reopen/", {}, match=tag)) == {"/reason"}
    assert ok(leader.post(f"{path}reopen/", {"reason": "x"}, match=tag))["state"] == "running"


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "a\x00b"}, "/name"),
        ({"kind": "war"}, "/kind"),
        ({"leader": NOBODY}, "/leader"),
        ({"began_at": "2090-01-01T00:00:00+01:00"}, "/began_at"),
        ({"began_at": "2020-01-01T00:00:00+01:00"}, "/began_at"),
        ({"began_at": "2026-01-01T00:00:00"}, "/began_at"),
    ],
)
def test_what_makes_no_incident(leader: Program, changes: dict[str, Any], pointer: str) -> None:
    assert pointers(leader.post("incidents/", facts(**changes))) == {pointer}
    assert not Incident.objects.exists()


def test_numbers_that_cannot_be(cast: Cast, leader: Program) -> None:
    incident = make_incident(cast)
    path = f"incidents/{incident.pk}/"
    tag = leader.get(path).headers["ETag"]
    for wrong, pointer in (({"injured": 41}, "/injured"), ({"missing": -1}, "/missing")):
        answer = leader.post(f"{path}numbers/", {**NUMBERS, **wrong}, match=tag)
        assert pointers(answer) == {pointer}


def test_people(cast: Cast, program: Program) -> None:
    below = f"incidents/{make_incident(cast).pk}/people/"
    sent = {"label": LABEL, "number": 2, "whereabouts": "hospital", "needs": [str(need(0).pk)]}
    path, people, tag = made(program, below, sent)
    assert people["needs"] == sent["needs"]
    changed = program.patch(path, {"needs": [], "helper": str(cast.partner.pk)}, match=tag)
    assert (ok(changed)["needs"], changed.json()["label"]) == ([], LABEL)
    assert [one["label"] for one in ok(program.get(below))["results"]] == [LABEL]
    assert pointers(program.post(below, {**sent, "needs": [NOBODY]})) == {"/needs/0"}
    assert pointers(program.post(below, {**sent, "number": 0})) == {"/number"}
    assert_problem(program.delete(path, match=tag), 412)
    assert program.delete(path, match=changed.headers["ETag"]).status_code == 204


def test_partners_answer_and_see_only_theirs(cast: Cast, leader: Program) -> None:
    incident = make_incident(cast)
    make_people(cast, incident)
    make_people(cast, incident, label="Nasi", helper=cast.partner)
    call_up(cast, incident, cast.other_partner)
    worker = program_of(cast.partner_worker)
    base = f"incidents/{incident.pk}/"
    assert_problem(worker.get(base), 404)
    sent = {"organisation": str(cast.partner.pk), "asked_for": "Koce"}
    path, called, tag = made(leader, f"{base}partners/", sent)
    assert pointers(leader.post(f"{base}partners/", sent)) == {"/organisation"}
    assert ok(worker.get("incidents/"))["results"][0]["id"] == str(incident.pk)
    assert [one["label"] for one in ok(worker.get(f"{base}people/"))["results"]] == ["Nasi"]
    assert [one["id"] for one in ok(worker.get(f"{base}partners/"))["results"]] == [called["id"]]
    for part in ("cases/", "reports/"):
        assert_problem(worker.get(f"{base}{part}"), 404)
    confirmed = worker.post(f"{path}confirm/", {"answer": "Jedziemy"}, match=tag)
    assert ok(confirmed)["state"] == "confirmed"
    assert_problem(worker.post(f"{path}release/", {}, match=confirmed.headers["ETag"]), 404)
    other = Mobilisation.objects.get(organisation=cast.other_partner)
    assert_problem(worker.get(f"mobilisations/{other.pk}/"), 404)


def test_cases_log_and_reports(cast: Cast, leader: Program, program: Program) -> None:
    base = f"incidents/{make_incident(cast).pk}/"
    case = make_case(cast)
    bound = program.post(f"{base}cases/", {"case": str(case.pk)})
    assert ok(bound, 201)["number"] == case.number
    assert pointers(leader.post(f"{base}cases/", {"case": str(case.pk)})) == {"/case"}
    assert ok(leader.get(f"{base}cases/"))["results"] == []
    entry = ok(program.post(f"{base}log/", {"text": "Gaz odcięty"}), 201)
    assert (entry["for_partners"], entry["kind"]) == (False, "note")
    assert ok(program.get(f"{base}log/"))["results"][0]["text"] == "Gaz odcięty"
    report = ok(leader.post(f"{base}reports/", {}), 201)
    assert (report["number"], report["sent_to"]) == (1, [])
    assert [one["number"] for one in ok(program.get(f"{base}reports/"))["results"]] == [1]
    assert_problem(program.post(f"{base}reports/", {}), 404)
