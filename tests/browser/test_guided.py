"""The guided start in a real browser: every page, in four languages, on a phone and a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from casework.intake.models import Conversation
from tests.browser.conftest import DESK, PHONE, PageAt, Violations
from tests.browser.server import DemoServer
from tests.products import in_turn

pytestmark = pytest.mark.browser

WORDS = "Boję się wracać do domu."
SMALLEST_TARGET = 44
TARGETS = """['a', 'button', 'input', 'textarea', 'summary']
  .flatMap((kind) => [...document.querySelectorAll(`main ${kind}`)])
  .filter((one) => one.getClientRects().length && one.type !== 'hidden')
  .map((one) => [one.textContent.trim() || one.name, one.getBoundingClientRect().height])"""


def press(page: Page, go: str) -> None:
    """A button of the page by what it does, in any language."""
    page.locator(f"main button[name=go][value='{go}']").first.click()


def ways(page: Page) -> Iterator[str]:
    """Through all pages, with what is wrong on two of them."""
    yield "safety"
    press(page, "next")
    page.locator("[name=about][value=me]").check()
    yield "about"
    press(page, "next")
    press(page, "next")
    yield "words with an error"
    page.locator("main textarea").fill(WORDS)
    press(page, "next")
    page.locator("[name=needs]").first.check()
    yield "needs"
    press(page, "next")
    page.locator("[name=may_call][value=yes]").check()
    yield "reach"
    press(page, "next")
    page.fill("[name=phone]", "12")
    press(page, "next")
    yield "safely with an error"
    page.fill("[name=phone]", "600 100 200")
    press(page, "next")
    yield "check"
    press(page, "change:about")
    page.locator("[name=age][value=minor]").check()
    yield "changing"
    press(page, "next")
    yield "check of a child"
    press(page, "send")
    yield "receipt"


@pytest.mark.parametrize(("language", "width"), in_turn(["pl", "en", "de", "uk"], [PHONE, DESK]))
def test_axe_finds_nothing_on_any_page_and_targets_are_large(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, language: str, width: int
) -> None:
    page = page_at(width, javascript=False)
    page.goto(demo_server.url("gdansk", f"/{language}/info/"))
    address, seen = page.url, 0
    for where in ways(page):
        assert axe(page) == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        small = [one for one in page.evaluate(TARGETS) if one[1] < SMALLEST_TARGET]
        assert small == [], where
        assert page.url == address and page.title().endswith("– Gdańsk"), where
        seen += 1
    assert seen == 10
    expect(page.locator(".ostoja-receipt__code")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_keyboard_alone_is_enough(
    demo_server: DemoServer, page_at: PageAt, javascript: bool
) -> None:
    page = page_at(PHONE, javascript)
    page.goto(demo_server.url("gdansk", "/pl/info/"))
    for name in ("Zacznij", "Dalej"):
        _tab_to(page, name)
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    _tab_to(page, "Dalej")
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.locator("main textarea").focus()
    page.keyboard.type(WORDS)
    _tab_to(page, "Wyślij już teraz")
    page.keyboard.press("Enter")
    expect(page.locator(".ostoja-receipt__code")).to_be_visible()


def _tab_to(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    expect(button).to_be_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        if button.evaluate("(one) => one === document.activeElement"):
            return
    raise AssertionError(f"{name} cannot be reached")


def test_enter_in_a_field_goes_on_and_a_double_click_sends_once(
    demo_server: DemoServer, page_at: PageAt
) -> None:
    page = page_at(PHONE, javascript=False)
    page.goto(demo_server.url("gdansk", "/pl/info/"))
    press(page, "words")
    page.locator("main textarea").fill(f"{WORDS} Dwa kliknięcia.")
    press(page, "next")
    press(page, "next")
    page.locator("[name=check_word]").press("Enter")
    expect(page.locator("h1")).to_have_text("Sprawdź odpowiedzi")
    with demo_server.city("gdansk"):
        before = Conversation.objects.count()
    page.get_by_role("button", name="Wyślij", exact=True).dblclick()
    expect(page.locator(".ostoja-receipt__code")).to_be_visible()
    with demo_server.city("gdansk"):
        assert Conversation.objects.count() == before + 1
