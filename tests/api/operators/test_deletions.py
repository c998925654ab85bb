"""Programs ask for a deletion and take it back; only people with a second factor confirm one."""

from uuid import UUID

import pytest

from api.operators.urls import NOUNS
from ostoja.accounts.models import User
from tenants.deletions.asking import DeletionRefused, confirm_deletion
from tenants.fence import entered_platform
from tenants.safekeeping.models import Deletion
from tests.api.operators.people import make_operator, program_of_operator, recorded, stage_of
from tests.api.programs import assert_problem

PATH = "cities/gdansk/deletion/"
BODY = {"slug": "gdansk", "without_export": True}


def test_a_program_asks_and_a_person_confirms(ewa: User) -> None:
    program = program_of_operator(ewa)
    asked = program.post(PATH, BODY)
    assert asked.status_code == 201, asked.content
    assert (asked.json()["state"], asked.json()["asked_by"]) == ("asked", "Ewa Lis")
    assert stage_of("gdansk") == "running"
    [(name, way)] = recorded("deletion.asked")
    assert (name, way.partition(":")[0]) == ("Ewa Lis", "token")
    jan = make_operator("jan@platform.example", full_name="Jan Lis")
    confirm_deletion(slug="gdansk", by=jan)
    [listed] = program.get("deletions/?city=gdansk&state=confirmed").json()["results"]
    assert (listed["confirmed_by"], listed["city"]) == ("Jan Lis", "gdansk")
    assert stage_of("gdansk") == "suspended"
    assert_problem(program.post("cities/gdansk/resume/"), 409)
    withdrawn = program.post(f"{PATH}withdraw/").json()
    assert (withdrawn["state"], withdrawn["withdrawn_by"]) == ("withdrawn", "Ewa Lis")
    assert stage_of("gdansk") == "running"


def test_whoever_asked_by_a_program_does_not_confirm_as_a_person(ewa: User) -> None:
    assert program_of_operator(ewa).post(PATH, BODY).status_code == 201
    with pytest.raises(DeletionRefused, match="Another operator"):
        confirm_deletion(slug="gdansk", by=ewa)


def test_no_address_confirms_or_exports() -> None:
    addresses = [str(route.pattern) for route in NOUNS]
    assert not [one for one in addresses if "confirm" in one or "export" in one]


@pytest.mark.parametrize(
    ("held", "status"),
    [
        (["write"], 403),
        (["cities:write", "jobs:write"], 403),
        (["deletions:read"], 403),
        (["deletions:write"], 201),
        (["write", "deletions:write"], 201),
    ],
)
def test_it_takes_a_scope_that_is_named(ewa: User, held: list[str], status: int) -> None:
    program = program_of_operator(ewa, *held)
    assert program.post(PATH, BODY).status_code == status
    with entered_platform():
        assert Deletion.objects.count() == (status == 201)
    reads = 403 if held == ["cities:write", "jobs:write"] else 200
    assert program.get("deletions/").status_code == reads


def test_what_cannot_be_asked_says_why(ewa: User) -> None:
    program = program_of_operator(ewa)
    assert "/slug" in str(assert_problem(program.post(PATH, {**BODY, "slug": "gdynia"}), 422))
    assert "/slug" in str(assert_problem(program.post(PATH, {}), 422))
    assert_problem(program.post("cities/atlantis/deletion/", {"slug": "atlantis"}), 404)
    assert "export" in assert_problem(program.post(PATH, {"slug": "gdansk"}), 409)["detail"]
    assert_problem(program.post(f"{PATH}withdraw/"), 409)
    assert_problem(program.post("cities/atlantis/deletion/withdraw/"), 404)
    with entered_platform():
        assert not Deletion.objects.exists()
    program.post(PATH, BODY)
    assert "already" in assert_problem(program.post(PATH, BODY), 409)["detail"]


def test_the_same_key_asks_once(ewa: User) -> None:
    program, key = program_of_operator(ewa), str(UUID(int=7))
    first, second = (program.post(PATH, BODY, key=key) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    with entered_platform():
        assert Deletion.objects.count() == 1
