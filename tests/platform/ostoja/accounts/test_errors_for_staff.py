"""What staff meet where a page is not there: their own frame, and the numbers."""

import pytest
from django.test import RequestFactory

from ostoja.ui import errors
from tests.cast import Cast, browser_of
from tests.platform.ostoja.accounts.people import client_on, give_second_factor
from tests.platform.ostoja.ui.pages import Page

NOWHERE = "/pl/staff/nowhere/"


def test_who_has_signed_in_keeps_the_navigation_and_gets_the_numbers(cast: Cast) -> None:
    answer = browser_of(cast.consultant).get(NOWHERE)
    assert answer.status_code == 404 and answer["Cache-Control"] == "no-store"
    page = Page(answer.content.decode())
    assert "Nie ma takiej strony" in page.one("h1").text
    assert "Skrzynka" in answer.content.decode() and "consultant person" in answer.content.decode()
    assert 'href="tel:112"' in answer.content.decode()
    assert page.one("a", "ostoja-action-link")["href"] == "/pl/staff/"
    assert "ostoja-exit" not in answer.content.decode()


def test_what_is_forbidden_and_what_is_absent_look_the_same(cast: Cast) -> None:
    browser = browser_of(cast.consultant)
    absent, forbidden = browser.get(NOWHERE), browser.get("/pl/staff/people/")
    assert forbidden.status_code == 404
    pages = {one.content.decode().replace("people", "nowhere") for one in (absent, forbidden)}
    assert len(pages) == 1


@pytest.mark.parametrize("path", [NOWHERE, "/pl/nowhere/"])
def test_others_get_the_residents_page(cast: Cast, path: str) -> None:
    text = browser_of(None).get(path).content.decode()
    assert "Opuść stronę" in text and "ostoja-navigation" not in text


@pytest.mark.parametrize("has_factor", [True, False])
def test_after_the_password_alone_nobody_keeps_navigation_name_and_bell(
    cast: Cast, has_factor: bool
) -> None:
    if has_factor:
        give_second_factor(cast.consultant)
    client = client_on()
    client.force_login(cast.consultant)
    answer = client.get(NOWHERE)
    text = answer.content.decode()
    assert answer.status_code == 404 and "Opuść stronę" in text
    assert "ostoja-navigation" not in text and "consultant person" not in text
    assert "/notifications/" not in text


def test_outside_their_pages_staff_get_the_residents_page(cast: Cast) -> None:
    text = browser_of(cast.consultant).get("/pl/nowhere/").content.decode()
    assert "Opuść stronę" in text and "ostoja-navigation" not in text


def test_a_session_that_cannot_be_read_is_nobodys(cast: Cast) -> None:
    class Broken:
        @property
        def is_authenticated(self) -> bool:
            raise RuntimeError

    request = RequestFactory().get(NOWHERE, HTTP_HOST="gdansk.localhost")
    request.user = Broken()  # type: ignore[assignment]
    answer = errors.page_not_found(request)
    assert answer.status_code == 404 and "Opuść stronę" in answer.content.decode()
