"""Signing in through a city's identity provider, in a real browser and with real redirects."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.platform.ostoja.identity.provider import Provider, running

pytestmark = pytest.mark.browser

PAGE = "/pl/staff/identity/"
WHO = "analyst@slupsk.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """An identity provider that browsers reach."""
    with running() as server:
        yield server


def test_an_administrator_sets_it_and_somebody_signs_in(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    provider: Provider,
) -> None:
    page = page_at(DESK)
    signed_in(page, "city-admin@slupsk.example")
    page.goto(demo_server.url("slupsk", PAGE))
    assert not axe(page)
    page.get_by_label("Nazwa na przycisku").fill("konto miejskie")
    page.get_by_label("Adres dostawcy").fill(provider.issuer)
    page.get_by_label("Identyfikator klienta").fill("ostoja")
    page.locator("[name=client_secret]").fill("known to two alone")
    page.get_by_label("Domeny").fill("slupsk.example")
    page.get_by_label("Można się tak logować").check()
    page.get_by_role("button", name="Tylko sprawdź połączenie").click()
    expect(page.locator("section", has_text="Wynik sprawdzenia")).to_contain_text("działa")
    assert not axe(page)
    page.locator("[name=client_secret]").fill("known to two alone")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.locator("main")).to_contain_text("Dostawca tożsamości został ustawiony")

    provider.knows("77", WHO)
    theirs = page_at(PHONE)
    theirs.goto(demo_server.url("slupsk", "/pl/staff/sign-in/"))
    theirs.get_by_role("button", name="Zaloguj się przez: konto miejskie").click()
    theirs.locator("[name=sub]").first.fill("77")
    theirs.locator("[name=sub]").first.press("Enter")
    expect(theirs).to_have_url(re.compile("/pl/staff/sign-in/code/"))
    theirs.locator("[name=code]").fill(demo_server.code(WHO))
    theirs.locator("[name=code]").press("Enter")
    expect(theirs).to_have_url(re.compile("/pl/staff/$"))

    page.goto(demo_server.url("slupsk", f"{PAGE}people/"))
    expect(page.locator("main")).to_contain_text(provider.issuer)
    assert not axe(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_refusal_is_a_page_that_leads_on(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, width: int
) -> None:
    page = page_at(width)
    page.goto(demo_server.url("gdynia", "/sign-in/return/?state=x&code=y"))
    expect(page.locator("h1")).to_contain_text("Nie zalogowano Cię")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not axe(page)
    page.get_by_role("button", name="Wróć do logowania").click()
    expect(page).to_have_url(re.compile("/pl/staff/sign-in/"))
