"""Two records of one body made one by a program, and made two again."""

from typing import Any
from uuid import uuid4

import pytest

from casework.partners.models import Organisation, OrganisationMerge
from tests.api.programs import assert_problem, program_of
from tests.casework.partners.doubles import double_of
from tests.cast import Cast


@pytest.fixture
def double(cast: Cast) -> Organisation:
    return double_of(cast)


def body(merged: Organisation, **choices: str) -> dict[str, Any]:
    chosen = {"name": "kept", "roles": "both", **choices}
    return {"other": str(merged.pk), "other_version": merged.version, "choices": chosen}


def path_of(body: Organisation, rest: str = "merges/") -> str:
    return f"organisations/{body.pk}/{rest}"


def test_found_merged_listed_and_separated(cast: Cast, double: Organisation) -> None:
    program, path = program_of(cast.coordinator), path_of(cast.partner)
    [found] = program.get("organisations/duplicates/").json()["results"]
    assert {found["first"], found["second"]} == {str(cast.partner.pk), str(double.pk)}
    assert found["reasons"] == ["name"]
    made = program.post(path, body(double), match='"1"')
    assert made.status_code == 201, made.content
    assert made.json()["merged_name"] == "Łąka, Fundacja"
    assert program.get(path).json()["results"] == [made.json()]
    read = program.get(path_of(double, "")).json()
    assert read["id"] == str(cast.partner.pk)
    listed = program.get("organisations/").json()["results"]
    assert str(double.pk) not in {one["id"] for one in listed}
    separated = program.post(f"{path}{made.json()['id']}/separate/", {})
    assert separated.status_code == 200 and separated.json()["undone_at"]
    assert program.get(path_of(double, "")).json()["id"] == str(double.pk)


def test_told_apart(cast: Cast, double: Organisation) -> None:
    program, path = program_of(cast.administrator), path_of(cast.partner, "tell-apart/")
    answer = program.post(path, {"other": str(double.pk)})
    assert answer.status_code == 200 and answer.json()["results"] == []
    assert program.get("organisations/duplicates/").json()["results"] == []
    assert_problem(program.post(path, {"other": str(cast.partner.pk)}), 404)
    assert_problem(program.post(path, {"other": str(uuid4())}), 404)


def test_what_cannot_be_is_refused(cast: Cast, double: Organisation) -> None:
    program, path = program_of(cast.coordinator), path_of(cast.partner)
    assert_problem(program.post(path, {**body(double), "choices": {}}, match='"1"'), 409)
    assert_problem(program.post(path, body(double, name="both"), match='"1"'), 422)
    assert_problem(program.post(path, body(cast.partner), match='"1"'), 409)
    assert_problem(program.post(path, body(double), match='"2"'), 412)
    assert_problem(program.post(path, {**body(double), "other_version": 2}, match='"1"'), 412)
    assert_problem(program.post(path, body(double)), 428)
    assert_problem(program.post(path, {**body(double), "other": str(uuid4())}, match='"1"'), 404)
    assert not OrganisationMerge.objects.exists()


@pytest.mark.parametrize("who", ["consultant", "partner_worker", "officer"])
def test_who_does_not_keep_partners_finds_nothing(
    cast: Cast, double: Organisation, who: str
) -> None:
    program, path = program_of(getattr(cast, who)), path_of(cast.partner)
    assert_problem(program.get("organisations/duplicates/"), 404)
    assert_problem(program.get(path), 404)
    assert_problem(program.post(path, body(double), match='"1"'), 404)
    tell = path_of(cast.partner, "tell-apart/")
    assert_problem(program.post(tell, {"other": str(double.pk)}), 404)
