"""Incidents in a browser: pages fit and have no barrier; one is declared and reported."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"
NAME = "Pożar przy ul. Przykładowej (przykład)"


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_an_incident_fits_and_has_no_barrier(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "coordinator@gdansk.example")
    for path in ("", "new/", "addresses/"):
        page.goto(demo_server.url(CITY, f"/pl/staff/incidents/{path}"))
        assert_fits(page, axe)
    page.goto(demo_server.url(CITY, "/pl/staff/incidents/"))
    page.get_by_role("link", name=NAME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    assert_fits(page, axe)
    board = page.url
    for path in ("people/new/", "numbers/", "log/new/", "log/", "bind/", "partners/new/"):
        page.goto(f"{board}{path}")
        assert_fits(page, axe)
    for path in ("reports/new/", "steps/wind-down/", "edit/"):
        page.goto(f"{board}{path}")
        assert_fits(page, axe)


def test_a_night_with_a_flood(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE, javascript=False)
    signed_in(page, "supervisor@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/incidents/"))
    page.get_by_role("button", name="Ogłoś zdarzenie").click()
    page.get_by_label("Rodzaj zdarzenia").select_option(label="powódź")
    page.get_by_label("Nazwa zdarzenia").fill("Zalane piwnice (próba)")
    page.get_by_role("button", name="Ogłoś").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Gdzie")
    page.get_by_label("Gdzie").fill("Osiedle Zmyślone")
    page.get_by_role("button", name="Ogłoś").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zalane piwnice (próba)")
    assert_fits(page, axe)
    page.get_by_role("button", name="Zapisz osoby").click()
    page.get_by_label("Pseudonim lub imię i nazwisko").fill("Rodzina spod ósemki")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_role("heading", name="Rodzina spod ósemki")).to_be_visible()
    page.get_by_role("button", name="Raport sytuacyjny").click()
    page.get_by_label("Sprawdziłem").check()
    page.get_by_role("button", name="Zachowaj i wyślij").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Raport sytuacyjny nr 1")
    assert_fits(page, axe)


def test_two_people_on_one_board_see_each_others_lines_at_once(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    watching, writing = page_at(DESK), page_at(PHONE)
    signed_in(watching, "supervisor@gdansk.example")
    signed_in(writing, "coordinator@gdansk.example")
    for page in (watching, writing):
        page.goto(demo_server.url(CITY, "/pl/staff/incidents/"))
        page.get_by_role("link", name=NAME).first.click()
    watching.wait_for_timeout(1500)  # what rings while a socket opens has been heard
    writing.get_by_role("button", name="Zapisz osoby").click()
    writing.get_by_label("Pseudonim lub imię i nazwisko").fill("Rodzina z poddasza")
    writing.get_by_role("button", name="Zapisz").click()
    said = watching.get_by_role("heading", name="Rodzina z poddasza")
    expect(said).to_be_visible(timeout=4000)  # without a socket it asks every ten seconds
