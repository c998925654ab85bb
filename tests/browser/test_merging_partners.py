"""Two records of one body become one in a browser: the pages fit, have no barrier, and undo."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.browser.test_shelter import assert_fits

pytestmark = pytest.mark.browser

CITY = "gdansk"
PAIR = re.compile(r"Fundacja Przykładowa Latarnia\s+i\s+Latarnia Przykładowa, fundacja")
COMPARE = re.compile(r"Porównaj wpisy\s*: Fundacja Przykładowa Latarnia")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_two_records_become_one_and_two_again(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/partners/"))
    page.get_by_role("link", name="Możliwe duplikaty").click()
    assert_fits(page, axe)
    expect(page.get_by_role("heading", level=2).filter(has_text=PAIR)).to_be_visible()
    page.get_by_role("button", name=COMPARE).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Scal dwa wpisy")
    assert_fits(page, axe)
    page.get_by_role("button", name="Scal oba wpisy").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fits(page, axe)
    for group in page.locator("fieldset").all():
        group.get_by_role("radio").first.check()
    page.get_by_role("button", name="Scal oba wpisy").click()
    expect(page.get_by_text("Oba wpisy są teraz jednym.")).to_be_visible()
    page.goto(demo_server.url(CITY, "/pl/staff/partners/duplicates/"))
    assert_fits(page, axe)
    page.get_by_role("button", name="Rozdziel wpisy").press("Enter")
    expect(page.get_by_text("To znów dwa osobne wpisy.")).to_be_visible()
    page.goto(demo_server.url(CITY, "/pl/staff/partners/"))
    page.get_by_role("link", name="Fundacja Przykładowa Latarnia", exact=True).click()
    page.get_by_role("button", name="Scal z innym wpisem").click()
    assert_fits(page, axe)
