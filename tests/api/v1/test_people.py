"""The city's people, their roles and invitations, for administrators."""

import re

import pytest

from api.selectors import tokens_of
from ostoja.access.roles import Role
from ostoja.notifications.models import OutboxMessage
from tests.api.programs import Program, assert_problem, program_of
from tests.api.v1.answers import ok, pointers
from tests.cast import Cast


@pytest.fixture
def program(cast: Cast) -> Program:
    """Of the administrator."""
    return program_of(cast.administrator)


def test_people_are_found_by_role_and_state(program: Program, cast: Cast) -> None:
    cast.stranger.is_active = False
    cast.stranger.save()
    [row] = ok(program.get("people/?role=partner-worker&is_active=true"))["results"]
    assert row["id"] == str(cast.partner_worker.pk)
    [held] = row["memberships"]
    assert held["organisation"] == str(cast.partner.pk)
    assert not {"password", "last_login"} & row.keys()


def test_a_role_is_given_and_taken(program: Program, cast: Cast) -> None:
    path = f"people/{cast.colleague.pk}/"
    role = {"role": "partner-worker", "organisation": str(cast.partner.pk)}
    given = ok(program.post(f"{path}roles/", role))["memberships"]
    assert {one["role"] for one in given} == {"consultant", "partner-worker"}
    assert pointers(program.post(f"{path}roles/", role)) == {"/role"}
    assert pointers(program.post(f"{path}roles/", {"role": "partner-worker"})) == {"/organisation"}
    nobody = role | {"organisation": "3f1c8a52-8f6f-4a3e-9d5e-0d5b0c0c7a10"}
    assert pointers(program.post(f"{path}roles/", nobody)) == {"/organisation"}
    [taken] = [one["id"] for one in given if one["role"] == "consultant"]
    left = ok(program.post(f"{path}roles/{taken}/remove/"))["memberships"]
    assert {one["role"] for one in left} == {"partner-worker"}
    assert_problem(program.post(f"{path}roles/{taken}/remove/"), 404)


def test_the_only_administrator_stays(program: Program, cast: Cast) -> None:
    path = f"people/{cast.administrator.pk}/"
    held = cast.administrator.memberships.get().pk
    assert_problem(program.post(f"{path}roles/{held}/remove/"), 409)
    assert_problem(program.post(f"{path}deactivate/"), 409)


def test_an_account_is_switched_off_and_on(program: Program, cast: Cast) -> None:
    theirs = program_of(cast.colleague)
    path = f"people/{cast.colleague.pk}/"
    assert ok(program.post(f"{path}deactivate/"))["is_active"] is False
    assert_problem(theirs.get("me/"), 401)
    assert not tokens_of(cast.colleague).exists()
    assert ok(program.post(f"{path}reactivate/"))["is_active"] is True
    assert_problem(theirs.get("me/"), 401)


def test_somebody_is_invited_by_a_link_on_this_host(program: Program, cast: Cast) -> None:
    sent = {"full_name": "Nowa Osoba", "email": "Nowa@example.org", "language": "pl"}
    role = {"role": Role.CONSULTANT.value, "organisation": str(cast.centre.pk)}
    made = ok(program.post("invitations/", {**sent, **role}), 201)
    assert made["email"] == "nowa@example.org" and "token" not in str(made)
    letter = OutboxMessage.objects.latest("created_at")
    assert re.search(r"http://gdansk\.localhost/pl/staff/invitation/\S+", letter.body)
    assert pointers(program.post("invitations/", {**sent, **role})) == {"/email"}
    assert ok(program.get("invitations/"))["results"][0]["id"] == made["id"]
    ok(program.post(f"invitations/{made['id']}/revoke/"))
    waiting = ok(program.get("invitations/"))["results"]
    assert made["id"] not in {one["id"] for one in waiting}
