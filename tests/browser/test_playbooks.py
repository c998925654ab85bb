"""Tasks and playbooks in a browser: started in a case by the keyboard, written without a mouse, at
both widths and without barriers.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"
STARTED = {
    PHONE: ("Zagrożenie eksmisją", "Obejrzyj pisma i ustal, co już się stało"),
    DESK: ("Kryzys samobójczy", "Zostań w kontakcie i zapytaj wprost"),
}


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def press(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """By the keyboard."""
    found = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    found.focus()
    found.press("Enter")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_playbook_is_read_started_and_its_first_step_done(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    title, step = STARTED[width]
    page = page_at(width)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/playbooks/"))
    assert_fits(page, axe)
    press(page, "link", "Handel ludźmi")
    expect(page.get_by_text("Nie może tego zobaczyć").first).to_be_visible()
    assert_fits(page, axe)
    page.goto(demo_server.url(CITY, "/pl/staff/cases/?mine=on"))
    press(page, "link", re.compile("Wrzos"))
    assert_fits(page, axe)
    press(page, "button", "Uruchom schemat działań")
    press(page, "link", title)
    expect(page.get_by_text("Jeśli uruchomisz teraz").first).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("radio", name=title).check()
    press(page, "button", "Uruchom")
    expect(page.get_by_text("Za wami kroki: 0 z 10.").first).to_be_visible()
    assert_fits(page, axe)
    press(page, "link", step)
    assert_fits(page, axe)
    press(page, "button", "Wykonane")
    assert_fits(page, axe)
    press(page, "button", "Wykonane")
    expect(page.get_by_text("Zapisano jako wykonane.")).to_be_visible()
    expect(page.get_by_text("Za wami kroki: 1 z 10.").first).to_be_visible()
    page.goto(demo_server.url(CITY, "/pl/staff/tasks/"))
    assert_fits(page, axe)


def test_a_supervisor_changes_the_order_without_scripts_and_puts_it_into_force(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "supervisor@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/playbooks/"))
    press(page, "link", "Katastrofa lub wypadek")
    press(page, "button", "Napisz nowe wydanie")
    assert_fits(page, axe)
    press(page, "button", re.compile("^W dół Zapytaj, czy wszyscy"))
    first = page.get_by_role("heading", level=3).first
    expect(first).to_have_text("1. Zadbaj o dzieci, osoby chore i zwierzęta")
    press(page, "button", "Dodaj krok")
    press(page, "button", "Zapisz")
    expect(page.get_by_role("alert")).to_contain_text("Co trzeba zrobić")
    assert_fits(page, axe)
    page.get_by_label("Co trzeba zrobić").fill("Zapytaj o lęk przed powrotem")
    press(page, "button", "Zapisz")
    press(page, "button", "Wprowadź schemat")
    expect(page.get_by_text("To wydanie teraz obowiązuje.")).to_be_visible()
    press(page, "button", "Zatwierdź")
    expect(page.get_by_text("To wydanie jest zatwierdzone.")).to_be_visible()
    assert_fits(page, axe)
