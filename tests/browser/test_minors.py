"""Protection of minors in a browser: pages fit and have no barrier, and a card is opened."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.browser.test_shelter import assert_fits

pytestmark = pytest.mark.browser

CITY = "gdansk"
BODY = "Fundacja Przykładowa Latarnia"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_what_residents_read_fits_and_has_no_barrier(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, width: int
) -> None:
    page = page_at(width)
    for language in ("pl", "uk"):
        page.goto(demo_server.url(CITY, f"/{language}/minors/"))
        assert_fits(page, axe)
        page.get_by_role("link", name=BODY).press("Enter")
        expect(page.get_by_text("Nikt nie może Cię bić")).to_be_visible()
        assert_fits(page, axe)
    page.goto(demo_server.url(CITY, "/pl/minors/"))
    page.get_by_role("link", name=BODY).click()
    page.get_by_role("link", name="Przeczytaj całe standardy").click()
    expect(page.get_by_role("heading", name="Jak odnosimy się do dzieci")).to_be_visible()
    assert_fits(page, axe)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_standards_are_read_and_looked_after(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "city-admin@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/minors/"))
    assert_fits(page, axe)
    page.get_by_role("link", name=BODY).press("Enter")
    assert_fits(page, axe)
    for link in ("Kto przeczytał", "Zapisz przegląd", "Wskaż osobę", "Przeczytaj, co obowiązuje"):
        page.get_by_role("button", name=link).or_(page.get_by_role("link", name=link)).first.click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page, axe)
        page.go_back()
    page.get_by_role("button", name="Napisz nowe wydanie").or_(
        page.get_by_role("link", name="Wydanie 2")
    ).first.click()
    assert_fits(page, axe)


def test_a_card_is_opened_and_written_on(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "partner-worker-3@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/minors/interventions/"))
    assert_fits(page, axe)
    page.get_by_role("button", name="Załóż kartę interwencji").press("Enter")
    assert_fits(page, axe)
    page.get_by_role("button", name="Załóż kartę").click()
    expect(page.get_by_role("alert")).to_contain_text("Dziecko")
    assert_fits(page, axe)
    page.get_by_label("inne dziecko").check()
    page.get_by_label("Dziecko", exact=True).fill("Staś (zmyślony), 8 lat")
    page.get_by_label("Co się stało").fill("Przykład: popychanie na korytarzu.")
    page.get_by_role("button", name="Załóż kartę").click()
    expect(page.get_by_text("Kartę założono.")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("button", name="Zapisz, co zrobiono").click()
    page.get_by_label("Spotkanie z opiekunami").check()
    page.get_by_label("Co dokładnie i z kim").fill("Przykład: rozmowa z opiekunami.")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Przykład: rozmowa z opiekunami.")).to_be_visible()
    assert_fits(page, axe)
