"""Who reaches the operators' API: an operator's live token within its scope, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.actions import revoke_token
from api.models import Token
from api.operators.urls import NOUNS
from ostoja.accounts.models import User
from tenants.fence import entered, entered_platform
from tenants.jobs.models import Job
from tests.api.operators.people import make_operator, program_of_operator, stage_of
from tests.api.programs import Program, assert_problem, program_of
from tests.cast import Cast, sign_in


@pytest.fixture
def job(db: None) -> Job:
    with entered_platform():
        return Job.objects.create(kind="upgrade", step="cities")


def addresses(job: Job) -> list[tuple[str, str]]:
    """Every operation with its method, on rows that are there."""
    found = []
    for route in NOUNS:
        view: Any = route.callback
        path = str(route.pattern).removeprefix("v1/")
        path = path.replace("<slug:slug>", "gdansk").replace("<uuid:pk>", str(job.pk))
        found += [(method, path) for method in view.actions if method in {"get", "post"}]
    return sorted(found)


def call(program: Program, method: str, path: str) -> Any:
    return program.get(path) if method == "get" else program.post(path, {})


def refused_everywhere(program: Program, job: Job) -> set[str]:
    """All operations refuse it as nobody's; in which words."""
    words = set()
    for method, path in addresses(job):
        answer = call(program, method, path)
        words.add(str(assert_problem(answer, 401)["detail"]))
        assert answer.headers["WWW-Authenticate"] == "Token"
    assert stage_of("gdansk") == "running"
    return words


def test_an_operator_reaches_everything(ewa: User, job: Job) -> None:
    for method, path in addresses(job):
        status = call(program_of_operator(ewa), method, path).status_code
        assert status in {200, 202, 409, 422}, (method, path, status)


def test_without_a_token_nothing_is_open(job: Job) -> None:
    assert len(refused_everywhere(Program(slug="operator"), job)) == 1


def test_an_operator_who_was_switched_off_is_nobody(ewa: User, job: Job) -> None:
    program = program_of_operator(ewa)
    with entered_platform():
        User.objects.filter(pk=ewa.pk).update(is_active=False)
    refused_everywhere(program, job)


def test_an_expired_and_a_revoked_token_open_nothing(ewa: User, job: Job) -> None:
    expired, revoked, live = (program_of_operator(ewa) for _ in range(3))
    with entered_platform():
        one, two, _three = Token.objects.order_by("created_at")
        past = timezone.now() - timedelta(days=9)
        Token.objects.filter(pk=one.pk).update(created_at=past, expires_at=timezone.now())
        revoke_token(token=two, by=ewa)
    assert refused_everywhere(expired, job) == refused_everywhere(revoked, job)
    assert live.get("me/").json()["email"] == ewa.email


def copied(source: Token) -> None:
    """The same row in the schema that is entered, with a person of the same id."""
    facts = {field.attname: getattr(source, field.attname) for field in Token._meta.fields}
    person = User(pk=source.user_id, email="copied@platform.example", full_name="Copied")
    person.set_unusable_password()
    person.save()
    Token.objects.create(**facts)


def test_a_citys_token_is_nothing_here(cast: Cast, job: Job) -> None:
    program = program_of(cast.administrator, slug="gdansk")
    assert program.get("people/").status_code == 200
    row = Token.objects.get()
    program.client.defaults["HTTP_HOST"] = "operator.localhost"
    refused_everywhere(program, job)
    with entered_platform():
        copied(row)
    refused_everywhere(program, job)


CITY_PATHS = ("me/", "cases/", "people/", "audit/", "cities/", "jobs/")


def test_an_operators_token_is_nothing_in_a_city(ewa: User) -> None:
    program = program_of_operator(ewa)
    with entered_platform():
        row = Token.objects.get()
    program.client.defaults["HTTP_HOST"] = "gdansk.localhost"
    with entered("gdansk"):
        seen = [program.get(path).status_code for path in CITY_PATHS]
        assert seen == [401, 401, 401, 401, 404, 404]
        copied(row)
        assert [program.get(path).status_code for path in CITY_PATHS] == seen


def test_nothing_of_a_citys_api_is_here(ewa: User) -> None:
    program = program_of_operator(ewa)
    for path in ("cases/", "people/", "organisations/", "audit/", "conversations/", "needs/"):
        assert_problem(program.get(path), 404)


def test_a_browsers_session_does_not_open_it(ewa: User, job: Job) -> None:
    with entered_platform():
        browser = Program(slug="operator")
        sign_in(browser.client, ewa)
    assert browser.client.get("/pl/staff/").status_code == 200
    refused_everywhere(browser, job)


SCOPED = [
    (["cities:read"], {"cities/": 200, "jobs/": 403, "cities/gdansk/suspend/": 403}),
    (["cities:write"], {"cities/": 200, "jobs/": 403, "cities/gdansk/suspend/": 200}),
    (["jobs:read"], {"cities/": 403, "jobs/": 200, "cities/gdansk/suspend/": 403}),
    (["read"], {"cities/": 200, "jobs/": 200, "cities/upgrade/": 403, "jobs/{job}/stop/": 403}),
    (["jobs:write"], {"jobs/{job}/stop/": 200, "cities/upgrade/": 403}),
    (["write"], {"jobs/{job}/stop/": 200, "cities/upgrade/": 202}),
    (["cases:write", "people:write"], {"cities/": 403, "jobs/": 403}),
]


@pytest.mark.parametrize(("held", "reached"), SCOPED, ids=lambda value: str(value)[:40])
def test_a_token_reaches_as_far_as_its_scope(
    ewa: User, job: Job, held: list[str], reached: dict[str, int]
) -> None:
    program = program_of_operator(ewa, *held)
    for path, status in reached.items():
        address = path.format(job=job.pk)
        method = "post" if path.count("/") > 1 or path == "cities/upgrade/" else "get"
        assert call(program, method, address).status_code == status, path
    assert program.get("me/").json()["scopes"] == sorted(held)


COST = {"me/": 1, "cities/": 5, "cities/gdansk/": 5, "jobs/": 2, "jobs/{job}/": 2}


@pytest.mark.parametrize("path", COST)
def test_it_costs_the_same_for_few_and_for_many(ewa: User, job: Job, path: str) -> None:
    program, address = program_of_operator(ewa), path.format(job=job.pk)
    few = cost(program, address)
    fill()
    assert cost(program, address) == few <= COST[path]


def fill() -> None:
    """More cities, domains and jobs, as rows."""
    from tenants.models import City, Domain, UpgradeOfCity

    with entered_platform():
        for at in range(5):
            city = City.objects.create(slug=f"x{at}", schema_name=f"city_x{at}", name="X")
            UpgradeOfCity.objects.create(city=city, at=timezone.now())
            for number in range(3):
                host = f"x{at}-{number}.example"
                Domain.objects.create(domain=host, tenant=city, is_primary=not number)
            Job.objects.create(kind="upgrade", city=city.slug, step="cities")


def cost(program: Program, path: str) -> int:
    program.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert program.get(path).status_code == 200
    return len([one for one in asked.captured_queries if "set_config" not in one["sql"]])


def test_two_operators_are_two_people(ewa: User) -> None:
    jan = make_operator("jan@platform.example", full_name="Jan Lis")
    names = [program_of_operator(one).get("me/").json()["full_name"] for one in (ewa, jan)]
    assert names == ["Ewa Lis", "Jan Lis"]
