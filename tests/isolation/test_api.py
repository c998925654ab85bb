"""Every operation of the API × whose token × which city: nothing of one shows in another."""

from typing import Any

import pytest
from django.utils.http import urlencode

from api.actions import create_token
from api.models import Token
from api.openapi import committed
from api.openapi.document import OPERATIONS as METHODS
from tenants.fence import entered
from tests.api.programs import Program, assert_problem
from tests.isolation.ids import canary
from tests.isolation.operation import Operation
from tests.isolation.operations import OPERATIONS
from tests.isolation.test_matrix import EVERYWHERE, assert_no_canary_but, everything
from tests.isolation.world import CITIES, World

Worlds = dict[str, World]
NAMES = sorted(OPERATIONS)
NAMED = {"pk": "id"}
DESCRIBED = {
    one[method]["operationId"]: (method, path)
    for path, one in committed.as_data()["paths"].items()
    for method in METHODS
    if method in one
}


def test_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert sorted(DESCRIBED) == NAMES


def program_in(world: World, operation: Operation) -> Program:
    """A program of that world's person, on that world's host."""
    with entered(world.slug):
        user = getattr(world.cast, operation.who)
        _row, token = create_token(user=user, name="matrix", scopes=["write"], days=1, by=user)
    return Program(token, world.slug)


def call(name: str, program: Program, ids: World, body: World | None = None) -> Any:
    """One request with the ids of one world, and a body with those of another (default: same)."""
    operation, (method, path) = OPERATIONS[name], DESCRIBED[name]
    address = path.format(**{NAMED.get(key, key): pk for key, pk in operation.ids(ids).items()})
    if method == "get":
        return program.get(address)
    match = f'"{version_of(operation.of(ids), ids)}-0"' if operation.of else None
    if method == "delete":
        return program.delete(address, match=match)
    return getattr(program, method)(address, operation.body(body or ids), match=match)


def version_of(thing: Any, world: World) -> int:
    """As it is now: the world was made with rows that have changed since."""
    with entered(world.slug):
        found: int = type(thing).objects.get(pk=thing.pk).version
    return found


@pytest.mark.prove
@pytest.mark.parametrize("slug", CITIES)
@pytest.mark.parametrize("name", NAMES)
def test_inside_each_city_it_succeeds(name: str, slug: str, worlds: Worlds) -> None:
    succeeds(name, slug, worlds)


@pytest.mark.parametrize(("at", "name"), list(enumerate(NAMES)))
def test_inside_its_city_it_succeeds(at: int, name: str, worlds: Worlds) -> None:
    """Each operation in one of the cities, in turn; the long proof tries all."""
    succeeds(name, CITIES[at % len(CITIES)], worlds)


def succeeds(name: str, slug: str, worlds: Worlds) -> None:
    operation, world = OPERATIONS[name], worlds[slug]
    answer = call(name, program_in(world, operation), world)
    assert answer.status_code in operation.expects, answer.content.decode()
    if operation.shows:
        assert world.canary in everything(answer)
    assert_no_canary_but(slug, answer)


@pytest.mark.parametrize("name", NAMES)
def test_a_token_of_one_city_opens_nothing_in_another(name: str, worlds: Worlds) -> None:
    """The same person has the same id there; even a copied row of the token does not help."""
    here, there = worlds["gdansk"], worlds["gdynia"]
    program = program_in(here, OPERATIONS[name])
    with entered("gdansk"):
        copied = Token.objects.order_by("-created_at").values().first()
    with entered("gdynia"):
        Token.objects.create(**dict(copied or {}))
    program.client.defaults["HTTP_HOST"] = "gdynia.localhost"
    answer = call(name, program, there)
    assert_problem(answer, 401)
    assert_no_canary_but(None, answer)


# The one taxonomy has the same id everywhere; its terms do not. So have the pages, and the kinds
# of data.
SAME_EVERYWHERE = (
    "hsds_taxonomies_one_retrieve",
    "easy_texts_one_",
    "resident_texts_one_",
    "reports_one_retrieve",
    "processing_one_",
)
WITH_IDS = [
    name for name in NAMES if "{" in DESCRIBED[name][1] and not name.startswith(SAME_EVERYWHERE)
]


@pytest.mark.parametrize("name", WITH_IDS)
def test_the_ids_of_another_city_are_absent_here(name: str, worlds: Worlds) -> None:
    here, there = worlds["gdansk"], worlds["elblag"]
    operation = OPERATIONS[name]
    answer = call(name, program_in(here, operation), there, here)
    assert_problem(answer, 404)
    assert_no_canary_but(None, answer)


NAMING_NOTHING = {
    "organisations_create",
    "case_goals_create",
    "case_notes_create",
    "case_people_create",
    "case_plan_talks_create",
    "invitations_create",
    "entry_points_create",
    "absences_create",
    "canned_replies_create",
    "break_create",
    "own_limit_create",
    "incident_log_create",
    "incident_reports_create",
    "breaches_create",
    "controllers_create",
    "data_requests_create",  # by a number, which each city gives its own cases
    "incoming_create",  # what it does not know it passes over: tests/api/v1/test_incoming.py
}
NAMING = [
    name
    for name in NAMES
    if name.endswith(("_create", "_refer", "_transfer", "_attendance"))
    and name not in NAMING_NOTHING
]


@pytest.mark.parametrize("name", NAMING)
def test_a_body_cannot_name_what_is_in_another_city(name: str, worlds: Worlds) -> None:
    here, there = worlds["gdansk"], worlds["elblag"]
    operation = OPERATIONS[name]
    answer = call(name, program_in(here, operation), here, there)
    assert answer.status_code in {404, 422}, answer.content.decode()
    assert_no_canary_but(None, answer)


OF_STAFF = {"organisation_duplicates_list", "organisation_merges_list"}
"""Below a noun of the public directory, and yet not for residents."""


@pytest.mark.parametrize("name", NAMES)
def test_without_a_token_only_the_directory_is_open(name: str, worlds: Worlds) -> None:
    answer = call(name, Program(), worlds["gdansk"])
    method, path = DESCRIBED[name]
    directory = ("needs", "organisations", "services", "locations", "phones", "activities")
    nouns = (*directory, "easy-texts", "v3")
    if method == "get" and path.split("/")[3] in nouns and name not in OF_STAFF:
        assert answer.status_code == 200
        assert_no_canary_but("gdansk", answer)
    else:
        assert_problem(answer, 401)
        assert_no_canary_but(None, answer)


# The operators' host has an API of its own: tests.isolation.operators.
OTHER_HOSTS = {
    "nowhere.localhost": ("cases/", "needs/", "/api/schema/", "/api/docs/"),
    "operator.localhost": ("cases/", "needs/", "people/"),
}


@pytest.mark.parametrize("host", OTHER_HOSTS)
def test_other_hosts_have_no_api_of_a_city(host: str, worlds: Worlds) -> None:
    program = program_in(worlds["gdansk"], OPERATIONS["cases_list"])
    program.client.defaults["HTTP_HOST"] = host
    for path in OTHER_HOSTS[host]:
        answer = program.get(path)
        assert answer.status_code == 404
        assert_no_canary_but(None, answer)


def test_a_cursor_of_one_city_leads_nowhere_in_another(worlds: Worlds) -> None:
    nexts = []
    for slug in ("gdansk", "gdynia"):
        program = program_in(worlds[slug], OPERATIONS["services_list"])
        nexts.append((program, program.get("locations/?limit=1").json()["next"]))
    here, there = nexts
    if here[1] is None:
        here = (here[0], here[0].get("organisations/?limit=1").json()["next"])
    assert here[1]
    assert_problem(there[0].get(here[1]), 400)


def test_the_public_directory_is_the_citys_own(worlds: Worlds) -> None:
    for slug in EVERYWHERE:
        for noun in ("organisations", "services", "locations"):
            answer = Program(slug=slug).get(f"{noun}/?{urlencode({'limit': 100})}")
            assert canary(slug) in everything(answer)
            assert_no_canary_but(slug, answer)
