"""The record of a case in the browser: notes, people around, the plan, by keyboard and small."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser
CITY, CONSULTANT = "gdansk", "consultant@gdansk.example"
SHOTS = os.environ.get("SHOTS", "")


def looked_at(page: Page, axe: Violations, name: str) -> None:
    """Nothing hangs over the edge, axe is content; a picture of it where somebody wants one."""
    width = page.viewport_size["width"]  # type: ignore[index]
    if SHOTS:
        path = Path(SHOTS) / f"{name}-{width}.png"
        page.screenshot(path=path, full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert axe(page) == [], name


def press(page: Page, role: str, name: str | re.Pattern[str]) -> None:
    """By keyboard, until the page that it leads to stands: each of them leads to one."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.press("Enter")  # type: ignore[arg-type]


@pytest.mark.parametrize("how", [(DESK, True), (PHONE, False)], ids=["desk", "phone"])
def test_a_record_is_kept_by_keyboard(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    how: tuple[int, bool],
) -> None:
    width, javascript = how
    page = page_at(width, javascript)
    signed_in(page, CONSULTANT)
    page.goto(demo_server.url(CITY, "/pl/staff/cases/?mine=on"))
    press(page, "link", re.compile("Wrzos"))
    case = page.url
    expect(page.get_by_text("Z osobą mieszka ktoś, kto stosuje przemoc").first).to_be_visible()
    assert "Zenobiusz" not in page.content()
    looked_at(page, axe, "case")
    press(page, "link", "Osoba stosująca przemoc")
    expect(page.get_by_text("Zenobiusz Zmyślony")).to_be_visible()
    looked_at(page, axe, "person")
    page.goto(case)
    press(page, "button", "Dodaj osobę")
    looked_at(page, axe, "person-form")
    press(page, "button", "Zapisz")
    expect(page.get_by_role("alert")).to_contain_text("Kto to jest")
    page.get_by_role("radio", name="brat lub siostra").check()
    press(page, "button", "Zapisz")
    expect(page.get_by_text("Brat lub siostra").last).to_be_visible()
    press(page, "button", "Dodaj notatkę")
    looked_at(page, axe, "note")
    plan_with_a_step(page, axe, case, f"Zapytać siostrę o noclegi {width}")
    page.goto(f"{case}edit/")
    looked_at(page, axe, "facts")


def plan_with_a_step(page: Page, axe: Violations, case: str, title: str) -> None:
    """A step towards a goal, and a talk about the plan."""
    page.goto(case)
    press(page, "button", "Otwórz plan")
    looked_at(page, axe, "plan")
    press(page, "link", re.compile("Dodaj krok"))
    page.locator("[name=title]").fill(title)
    looked_at(page, axe, "step")
    press(page, "button", "Zapisz")
    page.goto(f"{case}plan/")
    expect(page.get_by_role("link", name=title)).to_be_visible()
    press(page, "button", "Zapisz rozmowę")
    looked_at(page, axe, "talk")
    page.get_by_role("radio", name="idzie zgodnie z planem").check()
    page.get_by_role("radio", name="zgadza się", exact=True).check()
    press(page, "button", "Zapisz")
    expect(page.get_by_text("idzie zgodnie z planem").first).to_be_visible()
    looked_at(page, axe, "plan-after")
