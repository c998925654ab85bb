"""The statistics page in a browser: both widths, without JavaScript, by keyboard, in dark."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.casework.intake.figures.making import answered, came

pytestmark = pytest.mark.browser

PATH = "/pl/staff/statistics/?period=30&compare=before"


@pytest.fixture(autouse=True)
def _people_wrote(demo_server: DemoServer) -> None:
    """At all hours of the last days, in several languages and ways."""
    now = datetime.now(UTC)
    with demo_server.city("gdansk"):
        for at in range(40):
            channel = ("form", "chat", "phone", "email")[at % 4]
            language = ("pl", "uk", "de", "en")[at * at % 4]
            row = came(now - timedelta(hours=17 * at + 1), channel=channel, language=language)
            if at % 3:
                answered(row, after=at * 4)


def open_all(page: Page) -> None:
    """The tables, as a person with a keyboard opens them."""
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_charts_and_tables_fit_and_are_read(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url("gdansk", PATH))
    assert axe(page) == []
    expect(page.get_by_role("img").first).to_be_visible()
    for number in page.locator(".ostoja-chart__text").all()[:3]:
        assert number.bounding_box()["height"] >= 10  # type: ignore[index]
    open_all(page)
    expect(page.locator("main table").first).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_one_chooses_days_and_saves_a_month(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE, javascript=False)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/statistics/"))
    page.locator("[name=period]").select_option("own")
    page.locator("main form").first.locator("button").click()
    assert page.title().startswith("Błąd:") and axe(page) == []
    page.locator("[name=period]").select_option("90")
    page.locator("main form").first.locator("button").click()
    expect(page.locator(".ostoja-stats")).to_be_visible()
    with page.expect_download() as saved:
        page.locator("main form").last.locator("button").click()
    assert saved.value.suggested_filename.startswith("ostoja-20")
