"""Telling the person in a browser: the pages fit and have no barrier, and the keyboard does it."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"


def assert_fits(page: Page, axe: Violations, name: str = "") -> None:
    size = page.viewport_size
    assert size is not None
    if name and "SHOTS" in os.environ:
        path = Path(os.environ["SHOTS"]) / f"{name}-{size['width']}.png"
        page.screenshot(path=path, full_page=True)
    assert axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def test_the_person_is_told_with_the_keyboard(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    """The demonstration has one who waits, so all pages are looked at before they are told."""
    telling = ""
    wide, narrow = page_at(DESK), page_at(PHONE)
    for page in (wide, narrow):
        signed_in(page, "consultant@gdansk.example")
        page.goto(demo_server.url(CITY, "/pl/staff/tellings/"))
        assert_fits(page, axe, "tellings")
        page.get_by_role("link", name="Przykładowa").first.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Przekaż osobie wiadomość")
        telling = page.url
        assert_fits(page, axe, "telling")
        page.get_by_label("Co osoba przeczyta").fill("")
        page.get_by_role("button", name="Wyślij osobie").press("Enter")
        expect(page.get_by_role("alert")).to_be_visible()
        assert_fits(page, axe, "error")
        for name in ("contact", "not"):
            page.goto(f"{telling}{name}/")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            assert_fits(page, axe, name)
    narrow.goto(telling)
    narrow.get_by_role("button", name="Wyślij osobie").press("Enter")
    expect(narrow.get_by_text("Przekazano osobie wiadomość w rozmowie.")).to_be_visible()
    assert_fits(narrow, axe, "case")
    narrow.get_by_role("link", name="instytucja nie może pomóc").first.press("Enter")
    expect(narrow.get_by_role("heading", level=1)).to_have_text("Przekaż osobie wiadomość")
    assert_fits(narrow, axe, "told")
