"""The shelter in a browser: its pages fit and have no barrier, and a case gets a bed and leaves."""

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
def test_every_page_of_the_shelter_fits_and_has_no_barrier(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "supervisor@gdansk.example")
    for path in ("", "waiting/", "figures/", "houses/new/"):
        page.goto(demo_server.url(CITY, f"/pl/staff/shelter/{path}"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page, axe)
    page.goto(demo_server.url(CITY, "/pl/staff/shelter/"))
    page.get_by_role("link", name="Hostel kryzysowy OIK").click()
    expect(page.get_by_role("row").filter(has_text="Wrzos").first).to_contain_text("zajęte")
    assert_fits(page, axe)
    page.get_by_role("link", name="Następna noc").press("Enter")
    assert_fits(page, axe)
    page.get_by_role("link", name="Łóżka", exact=True).click()
    assert_fits(page, axe)
    page.get_by_role("link", name="Wyłącz").first.click()
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Powód")
    assert_fits(page, axe)


def test_a_case_gets_a_bed_and_leaves(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/shelter/waiting/"))
    page.get_by_role("link", name="Bursztyn").click()
    assert_fits(page, axe)
    page.get_by_role("button", name="Przyjmij tutaj").click()
    page.get_by_role("button", name="Przyjmij").click()
    expect(page.get_by_role("alert")).to_contain_text("Łóżka")
    assert_fits(page, axe)
    page.get_by_label("3, pokój 2").check()
    page.get_by_role("button", name="Przyjmij").press("Enter")
    expect(page.get_by_text("Przyjęto. Licznik pobytu ruszył.")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("button", name="Zdecyduj, co dalej").click()
    assert_fits(page, axe)
    page.go_back()
    page.get_by_role("button", name="Zakończ pobyt").click()
    page.get_by_label("Dokąd").select_option(label="wpis przez pomyłkę")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Pobyt zakończony. Łóżka są wolne.")).to_be_visible()
    assert_fits(page, axe)
