"""Every route of the operators' host × whose session: it belongs to operators alone.

A session of a city is nobody here, an operator's session is nobody in a city, and no page of the
console shows what stands in a city's tables. A route without a row fails the build.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ostoja.accounts.models import User
from tenants.console import urls
from tenants.fence import Power, entered, entered_platform, schema_of
from tenants.jobs import actions
from tenants.jobs.models import Job
from tenants.support import urls as support_urls
from tests.cast import browser_of, sign_in
from tests.isolation.test_matrix import Worlds, assert_closed, assert_no_canary_but

Ids = Mapping[str, Any]
CITY: Callable[[Job], Ids] = lambda job: {"slug": "gdansk"}  # noqa: E731
JOB: Callable[[Job], Ids] = lambda job: {"pk": job.pk}  # noqa: E731
NOTHING: Callable[[Job], Ids] = lambda job: {}  # noqa: E731

# By name: the method, the ids, what an operator is answered.
ROWS: dict[str, tuple[str, Callable[[Job], Ids], int]] = {
    "staff_home": ("get", NOTHING, 200),
    "operator_city": ("get", CITY, 200),
    "operator_readiness": ("get", CITY, 200),
    "operator_blueprint": ("get", CITY, 200),
    "operator_domains": ("get", CITY, 200),
    "operator_act": ("get", lambda job: {"slug": "gdansk", "act": "restore"}, 200),
    "operator_upgrade": ("get", NOTHING, 200),
    "operator_jobs": ("get", NOTHING, 200),
    "operator_job": ("get", JOB, 200),
    "operator_job_stop": ("post", JOB, 302),
    "operator_job_again": ("post", JOB, 302),
    "operator_record": ("get", NOTHING, 200),
    "operator_health": ("get", NOTHING, 200),
    "operator_support": ("get", CITY, 200),
    "onboarding": ("get", NOTHING, 200),
    # The job's id is no draft's; tests/tenants/console has drafts.
    "onboarding_page": ("get", lambda job: {"pk": job.pk, "page": "name"}, 404),
    "onboarding_check": ("get", JOB, 404),
    "onboarding_discard": ("post", JOB, 404),
}
NAMES = sorted(ROWS)


@pytest.fixture
def operator(worlds: Worlds) -> User:
    with entered_platform():
        return User.objects.create(email="ewa@platform.example", full_name="Ewa Lis")


@pytest.fixture
def job(operator: User) -> Job:
    with entered_platform():
        return actions.ask(kind="backup", city="gdansk", arguments={"to": "x"}, by=operator)


def path_of(name: str, job: Job) -> str:
    with translation.override("pl"):
        return reverse(name, kwargs=dict(ROWS[name][1](job)), urlconf=settings.OPERATOR_URLCONF)


def call(client: Client, name: str, job: Job, host: str) -> Any:
    client.defaults["HTTP_HOST"] = host
    return getattr(client, ROWS[name][0])(path_of(name, job))


def operators_browser(operator: User) -> Client:
    client = Client(HTTP_HOST="operator.localhost")
    with entered_platform():
        sign_in(client, operator)
    return client


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    routes = [*urls.operator_urlpatterns, *support_urls.operator_urlpatterns]
    assert sorted(str(route.name) for route in routes) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_operator_is_answered_and_sees_nothing_of_any_city(
    name: str, worlds: Worlds, operator: User, job: Job
) -> None:
    answer = call(operators_browser(operator), name, job, "operator.localhost")
    assert answer.status_code == ROWS[name][2]
    assert_no_canary_but(None, answer)


@pytest.mark.parametrize("name", NAMES)
def test_a_session_of_a_city_is_nobody_on_the_console(
    name: str, worlds: Worlds, operator: User, job: Job
) -> None:
    """Neither as it is, nor with its row copied into the platform's schema."""
    with entered("gdansk"):
        client = browser_of(worlds["gdansk"].cast.administrator)
        copied = Session.objects.order_by("expire_date").values().last()
    assert_closed(call(client, name, job, "operator.localhost"))
    with entered_platform():
        Session.objects.create(**dict(copied or {}))
    assert_closed(call(client, name, job, "operator.localhost"))


@pytest.mark.parametrize("name", NAMES)
def test_an_operators_session_is_nobody_in_a_city(
    name: str, worlds: Worlds, operator: User, job: Job
) -> None:
    answer = call(operators_browser(operator), name, job, "gdansk.localhost")
    assert_closed(answer)


@pytest.mark.parametrize("name", NAMES)
def test_without_a_session_it_is_closed(
    name: str, worlds: Worlds, operator: User, job: Job
) -> None:
    assert_closed(call(Client(), name, job, "operator.localhost"))


@pytest.mark.parametrize("power", [Power.RUNTIME, Power.OWNER])
@pytest.mark.parametrize("table", ["cases_case", "accounts_user", "audit_auditevent"])
def test_the_platforms_roles_read_no_table_of_a_city(
    worlds: Worlds, table: str, power: Power
) -> None:
    """What the console runs as: the schema of a city is closed to it, not only hidden."""
    with (
        entered_platform(power),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"select count(*) from {schema_of('gdansk')}.{table}")


def test_an_id_of_a_citys_row_is_no_job(worlds: Worlds, operator: User) -> None:
    pk: UUID = worlds["gdansk"].case.pk
    client = operators_browser(operator)
    assert client.get(f"/pl/staff/jobs/{pk}/").status_code == 404
