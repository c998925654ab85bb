"""The host decides the city; an unknown one gets none."""

import pytest
from django.test import Client

from tenants.fence import current_place, entered_platform
from tenants.hosts import bare_host, forget_hosts
from tenants.models import City, Stage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("gdansk.localhost", "gdansk.localhost"),
        ("GDANSK.localhost.:8000", "gdansk.localhost"),
        ("gdansk.localhost:8000", "gdansk.localhost"),
        ("[::1]:8000", "[::1]"),
        ("", ""),
    ],
)
def test_hosts_are_compared_bare(header: str, host: str) -> None:
    assert bare_host(header) == host


@pytest.mark.parametrize(
    "host", ["nowhere.localhost", "localhost", "city_gdansk", "gdansk.localhost.evil.example", ""]
)
def test_an_unknown_host_gets_no_city(host: str) -> None:
    answer = Client(HTTP_HOST=host).get("/pl/")
    assert answer.status_code == 404
    assert "Gdańsk" not in answer.content.decode()


def test_a_forwarded_host_is_not_believed() -> None:
    answer = Client(HTTP_HOST="nowhere.localhost", HTTP_X_FORWARDED_HOST="gdansk.localhost").get(
        "/pl/"
    )
    assert answer.status_code == 404


def test_after_an_answer_the_code_is_nowhere() -> None:
    Client(HTTP_HOST="gdansk.localhost").get("/pl/")
    assert current_place() is None


def test_a_suspended_city_shows_the_maintenance_page_with_numbers() -> None:
    with entered_platform():
        City.objects.filter(slug="gdansk").update(stage=Stage.SUSPENDED)
    forget_hosts()
    answer = Client(HTTP_HOST="gdansk.localhost").get("/pl/")
    assert answer.status_code == 503
    assert 'href="tel:112"' in answer.content.decode()


def test_the_address_decides_the_language_and_a_cookie_does_not() -> None:
    client = Client(HTTP_HOST="gdansk.localhost")
    client.cookies["django_language"] = "de"
    assert 'lang="uk"' in client.get("/uk/").content.decode()


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_needs_no_city(path: str) -> None:
    assert Client(HTTP_HOST="127.0.0.1").get(path).status_code == 200


@pytest.mark.parametrize("path", ["/pl/", "/pl/nothing/", "/health/live", "/static/ui/nothing.css"])
def test_every_answer_carries_the_headers(path: str) -> None:
    headers = Client(HTTP_HOST="gdansk.localhost").get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_pages_are_not_kept() -> None:
    assert Client(HTTP_HOST="gdansk.localhost").get("/pl/").headers["Cache-Control"] == "no-store"
