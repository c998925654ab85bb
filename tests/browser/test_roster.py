"""The roster in a browser: it is read and planned at both widths, by the keyboard, and a colleague
is asked to take a duty.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"
PAGES = ("", "mine/", "places/", "swaps/", "absences/", "shifts/new/", "places/new/")


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def address(server: DemoServer, path: str = "") -> str:
    return server.url(CITY, f"/pl/staff/roster/{path}")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_the_roster_fits_and_has_no_barrier(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "supervisor@gdansk.example")
    for path in (*PAGES, "?view=month"):
        page.goto(address(demo_server, path))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page, axe)
    page.goto(address(demo_server, "shifts/new/"))
    page.get_by_label("Początek").fill("19:00")
    page.get_by_label("Koniec", exact=True).fill("7:00")
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Miejsce dyżuru")
    expect(page.get_by_label("Początek")).to_have_value("19:00")
    assert_fits(page, axe)


def test_a_colleague_is_asked_to_take_a_duty_and_the_question_is_withdrawn(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "consultant@gdansk.example")
    page.goto(address(demo_server, "mine/"))
    page.get_by_role("link", name="Poproś kogoś, żeby go wziął").last.click()
    assert_fits(page, axe)
    page.get_by_label("Kogo prosisz?").select_option(label="Konsultant Przykładowy-Gdański")
    page.get_by_role("button", name="Poproś").click()
    expect(page.get_by_text("Prośba wysłana.")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("button", name="Wycofaj prośbę").click()
    expect(page.get_by_text("Prośba wycofana.")).to_be_visible()
    assert_fits(page, axe)
