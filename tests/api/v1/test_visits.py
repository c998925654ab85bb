"""Outreach visits and alarms through the API: the same rules as on the pages."""

from typing import Any

import pytest
from django.utils import timezone

from casework.visits.models import Alarm, Visit
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import make_case
from tests.casework.visits.making import look, make_inside, make_visit, minutes
from tests.cast import Cast


@pytest.fixture
def program(cast: Cast) -> Program:
    """The consultant's."""
    return program_of(cast.consultant)


def facts(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "organisation": str(cast.centre.pk),
        "people": [str(cast.consultant.pk)],
        "place": "ul. Zmyślona 1",
        "starts_at": (timezone.now() + minutes(60)).isoformat(),
        "minutes": 60,
        **changes,
    }


def test_from_the_plan_to_the_end(cast: Cast, program: Program) -> None:
    case = make_case(cast)
    path, visit, tag = made(program, "visits/", facts(cast, case=str(case.pk)))
    assert (visit["state"], visit["people"]) == ("planned", [str(cast.consultant.pk)])
    changed = ok(program.patch(path, {"minutes": 30}, match=tag))
    assert (changed["minutes"], changed["place"]) == (30, "ul. Zmyślona 1")
    assert_problem(program.patch(path, {"minutes": 45}, match=tag), 412)
    at = (timezone.now() - minutes(5)).isoformat()
    assert ok(program.post(f"{path}check-in/", {"at": at}))["state"] == "under_way"
    longer = ok(program.post(f"{path}extend/", {"minutes": 15}))
    assert longer["ends_at"] > longer["checked_in_at"]
    body = {"outcome": "met", "note": "Notatka.", "next_step": "Zadzwonić"}
    assert ok(program.post(f"{path}check-out/", body))["outcome"] == "met"
    assert (case.notes.get().text, case.tasks.get().title) == ("Notatka.", "Zadzwonić")
    assert_problem(program.post(f"{path}check-in/", {}), 409)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"people": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"]}, "/people/0"),
        ({"people": []}, "/people"),
        ({"organisation": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"}, "/organisation"),
        ({"case": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"}, "/case"),
        ({"minutes": 1}, "/minutes"),
        ({"starts_at": "2050-01-01T10:00:00+01:00"}, "/starts_at"),
    ],
)
def test_what_makes_no_plan_is_pointed_at(
    cast: Cast, program: Program, changes: dict[str, Any], pointer: str
) -> None:
    assert pointers(program.post("visits/", facts(cast, **changes))) == {pointer}
    assert not Visit.objects.exists()


def test_who_is_named_twice_goes_once(cast: Cast, program: Program) -> None:
    twice = [str(cast.consultant.pk)] * 2
    path, visit, tag = made(program, "visits/", facts(cast, people=twice))
    assert visit["people"] == twice[:1]
    assert ok(program.patch(path, {"people": twice}, match=tag))["people"] == twice[:1]


def test_a_call_for_help_and_its_end(cast: Cast, program: Program) -> None:
    visit = make_inside(cast, 30)
    ok(program.post(f"visits/{visit.pk}/help/", {}))
    boss = program_of(cast.supervisor)
    [row] = ok(boss.get("visit-alarms/?open=true"))["results"]
    assert (row["reason"], row["visit"]) == ("help", str(visit.pk))
    path = f"visit-alarms/{row['id']}/"
    taken = ok(boss.post(f"{path}take/", {}, match='"1"'))
    assert taken["taken_by"] == str(cast.supervisor.pk)
    assert_problem(program_of(cast.colleague).post(f"{path}take/", {}, match='"1"'), 412)
    assert pointers(boss.post(f"{path}close/", {"done": "Dobrze."}, match='"2"')) == {"/goes_on"}
    body = {"done": "Dobrze.", "goes_on": 0}
    assert ok(boss.post(f"{path}close/", body, match='"2"'))["closed_at"]
    assert_problem(boss.post(f"{path}close/", body, match='"3"'), 409)


def test_others_find_nothing(cast: Cast) -> None:
    visit = make_visit(cast)
    look(make_inside(cast, -11))
    for who in (cast.coordinator, cast.partner_worker, cast.analyst):
        assert_problem(program_of(who).get(f"visits/{visit.pk}/"), 404)
        assert_problem(program_of(who).post(f"visits/{visit.pk}/help/", {}), 404)
        alarm = Alarm.objects.get()
        assert_problem(program_of(who).post(f"visit-alarms/{alarm.pk}/take/", {}, match='"1"'), 404)


def test_the_minutes_are_read_and_changed(cast: Cast, program: Program) -> None:
    assert_problem(program.get("visit-settings/"), 404)
    boss = program_of(cast.supervisor)
    tag = f'"{ok(boss.get("visit-settings/"))["version"]}"'
    wrong = boss.patch("visit-settings/", {"third": 5}, match=tag)
    assert pointers(wrong) == {"/third"}
    assert ok(boss.patch("visit-settings/", {"grace": 20}, match=tag))["grace"] == 20
    assert_problem(boss.patch("visit-settings/", {"grace": 25}, match=tag), 412)
