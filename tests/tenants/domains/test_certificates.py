"""The proxy asks before it gets a certificate: for our hosts, and for nobody else's."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tenants.domains.actions import add_domain, remove_domain
from tenants.fence import entered_platform
from tenants.hosts import forget_hosts
from tenants.models import City, Stage

pytestmark = pytest.mark.django_db


def asked(*domains: str, **headers: str) -> Any:
    """As Caddy asks: on the application's own address, which is no city's host."""
    return Client(HTTP_HOST="127.0.0.1:8000").get(
        "/health/certificate", {"domain": list(domains)}, headers=headers
    )


@pytest.mark.parametrize(
    ("domain", "status"),
    [
        ("gdansk.localhost", 200),
        ("GDANSK.localhost.", 200),
        ("operator.localhost", 200),
        ("localhost", 400),
        ("nowhere.localhost", 404),
        ("a.gdansk.localhost", 404),
        ("gdansk.localhost.evil.example", 404),
        ("192.0.2.1", 404),
        ("", 400),
        ("*.localhost", 400),
        ("gdansk", 400),
        ("gdańsk.localhost", 400),
        ("gdansk.localhost\x00", 400),
        ("x" * 64 + ".pl", 400),
        ("a." * 127 + "pl", 400),
        ("../../etc/passwd", 400),
        ("2001:db8::1", 400),
    ],
)
def test_yes_no_or_nonsense(domain: str, status: int) -> None:
    answer = asked(domain)
    assert answer.status_code == status
    assert set(answer.json()) == {"certificate"}
    assert "Gda" not in answer.content.decode()


def test_one_domain_is_asked_for_at_a_time() -> None:
    assert asked("gdansk.localhost", "gdynia.localhost").status_code == 400
    assert Client(HTTP_HOST="127.0.0.1").get("/health/certificate").status_code == 400


def test_a_domain_has_one_as_long_as_its_city_has_it() -> None:
    add_domain(slug="gdansk", domain="pomoc.gdansk.example")
    assert asked("pomoc.gdansk.example").status_code == 200
    remove_domain(slug="gdansk", domain="pomoc.gdansk.example")
    assert asked("pomoc.gdansk.example").status_code == 404


def test_a_suspended_city_keeps_it_and_a_copy_gets_none() -> None:
    with entered_platform():
        City.objects.filter(slug="gdansk").update(stage=Stage.SUSPENDED)
        City.objects.filter(slug="gdynia").update(stage=Stage.SUSPENDED, copy_of="gdansk")
    forget_hosts()
    assert asked("gdansk.localhost").status_code == 200
    assert asked("gdynia.localhost").status_code == 404


@pytest.mark.parametrize("mark", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"])
def test_nobody_outside_learns_which_hosts_there_are(mark: str) -> None:
    answers = {asked(host, **{mark: "192.0.2.9"}).content for host in ("gdansk.localhost", "x.pl")}
    assert answers == {b'{"certificate": "no"}'}


def test_it_asks_once_and_remembers(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        asked("gdansk.localhost")
    with django_assert_num_queries(0):
        asked("gdansk.localhost")
        asked("nowhere.example")


def test_without_the_database_it_is_no_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_host: str) -> bool:
        raise DatabaseError("gone")

    monkeypatch.setattr("ostoja.health.may_have_certificate", fail)
    assert asked("gdansk.localhost").status_code == 503


@given(domain=st.text(max_size=60))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_it_fail(domain: str) -> None:
    assert asked(domain).status_code in {400, 404}
