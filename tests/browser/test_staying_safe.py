"""The page on staying safe, reached from the first page of the contact."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, PageAt, Violations
from tests.browser.leaving import CITY
from tests.browser.server import DemoServer
from tests.products import in_turn

pytestmark = pytest.mark.browser

# What sticks out of the screen to the right, and is not cut off on purpose.
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("width", "language"), in_turn([DESK, PHONE], ["pl", "en", "de", "uk"]))
def test_the_page_on_staying_safe(
    page_at: PageAt, demo_server: DemoServer, axe: Violations, width: int, language: str
) -> None:
    page = page_at(width)
    page.goto(demo_server.url(CITY, f"/{language}/info/"))
    page.locator(f"main a[href='/{language}/info/3/']").click()
    page.wait_for_url("**/info/3/")
    expect(page.locator("h2").nth(5)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate(STICKING_OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
