"""Calls, entry points and the mailbox in a browser: with the keyboard's order, on both widths."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PageAt, SignedIn, Violations
from tests.browser.server import DemoServer


def is_wide(page: Page) -> bool:
    """Whether something sticks out of the window."""
    over: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return over > 0


@pytest.mark.parametrize("width", [320, 1280])
def test_a_call_is_written_down_and_its_code_told(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/inbox/new/"))
    assert not axe(page) and not is_wide(page)
    page.click("main button[type=submit] >> nth=0")  # nothing was said yet
    assert page.title().startswith("Błąd:") and not axe(page)
    page.fill("[name=text]", "Nie mam gdzie spać.")
    page.check("[name=wants_code]")
    page.click("main button[type=submit] >> nth=0")
    page.wait_for_url("**/recorded/")
    assert page.locator(".ostoja-receipt__pair > span").count() == 4
    assert not axe(page) and not is_wide(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_an_entry_point_and_the_mailbox_fit_and_are_usable(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "city-admin@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/mailbox/"))
    assert not axe(page) and not is_wide(page)
    page.goto(demo_server.url("gdansk", "/pl/staff/entry-points/"))
    page.click(".ostoja-card__title a >> nth=0")
    page.wait_for_url("**/about/")
    assert not axe(page) and not is_wide(page)
    with page.expect_download() as saved:
        page.click("a[href$='sheets.zip']")
    assert saved.value.suggested_filename.endswith(".zip")
    page.goto(demo_server.url("gdansk", "/pl/staff/entry-points/new/"))
    assert not axe(page) and not is_wide(page)
