"""Every page of this room: closed without sign-in, whole in both languages, safe to show."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern

from ostoja.accounts.urls import operator_urlpatterns, staff_urlpatterns
from ostoja.audit.urls import staff_urlpatterns as audit_urlpatterns
from tests.cast import Cast, browser_of
from tests.platform.ostoja.accounts.people import client_on

# What anybody may open: how one gets in, and how one gets out.
OPEN = {
    "account_login",
    "passkey_sign_in",
    "account_logout",
    "account_reset_password",
    "account_password_reset_completed",
    "account_set_password",
    "accept_invitation",
}
# What only makes sense in the middle of signing in or of choosing a new password.
STEPS = {
    "mfa_authenticate",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
}
ROUTES = [*staff_urlpatterns, *audit_urlpatterns]
CLOSED = [route for route in ROUTES if route.name not in OPEN | STEPS]
SOME_ID = UUID("11111111-1111-4111-8111-111111111111")
FILLED = {"pk": SOME_ID, "membership": SOME_ID, "subject": SOME_ID, "token": "x"}


def name_of(route: URLPattern) -> str:
    """For the names of tests."""
    return str(route.name)


def path_of(route: URLPattern, language: str = "pl") -> str:
    """The route's address with something in its gaps."""
    text = re.sub(r"<int:\w+>", "1", str(route.pattern))
    text = re.sub(r"<\w+:(\w+)>", lambda gap: str(FILLED[gap[1]]), text)
    return f"/{language}/staff/{text}"


@pytest.mark.usefixtures("gdansk")
class TestWithoutSignIn:
    @pytest.mark.parametrize("route", CLOSED, ids=name_of)
    def test_a_closed_page_leads_to_sign_in(self, route: URLPattern) -> None:
        client = client_on()
        for answer in (client.get(path_of(route)), client.post(path_of(route))):
            assert answer.status_code in {302, 405}
            if answer.status_code == 302:
                assert answer["Location"].startswith("/pl/staff/sign-in/")

    @pytest.mark.parametrize(
        "route", [route for route in ROUTES if route.name in STEPS], ids=name_of
    )
    def test_a_step_leads_back_to_the_beginning(self, route: URLPattern) -> None:
        answer = client_on().get(path_of(route))
        assert answer["Location"] in {"/pl/staff/sign-in/", "/pl/staff/password/forgotten/"}

    @pytest.mark.parametrize("language", ["pl", "en"])
    @pytest.mark.parametrize(
        "path",
        [
            "sign-in/",
            "sign-in/passkey/",
            "password/forgotten/",
            "password/changed/",
            "invitation/x/",
        ],
    )
    def test_an_open_page_is_whole(self, path: str, language: str) -> None:
        answer = client_on().get(f"/{language}/staff/{path}")
        assert answer.status_code in {200, 404}
        check(answer, language)

    def test_operators_have_no_route_that_cities_lack(self) -> None:
        assert {route.name for route in operator_urlpatterns} < {route.name for route in ROUTES}
        assert "people" not in {route.name for route in operator_urlpatterns}


def administrators_pages(cast: Cast) -> Iterator[str]:
    """Every page that an administrator opens."""
    yield from (
        "",
        "account/",
        "account/details/",
        "account/password/",
        "account/second-factor/",
        "account/recovery-codes/new/",
        "account/sessions/",
        "people/",
        "people/?name=nobody",
        "people/invite/",
        "audit/",
        "audit/?person=nobody",
        "sign-out/",
    )
    for page in ("", "roles/", "deactivate/", "second-factor/"):
        yield f"people/{cast.consultant.pk}/{page}"


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_page_of_an_administrator_is_whole(cast: Cast, language: str) -> None:
    cast.administrator.set_password("a quite different passphrase")
    cast.administrator.save()
    browser = browser_of(cast.administrator)
    for page in administrators_pages(cast):
        answer = browser.get(f"/{language}/staff/{page}")
        assert answer.status_code == 200, page
        check(answer, language)


def check(answer: Any, language: str) -> None:
    """One heading, a title, nothing inline, and never kept by the browser."""
    text = answer.content.decode()
    assert f'<html lang="{language}"' in text
    assert len(re.findall(r"<h1\b", text)) == 1
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert title
    assert title[1].strip(" –")
    assert not re.search(r"\sstyle=|\son\w+=|<script>|<style", text)
    assert "no-store" in answer["Cache-Control"]
    forms = re.findall(r'<form method="post".*?</form>', text, re.DOTALL)
    assert all("csrfmiddlewaretoken" in form for form in forms)


@pytest.mark.parametrize(
    "path",
    ["sign-in/", "sign-in/passkey/", "password/forgotten/", "people/invite/", "account/details/"],
)
def test_a_form_of_another_site_is_refused(cast: Cast, path: str) -> None:
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="gdansk.localhost")
    strict.cookies = browser_of(cast.administrator).cookies
    assert strict.post(f"/pl/staff/{path}").status_code == 403
