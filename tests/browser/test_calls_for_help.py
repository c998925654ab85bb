"""Whoever can come hears of a call for help on any page, within seconds, and once."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.casework.intake.reports import make_report

pytestmark = pytest.mark.browser

Watching = Callable[..., Page]
BOX = "[data-pressing]"
ROW = f"{BOX} [data-row]"
WITH_SOCKETS, WITHOUT = 5.0, 10.0  # seconds in which it has to be there
# What a screen reader is given: rows that come into the box while the page is open.
COUNTING = """
window.said = []
document.addEventListener('DOMContentLoaded', () => {
  const box = document.querySelector('[data-pressing]')
  if (!box) return
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) if (node.dataset) window.said.push(node.dataset.row)
    }
  }).observe(box, { childList: true })
})
"""
# Far from the inbox: one's own account, the roster, a form that one fills in.
PAGES = ("/pl/staff/account/", "/pl/staff/cases/", "/pl/staff/notifications/")


@pytest.fixture
def watching(demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn) -> Watching:
    """A supervisor's page, somewhere in Ostoja."""

    def opened(path: str, width: int = DESK, sockets: bool = True) -> Page:
        page = page_at(width)
        if not sockets:
            page.route_web_socket(re.compile("/ws/"), lambda socket: socket.close())
        signed_in(page, "supervisor@gdansk.example")
        page.add_init_script(COUNTING)
        page.goto(demo_server.url("gdansk", path))
        return page

    return opened


@pytest.fixture
def calling(demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn) -> Page:
    """A consultant's page of a conversation that has just begun."""
    with demo_server.city("gdansk"):
        begun = make_report(f"Proszę o rozmowę {uuid4()}.")
    page = page_at(DESK)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", f"/pl/staff/inbox/{begun.pk}/"))
    return page


def call(page: Page) -> tuple[str, float]:
    """Ask for help; the conversation's key, and when."""
    began = time.monotonic()
    page.get_by_role("button", name="Pomoc teraz").click()
    return page.url.split("/inbox/")[1].split("/")[0], began


@pytest.mark.parametrize(
    "where",
    [(PAGES[0], DESK, True), (PAGES[1], PHONE, True), (PAGES[2], DESK, False)],
    ids=["account", "cases on a telephone", "sockets blocked"],
)
def test_two_people_a_call_reaches_any_page_and_is_read_out_once(
    watching: Watching, calling: Page, axe: Violations, where: tuple[str, int, bool]
) -> None:
    page, [_path, width, sockets] = watching(*where), where
    page.wait_for_timeout(1500)  # what stood there at the beginning has been read out
    page.evaluate("window.said = []")
    key, began = call(calling)
    row = page.locator(ROW, has=page.locator(f"a[href*='{key}']"))
    row.wait_for(timeout=15_000)
    assert time.monotonic() - began <= (WITH_SOCKETS if sockets else WITHOUT)
    assert page.locator(BOX).get_attribute("aria-live") == "assertive"
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # asks once more
    page.wait_for_timeout(1500)
    assert len(page.evaluate("window.said")) == 1
    page.reload()
    page.wait_for_timeout(1500)
    assert page.evaluate("window.said") == []  # this window has told it already
    row.get_by_role("link").click()
    page.get_by_role("button", name="Idę").click()
    expect(row).to_have_count(0)


def test_a_call_that_came_between_two_pages_is_read_out_too(
    watching: Watching, calling: Page
) -> None:
    page = watching(PAGES[0])
    page.goto("about:blank")
    key, _began = call(calling)
    page = watching(PAGES[0])
    row = page.locator(ROW, has=page.locator(f"a[href*='{key}']"))
    own = row.get_attribute("data-row")
    page.wait_for_timeout(2500)
    assert page.evaluate("window.said").count(own) == 1


def test_in_calm_mode_it_comes_as_well_and_goes_when_somebody_comes(
    watching: Watching, calling: Page
) -> None:
    page, other = watching(PAGES[0]), watching(PAGES[1])
    page.evaluate("document.documentElement.dataset.calm = ''")
    key, _began = call(calling)
    row = page.locator(ROW, has=page.locator(f"a[href*='{key}']"))
    row.wait_for()
    moving = row.evaluate(
        "one => [one, ...one.querySelectorAll('*')].flatMap((part) => part.getAnimations()).length"
    )
    assert moving == 0
    row.get_by_role("link").focus()
    there = other.locator(ROW, has=other.locator(f"a[href*='{key}']"))
    there.get_by_role("link").click()
    other.get_by_role("button", name="Idę").click()
    page.wait_for_timeout(2500)
    expect(row).to_have_count(1)  # whoever is on its link is not thrown off
    page.locator("h1").click()
    expect(row).to_have_count(0)
