"""What one needs every day is in sight, the rest one step away: on a desk, on a telephone, with the
keyboard and without a script.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY, HOME = "gdansk", "/pl/staff/"
WHO = ("consultant", "coordinator", "supervisor", "city-admin")
ONE_LINE = 60  # pixels
PANEL = ".ostoja-more__panel"


def opened(page: Page, server: DemoServer, path: str = HOME) -> Page:
    page.goto(server.url(CITY, path))
    return page


def fits(page: Page) -> bool:
    size = page.viewport_size
    assert size is not None
    return bool(page.evaluate("document.documentElement.scrollWidth") <= size["width"])


@pytest.mark.parametrize("who", WHO)
def test_on_a_desk_it_is_one_line_and_all_pages_are_one_step_away(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, who: str
) -> None:
    page = page_at(DESK)
    signed_in(page, f"{who}@gdansk.example")
    opened(page, demo_server)
    assert page.locator(".ostoja-navigation").evaluate("one => one.offsetHeight") <= ONE_LINE
    more = page.get_by_text("Więcej", exact=True)
    more.press("Enter")
    links = page.locator(f"{PANEL} a")
    for link in links.all():
        expect(link).to_be_in_viewport()
    assert axe(page) == [] and fits(page)
    page.keyboard.press("Escape")
    expect(page.locator(PANEL)).to_be_hidden()
    expect(more).to_be_focused()
    more.click()
    name = links.last.inner_text()
    links.last.click()
    here = page.locator(".ostoja-navigation [aria-current=page]")
    expect(here).to_have_text(name)
    expect(here).to_be_visible()
    expect(page.locator(PANEL)).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["with a script", "without"])
@pytest.mark.parametrize("who", WHO)
def test_on_a_telephone_it_opens_in_two_steps(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    *,
    who: str,
    javascript: bool,
) -> None:
    page = page_at(PHONE, javascript=javascript)
    signed_in(page, f"{who}@gdansk.example")
    opened(page, demo_server)
    menu = page.get_by_role("button" if javascript else "link", name="Menu", exact=True)
    menu.press("Enter")
    expect(page.get_by_role("link", name="Grafik dyżurów")).to_be_visible()
    expect(page.locator(PANEL)).to_be_hidden()
    page.get_by_text("Więcej", exact=True).press("Enter")
    page.locator(f"{PANEL} a").last.scroll_into_view_if_needed()
    expect(page.locator(f"{PANEL} a").last).to_be_visible()
    assert axe(page) == [] and fits(page)
    page.get_by_role("link", name="Ochrona małoletnich").press("Enter")
    expect(page).to_have_url(re.compile("/staff/minors/"))


def test_a_key_leads_to_a_page_that_is_folded_away_and_paper_has_none(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at(DESK)
    signed_in(page, "supervisor@gdansk.example")
    opened(page, demo_server)
    page.keyboard.press("g")
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile("/staff/partners/"))
    page.emulate_media(media="print")
    expect(page.locator(".ostoja-navigation")).to_be_hidden()
