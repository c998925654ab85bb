"""A child writes, leaves, and comes back with the code: helped first, in the look they chose."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

HELPLINE = "116 111"


def write_as_a_child(page: Page, server: DemoServer) -> None:
    page.goto(server.url("gdansk", "/de/"))
    page.get_by_role("link", name="Leichter Text").click()
    page.goto(server.url("gdansk", "/de/info/"))
    page.locator("main [name=go][value=next]").click()
    page.locator("[name=age][value=minor]").check()
    page.locator("main [name=go][value=next]").click()
    expect(page.locator("main")).to_contain_text(HELPLINE)
    page.locator("[name=text]").fill("Ich habe Angst.")
    page.wait_for_timeout(3_100)  # what comes sooner may be a machine's
    page.locator("main [name=go][value=send]").click()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_child_comes_back_with_the_code(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, width: int
) -> None:
    page = page_at(width, javascript=False)
    write_as_a_child(page, demo_server)
    expect(page.locator("main")).to_contain_text(HELPLINE)
    assert axe(page) == []
    code = " ".join(page.locator(".ostoja-receipt__code").inner_text().split())
    tops = page.locator(".ostoja-receipt__pair > span").evaluate_all(
        "spans => spans.map((span) => Math.round(span.getBoundingClientRect().top))"
    )
    assert tops[0] == tops[1] and tops[2] == tops[3], "never three groups and one"
    page.context.clear_cookies()  # as leaving does
    page.goto(demo_server.url("gdansk", "/de/info/2/"))
    assert page.locator("html[data-easy-to-read]").count() == 0
    page.locator("#code [name=code]").fill(code)
    page.get_by_role("button", name="Gespräch öffnen").click()
    expect(page.locator("html[data-easy-to-read]")).to_have_count(1)
    expect(page.locator("main")).to_contain_text(HELPLINE)
    assert page.context.cookies() == []
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
