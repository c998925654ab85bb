"""Organisations, services, places, numbers and contacts, written by programs."""

from typing import Any

import pytest

from casework.partners.models import Organisation, Service
from ostoja.audit.models import AuditEvent
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import made, ok, pointers
from tests.casework.cases.situations import need
from tests.cast import Cast


@pytest.fixture
def program(cast: Cast) -> Program:
    """Of the coordinator, who keeps the directory."""
    return program_of(cast.coordinator)


def test_a_body_is_added_changed_and_checked(program: Program) -> None:
    facts = {"name": "Fundacja Żółw", "kind": "ngo", "description": {"pl": "Rozmowy."}}
    path, body, tag = made(program, "organisations/", facts)
    assert body["roles"] == ["partner"] and body["agreement_state"] == "none"
    assert body["is_public"] is True and body["key"] == "fundacja-zolw"
    answer = program.patch(path, {"short_name": "Żółw"}, match=tag)
    changed = ok(answer)
    assert changed["short_name"] == "Żółw" and changed["description"] == {"pl": "Rozmowy."}
    assert changed["version"] == body["version"] + 1
    Organisation.objects.update(verified_on=None)
    assert ok(program.post(f"{path}checked/"))["verified_on"]
    row = Organisation.objects.get(pk=body["id"])
    assert AuditEvent.objects.filter(verb="partner.changed", object_id=str(row.pk)).exists()


def test_the_agreement_moves_along_its_table(program: Program, cast: Cast) -> None:
    path = f"organisations/{cast.partner.pk}/"
    tag = program.get(path).headers["ETag"]
    assert pointers(program.post(f"{path}agreement/", {"state": "left"}, match=tag)) == {"/state"}
    joined = program.post(f"{path}agreement/", {"state": "joining"}, match=tag)
    assert ok(joined)["agreement_state"] == "joining"
    tag = joined.headers["ETag"]
    signed = {"state": "signatory"}
    assert pointers(program.post(f"{path}agreement/", signed, match=tag)) == {"/day"}
    future = {"state": "signatory", "day": "2099-01-01"}
    assert pointers(program.post(f"{path}agreement/", future, match=tag)) == {"/day"}
    done = {"state": "signatory", "day": "2026-11-02"}
    assert ok(program.post(f"{path}agreement/", done, match=tag))["agreement_date"] == "2026-11-02"


def test_a_body_is_no_part_of_its_own_part(program: Program, cast: Cast) -> None:
    cast.other_partner.parent = cast.partner
    cast.other_partner.save()
    answer = program.patch(
        f"organisations/{cast.partner.pk}/",
        {"parent": str(cast.other_partner.pk)},
        match=f'"{cast.partner.version}"',
    )
    assert pointers(answer) == {"/parent"}


def hours(opens: str, closes: str) -> dict[str, str]:
    return {"opens": opens, "closes": closes}


def service_facts(cast: Cast, **more: Any) -> dict[str, Any]:
    facts = {
        "organisation": str(cast.partner.pk),
        "name": {"pl": "Rozmowa", "uk": "Розмова"},
        "needs": [str(need(0).pk)],
        "hours": {
            "MO": [{"opens": "08:00", "closes": "12:00"}, {"opens": "13:00", "closes": "24:00"}]
        },
    }
    return {**facts, **more}


def test_a_service_with_its_week(program: Program, cast: Cast) -> None:
    path, body, tag = made(program, "services/", service_facts(cast))
    assert body["languages"] == ["pl"] and body["status"] == "active"
    times = [(one["opens_at"], one["closes_at"]) for one in body["schedules"]]
    assert times == [("08:00", "12:00"), ("13:00", "23:59")]
    changed = program.patch(path, {"minimum_age": 16}, match=tag)
    assert ok(changed)["schedules"] == body["schedules"]
    assert ok(changed)["needs"] == body["needs"] and ok(changed)["minimum_age"] == 16
    week = {"hours": {"FR": [{"opens": "09:00", "closes": "10:00"}]}}
    again = ok(program.patch(path, week, match=changed.headers["ETag"]))
    assert [one["by_day"] for one in again["schedules"]] == [["FR"]]


NOWHERE = "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "closes before it opens": (
        {"hours": {"MO": [{"opens": "10:00", "closes": "09:00"}]}},
        "/hours/MO",
    ),
    "overlapping hours": (
        {
            "hours": {
                "TU": [{"opens": "08:00", "closes": "10:00"}, {"opens": "09:00", "closes": "11:00"}]
            }
        },
        "/hours/TU",
    ),
    "no time": ({"hours": {"MO": [{"opens": "25:00", "closes": "26:00"}]}}, "/hours/MO"),
    "no day": ({"hours": {"XX": []}}, "/hours/XX"),
    "ages turned round": ({"minimum_age": 30, "maximum_age": 20}, "/maximum_age"),
    "counted in nothing": ({"capacity": 5}, "/capacity_unit"),
    "no Polish name": ({"name": {"en": "Talk"}}, "/name/pl"),
    "somebody else's place": (
        {"locations": ["3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"]},
        "/locations",
    ),
    "a date that is none": ({"source_date": "soon"}, "/source_date"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_pages_own_rules_hold_for_programs(program: Program, cast: Cast, name: str) -> None:
    facts, pointer = WRONG[name]
    found = pointers(program.post("services/", service_facts(cast, **facts)))
    assert all(one.startswith(pointer) for one in found)
    assert not Service.objects.exists()


def test_services_are_listed_by_need_language_and_body(program: Program, cast: Cast) -> None:
    _path, body, _tag = made(program, "services/", service_facts(cast, languages=["uk"]))
    for query in (
        f"need={need(0).pk}",
        "language=uk",
        f"organisation={cast.partner.pk}",
        "status=active",
    ):
        assert [one["id"] for one in ok(program.get(f"services/?{query}"))["results"]] == [
            body["id"]
        ]
    for query in (f"need={need(1).pk}", "language=de", "status=defunct"):
        assert ok(program.get(f"services/?{query}"))["results"] == []


def test_hours_for_a_set_period_hold_instead_and_are_taken_back(
    program: Program, cast: Cast
) -> None:
    path, body, tag = made(program, "services/", service_facts(cast))
    days = {"first": "2099-12-24", "last": "2099-12-26"}
    assert pointers(program.post(f"{path}periods/", days, match=tag)) == {"/is_closed"}
    turned = {"first": "2099-12-26", "last": "2099-12-24", "is_closed": True}
    assert pointers(program.post(f"{path}periods/", turned, match=tag)) == {"/last"}
    closed = program.post(f"{path}periods/", days | {"is_closed": True}, match=tag)
    [row] = [one for one in ok(closed)["schedules"] if one["valid_from"]]
    assert row["by_day"] == [] and row["valid_to"] == "2099-12-26"
    week = {"before": days, "first": "2099-12-24", "hours": {"MO": [hours("09:00", "10:00")]}}
    tag = closed.headers["ETag"]
    changed = program.post(f"{path}periods/", week, match=tag)
    [row] = [one for one in ok(changed)["schedules"] if one["valid_from"]]
    assert row["by_day"] == ["MO"] and row["valid_to"] is None
    assert_problem(program.post(f"{path}periods/remove/", {"first": "2099-12-24"}, match=tag), 412)
    tag = changed.headers["ETag"]
    usual = ok(program.post(f"{path}periods/remove/", {"first": "2099-12-24"}, match=tag))
    assert usual["schedules"] == body["schedules"]


def test_a_place(program: Program, cast: Cast) -> None:
    facts = {"organisation": str(cast.partner.pk), "name": "Biuro", "town": "Gdynia"}
    path, body, tag = made(program, "locations/", facts)
    assert body["kind"] == "physical"
    changed = ok(program.patch(path, {"accessibility": ["step_free", "pjm"]}, match=tag))
    assert changed["accessibility"] == ["step_free", "pjm"] and changed["town"] == "Gdynia"
    assert pointers(program.post("locations/", facts | {"town": ""})) == {"/town"}
    assert pointers(program.post("locations/", facts | {"postal_code": "80432"})) == {
        "/postal_code"
    }


def test_a_number_is_worked_out_from_how_it_is_written(program: Program, cast: Cast) -> None:
    facts = {
        "organisation": str(cast.partner.pk),
        "display": "58 511 01 21",
        "label": {"pl": "dniem"},
    }
    path, body, tag = made(program, "phones/", facts)
    assert body["number"] == "+48585110121" and body["label"] == {"pl": "dniem"}
    assert pointers(program.post("phones/", facts)) == {"/display"}
    assert pointers(program.post("phones/", facts | {"display": "abc"})) == {"/display"}
    assert_problem(program.delete(path), 428)
    assert_problem(program.delete(path, match='"77"'), 412)
    assert program.delete(path, match=tag).status_code == 204
    assert_problem(program.get(path), 404)


def test_a_contact_is_for_the_staff_only(program: Program, cast: Cast) -> None:
    facts = {"organisation": str(cast.partner.pk), "name": "Jan", "phone": "58 511 01 21"}
    path, _body, tag = made(program, "contacts/", facts)
    assert_problem(Program().get(path), 401)
    assert_problem(Program().get("contacts/"), 401)
    assert ok(program.patch(path, {"title": "kierownik"}, match=tag))["name"] == "Jan"
    assert_problem(program.patch(path, {"title": "x"}, match=tag), 412)


def test_facts_of_no_body_are_not_there(program: Program) -> None:
    facts = {"organisation": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10", "name": "Biuro"}
    assert_problem(program.post("locations/", facts), 404)


def test_residents_see_the_directory_and_nothing_of_its_keeping(cast: Cast) -> None:
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    cast.centre.is_public = False
    cast.centre.save()
    service = Service.objects.create(organisation=cast.partner, key="a", name={"pl": "Rozmowa"})
    hidden = Service.objects.create(organisation=cast.centre, key="b", name={"pl": "Ukryte"})
    anonymous = Program()
    bodies = {one["id"]: one for one in ok(anonymous.get("organisations/"))["results"]}
    body = bodies[str(cast.partner.pk)]
    assert str(cast.centre.pk) not in bodies
    assert body["agreement_state"] is None and body["permanence"] is None
    assert ok(anonymous.get(f"services/{service.pk}/"))["name"] == {"pl": "Rozmowa"}
    service.status = "inactive"
    service.save()
    for row in (service, hidden):
        assert_problem(anonymous.get(f"services/{row.pk}/"), 404)
    assert anonymous.get("organisations/").headers["Cache-Control"] == "no-cache"


def test_needs_are_the_citys_list(cast: Cast) -> None:
    listed = ok(Program().get("needs/?limit=100"))["results"]
    assert {one["key"] for one in listed} == {row.key for row in type(need()).objects.all()}
    assert ok(Program().get(f"needs/{listed[0]['id']}/")) == listed[0]
