"""Finding a person, and being told while typing that somebody is known."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

KNOWN = "Józefa Zmyślona"


def search(page: Page, typed: str) -> None:
    """Type and press Enter, as one does."""
    page.get_by_label("Imię i nazwisko, telefon").fill(typed)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def test_a_person_is_found_by_keyboard_and_no_address_tells_whom(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    for width in (320, 1280):
        page = page_at(width)
        signed_in(page, "consultant@gdansk.example")
        page.goto(demo_server.url("gdansk", "/pl/staff/cases/"))
        search(page, "zmislona")
        expect(page.get_by_text(KNOWN)).to_be_visible()
        assert re.fullmatch(r".*/pl/staff/cases/search/[\w-]{12}/", page.url)
        assert axe(page) == []
        page.locator(".ostoja-card a").first.click()
        page.wait_for_load_state()
        assert "/search/" not in page.url
        page.go_back()
        expect(page.get_by_text(KNOWN)).to_be_visible()
        search(page, "000 000 014")
        expect(page.get_by_text("ten sam numer telefonu")).to_be_visible()
        search(page, "nikt taki")
        expect(page.get_by_text("Nikogo nie znaleziono")).to_be_visible()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_who_is_known_is_said_while_somebody_types(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(320)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/cases/new/"))
    name = page.get_by_label("Imię i nazwisko, jeśli")
    name.press_sequentially("Juzefa Zmyślona")
    question = page.get_by_role("group", name="Czy to jedna z tych osób?")
    expect(question).to_contain_text(KNOWN)
    expect(name).to_be_focused()
    box, below = question.bounding_box(), page.get_by_label("Co się stało").bounding_box()
    assert box and below and box["y"] < below["y"], "before the rest is written down again"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Otwórz sprawę").click()
    expect(page.get_by_role("heading", name="Popraw te miejsca")).to_be_visible()
    expect(question).to_contain_text(KNOWN)
    name.fill("Ktoś Nieznany")
    expect(question).to_have_count(0)
