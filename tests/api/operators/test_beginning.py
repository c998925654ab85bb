"""Operators' programs begin a city with its lists, prepare it, and read what it lacks."""

import pytest
from django.db import connection

from casework.partners.models import Organisation
from ostoja.accounts.models import User
from tenants.fence import Power, entered, entered_platform
from tenants.models import City
from tests.api.operators.people import SOPOT, program_of_operator, recorded
from tests.api.programs import assert_problem

PARTNERS = "Name;Kind;Status\nFundacja Wymyślona;ngo;active\n"


def test_a_city_begins_with_its_lists(ewa: User) -> None:
    program = program_of_operator(ewa)
    made = program.post("cities/", {**SOPOT, "partners": PARTNERS})
    assert made.status_code == 201, made.content
    assert made.json()["rows"] == {"partners": 1}
    with entered("sopot"):
        assert Organisation.objects.filter(name="Fundacja Wymyślona").exists()


@pytest.mark.parametrize("member", ["partners", "staff"])
def test_a_broken_list_makes_no_city(ewa: User, member: str) -> None:
    answer = program_of_operator(ewa).post("cities/", {**SOPOT, member: "X;Y\n1;2\n"})
    problem = assert_problem(answer, 422)
    assert {one["pointer"] for one in problem["errors"]} == {f"/{member}"}
    with entered_platform():
        assert not City.objects.filter(slug="sopot").exists()


def test_what_a_city_lacks_is_told_until_it_opens(ewa: User) -> None:
    program = program_of_operator(ewa)
    assert program.post("cities/slupsk/prepare/").json()["stage"] == "preparing"
    assert "planning" in assert_problem(program.post("cities/slupsk/prepare/"), 409)["detail"]
    told = program.get("cities/slupsk/readiness/").json()
    assert (told["stage"], told["is_ready"]) == ("preparing", False)
    missing = {one["key"]: one["missing"] for one in told["items"] if not one["is_done"]}
    assert missing and all(missing.values())
    assert_problem(program.get("cities/atlantis/readiness/"), 404)
    assert [name for name, _via in recorded("city.prepared", "slupsk")] == ["Ewa Lis"]


def test_a_city_that_is_behind_says_what_mends_it(ewa: User, db: None) -> None:
    with entered("gdansk", Power.OWNER), connection.cursor() as cursor:
        cursor.execute("alter table profile_cityprofile rename to profile_older")
    answer = program_of_operator(ewa).get("cities/gdansk/readiness/")
    assert "upgrade" in assert_problem(answer, 409)["detail"]
