"""Every kind of answer carries what TRUST asks of it: pages, errors, files, programs, redirects."""

from types import SimpleNamespace
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tenants.models import Stage
from tests.cast import Cast, browser_of

pytestmark = pytest.mark.usefixtures("gdansk")

# path → status: one of each kind.
ANSWERS = {
    "/": 302,
    "/pl/": 200,
    "/pl/info/": 200,
    "/pl/info/2/": 200,
    "/pl/info/3/": 200,
    "/pl/partners/": 200,
    "/pl/nothing/": 404,
    "/pl/info": 301,
    "/q/ZZZZZZ": 404,
    "/go/": 302,
    "/brand/0e4a57-bd7d25.css": 200,
    "/brand/red.css": 404,
    "/static/ui/public.css": 200,
    "/static/ui/nothing.css": 404,
    "/api/v1/": 404,
    "/api/v1/cases/": 401,
    "/pl/staff/": 302,
    "/pl/staff/sign-in/": 200,
    "/health/live": 200,
    "/health/ready": 200,
}
MAY_BE_KEPT = ("/static/ui/public.css", "/brand/0e4a57-bd7d25.css")


def check(answer: Any, path: str = "") -> None:
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe-inline" not in policy and "unsafe-eval" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == ("no-referrer" if path == "/go/" else "same-origin")
    for power in ("autoplay", "camera", "geolocation", "microphone"):
        assert f"{power}=()" in headers["Permissions-Policy"]
    if path not in MAY_BE_KEPT:
        assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize("path", ANSWERS)
def test_every_kind_of_answer(path: str) -> None:
    answer = Client(HTTP_HOST="gdansk.localhost").get(path)
    assert answer.status_code == ANSWERS[path]
    check(answer, path)


@pytest.mark.parametrize("method", ["head", "options", "put", "delete", "patch"])
def test_other_methods(method: str) -> None:
    check(getattr(Client(HTTP_HOST="gdansk.localhost"), method)("/pl/info/"))


def test_a_form_of_the_staff_without_its_token() -> None:
    answer = Client(HTTP_HOST="gdansk.localhost", enforce_csrf_checks=True).post(
        "/pl/staff/sign-in/", {"login": "x"}
    )
    assert answer.status_code == 403
    check(answer)


def test_an_unknown_host() -> None:
    answer = Client(HTTP_HOST="nowhere.localhost").get("/pl/")
    assert answer.status_code == 404
    check(answer)


@pytest.mark.parametrize("host", ["operator", "gdynia"])
def test_other_hosts(host: str) -> None:
    check(Client(HTTP_HOST=f"{host}.localhost").get("/"))


def test_a_city_that_is_suspended() -> None:
    with patch("tenants.middleware.Stage", SimpleNamespace(SUSPENDED=Stage.RUNNING)):
        answer = Client(HTTP_HOST="gdansk.localhost").get("/pl/")
    assert answer.status_code == 503
    check(answer)


def test_a_page_that_fails() -> None:
    client = Client(HTTP_HOST="gdansk.localhost", raise_request_exception=False)
    with patch("casework.intake.public.start.profile", side_effect=RuntimeError):
        answer = client.get("/pl/")
    assert answer.status_code == 500
    check(answer)


def test_pages_and_downloads_of_the_staff(cast: Cast) -> None:
    client = browser_of(cast.officer)
    for path in ("/pl/staff/", "/pl/staff/retention/", f"/pl/staff/cases/{uuid4()}/"):
        check(client.get(path))


def test_browsers_come_back_over_https_only() -> None:
    with override_settings(SECURE_HSTS_SECONDS=63_072_000, SECURE_HSTS_INCLUDE_SUBDOMAINS=True):
        for path in ANSWERS:
            answer = Client(HTTP_HOST="gdansk.localhost").get(path, secure=True)
            assert "max-age=63072000; includeSubDomains" in answer["Strict-Transport-Security"]


@pytest.mark.parametrize("path", [path for path in ANSWERS if "staff" not in path])
def test_residents_get_no_cookie(path: str) -> None:
    answer = Client(HTTP_HOST="gdansk.localhost").get(path)
    kept = {name for name, cookie in answer.cookies.items() if cookie.value}
    assert kept == set()
    assert settings.SESSION_COOKIE_NAME not in answer.cookies
