"""Stores and benefits in kind in a browser: the pages fit and have no barrier, and something is
given out of a store with the keyboard alone.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"
SHOTS = os.environ.get("SHOTS")


def assert_fits(page: Page, axe: Violations, name: str) -> None:
    size = page.viewport_size
    assert size is not None
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)
    assert axe(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def follow(page: Page, name: str) -> None:
    """By its link, which may look like a button, until the page that it leads to stands."""
    found = page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name))
    with page.expect_navigation():
        found.first.click()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_a_store_fits_and_has_no_barrier(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "supervisor@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/benefits/"))
    assert_fits(page, axe, "stores")
    follow(page, "Magazyn hostelu kryzysowego")
    expect(page.get_by_text("kończy się").first).to_be_visible()
    assert_fits(page, axe, "store")
    store = page.url
    for name in ("Historia magazynu", "Arkusz spisu", "Zmień magazyn", "Dodaj artykuł"):
        page.goto(store)
        follow(page, name)
        assert_fits(page, axe, name.replace(" ", "-"))
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fits(page, axe, "article-refused")
    for name in ("Przyjmij dostawę", "Policz stan", "Spisz ze stanu", "Zmień artykuł"):
        page.goto(store)
        follow(page, "Zupa w puszce")
        assert_fits(page, axe, "article")
        follow(page, name)
        assert_fits(page, axe, name.replace(" ", "-"))


def test_something_is_given_and_taken_back(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "supervisor@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/benefits/"))
    follow(page, "Magazyn hostelu kryzysowego")
    follow(page, "Historia magazynu")
    with page.expect_navigation():
        page.locator('a[href*="/benefits/givings/"]').first.click()
    assert_fits(page, axe, "giving")
    follow(page, "Wróć do sprawy")
    assert_fits(page, axe, "case")
    follow(page, "Wydaj świadczenie rzeczowe")
    page.get_by_label("Koc").fill("999")
    page.get_by_role("button", name="Wydaj", exact=True).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Koc: zostało tylko")
    assert_fits(page, axe, "give-refused")
    page.get_by_label("Koc").fill("1")
    page.get_by_label("Ryż").fill("0,5")
    assert_fits(page, axe, "give")
    page.get_by_role("button", name="Wydaj", exact=True).press("Enter")
    expect(page.get_by_text("Zapisano: wydane i zdjęte ze stanu.")).to_be_visible()
    expect(page.get_by_text("Ryż: 0,5 kg").first).to_be_visible()
    with page.expect_navigation():
        page.locator('a[href*="/benefits/givings/"]').first.click()
    follow(page, "Cofnij wydanie")
    assert_fits(page, axe, "back")
    page.get_by_label("zapisano przez pomyłkę").check()
    page.get_by_label("Dlaczego cofasz wydanie").fill("Zła sprawa.")
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_text("Wydanie cofnięte, rzeczy są znów na stanie.")).to_be_visible()
    assert_fits(page, axe, "taken-back")
