"""Passkeys in a real browser, with the device that Chromium imitates for tests."""

import re
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

WHO = "analyst@gdynia.example"  # nobody else signs in as them
ACCOUNT = "/pl/staff/account/"
KEYS = "/pl/staff/account/passkeys/"
SIGN_IN = "/pl/staff/sign-in/"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def with_device(page: Page) -> tuple[CDPSession, str]:
    """Give the page's browser a device that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    added: dict[str, Any] = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, added["authenticatorId"]


def button(page: Page, name: str) -> None:
    """Press a button."""
    page.get_by_role("button", name=name).click()


def add_one(page: Page, demo_server: DemoServer, axe: Violations) -> None:
    """Add a passkey; the device then says that it holds one already."""
    page.goto(demo_server.url("gdynia", f"{KEYS}add/"))
    assert not axe(page)
    page.get_by_label("Nazwa klucza dostępu").fill("Telefon")
    button(page, "Utwórz klucz dostępu")
    expect(page.locator("main")).to_contain_text("Klucz dostępu został dodany")
    page.goto(demo_server.url("gdynia", f"{KEYS}add/"))
    button(page, "Utwórz klucz dostępu")
    expect(page.get_by_text("Na tym urządzeniu jest już Twój klucz dostępu.")).to_be_visible()
    assert not axe(page)


def sign_in_with_it_alone(page: Page, demo_server: DemoServer) -> None:
    """The page asks for the passkey at once."""
    page.context.clear_cookies()
    page.goto(demo_server.url("gdynia", f"{SIGN_IN}?next={ACCOUNT}"))
    page.get_by_role("link", name="Zaloguj się kluczem dostępu").click()
    expect(page).to_have_url(re.compile(ACCOUNT + "$"))


def sign_in_with_it_after_the_password(
    page: Page, demo_server: DemoServer, axe: Violations
) -> None:
    """It is the second factor."""
    page.context.clear_cookies()
    page.goto(demo_server.url("gdynia", SIGN_IN))
    page.locator("[name=login]").fill(WHO)
    page.locator("[name=password]").fill(demo_server.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/sign-in/code/**")
    assert not axe(page)
    button(page, "Użyj klucza dostępu")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def test_a_passkey_is_added_used_and_removed(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(DESK)
    with_device(page)
    signed_in(page, WHO)
    add_one(page, demo_server, axe)
    sign_in_with_it_alone(page, demo_server)
    sign_in_with_it_after_the_password(page, demo_server, axe)

    page.goto(demo_server.url("gdynia", KEYS))
    assert not axe(page)
    page.get_by_role("link", name="Usuń Telefon").click()
    expect(page.locator("h1")).to_contain_text("Usuń klucz dostępu „Telefon”")
    assert not axe(page)
    button(page, "Usuń")
    expect(page.locator("main")).to_contain_text("Nie masz jeszcze klucza dostępu.")
    page.context.clear_cookies()
    page.goto(demo_server.url("gdynia", f"{SIGN_IN}passkey/"))
    expect(page.locator("main")).to_contain_text("Klucz dostępu nie został przyjęty")
    assert not axe(page)


def test_a_device_of_another_citys_host_has_nothing_to_offer(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at(DESK)
    session, device = with_device(page)
    signed_in(page, "analyst@slupsk.example")
    page.goto(demo_server.url("slupsk", f"{KEYS}add/"))
    button(page, "Utwórz klucz dostępu")
    expect(page.locator("main")).to_contain_text("Klucz dostępu został dodany")
    held = session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [one["rpId"] for one in held] == ["slupsk.localhost"]
    page.goto(demo_server.url("gdynia", f"{SIGN_IN}passkey/"))
    expect(page.get_by_text("Klucz dostępu nie odpowiedział.")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_without_javascript_the_page_says_what_to_do(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, width: int
) -> None:
    page = page_at(width, javascript=False)
    page.goto(demo_server.url("gdynia", f"{SIGN_IN}passkey/"))
    expect(page.get_by_text("Klucz dostępu wymaga JavaScriptu")).to_be_visible()
    expect(page.get_by_role("button", name="Użyj klucza dostępu")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not axe(page)
