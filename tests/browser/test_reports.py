"""The reports in a browser: both widths, read aloud, without JavaScript, by keyboard."""

from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

PAGES = {
    "coordinator@gdansk.example": "/pl/staff/reports/?period=own&compare=before"
    "&first_day=1&first_month=1&first_year={year}&last_day=31&last_month=12&last_year={year}",
    "supervisor@gdansk.example": "/pl/staff/reports/centre/",
    "analyst@gdansk.example": "/pl/staff/reports/",
}


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("seen", list(product([PHONE, DESK], PAGES)))
def test_charts_and_tables_fit_and_are_read(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    seen: tuple[int, str],
) -> None:
    width, who = seen
    page = page_at(width)
    signed_in(page, who)
    page.goto(demo_server.url("gdansk", PAGES[who].format(year=2026)))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Raport")
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    expect(page.locator("main table").first).to_be_visible()
    assert fits(page) and axe(page) == []


def test_without_javascript_one_chooses_a_time_and_takes_a_file(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at(PHONE, javascript=False)
    signed_in(page, "analyst@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/reports/"))
    page.get_by_label("Okres").select_option(index=1)
    page.get_by_role("button", name="Pokaż").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF").click()
    assert taken.value.suggested_filename.endswith(".pdf")
