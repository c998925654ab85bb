"""Webhooks in a browser: the pages fit and have no barrier, and one is added with the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_one_is_added_and_looked_after(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/webhooks/"))
    expect(page.get_by_role("link", name="System Latarni (przykład)")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("button", name="Dodaj webhook").press("Enter")
    assert_fits(page, axe)
    page.get_by_label("Jak się nazywa?").fill(f"System próbny {width}")
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_label("Czyj to system?").select_option(index=1)
    page.get_by_label("Adres systemu").fill("https://system.latarnia.example/ostoja")
    page.get_by_label("Odbiorca je przyjął").check()
    page.get_by_role("button", name="Zapisz").press("Enter")
    assert page.get_by_label(f"System próbny {width}").input_value().startswith("whsec_")
    assert_fits(page, axe)
    page.get_by_role("link", name="Przejdź do webhooka").press("Enter")
    assert_fits(page, axe)
    page.get_by_role("button", name="Wstrzymaj").press("Enter")
    expect(page.get_by_text("Ktoś go wstrzymał.")).to_be_visible()
    for name in ("Zmień webhook", "Zmień klucz", "Usuń webhook"):
        page.get_by_role("link", name=name).press("Enter")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page, axe)
        page.get_by_role("link", name="Anuluj").press("Enter")
    assert_fits(page, axe)
