"""Texts that are easy to read, in a real browser: residents choose them, a city changes them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

LINKS = {"pl": "Łatwy tekst", "en": "Easy text", "de": "Leichter Text", "uk": "Легкий текст"}
PATHS = (
    *("", "contact/", "return/", "partners/", "accessibility/statement/"),
    *("accessibility/display/", "nowhere/"),
)
EASY = "/pl/staff/accessibility/easy/"


def looks() -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Each language on a phone and at a desk; every page in each language at one of them."""
    for turn, language in enumerate(LINKS):
        yield language, PHONE, PATHS[turn % 2 :: 2]
        yield language, DESK, PATHS[(turn + 1) % 2 :: 2]


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@pytest.mark.parametrize("look", list(looks()), ids=lambda look: f"{look[0]}-{look[1]}")
def test_residents_read_them_without_javascript(
    demo_server: DemoServer,
    page_at: PageAt,
    axe: Violations,
    look: tuple[str, int, tuple[str, ...]],
) -> None:
    language, width, paths = look
    page = page_at(width, javascript=False)
    page.goto(demo_server.url("gdansk", f"/{language}/"))
    page.get_by_role("link", name=LINKS[language]).click()
    assert page.url == demo_server.url("gdansk", f"/{language}/")
    for path in paths:
        page.goto(demo_server.url("gdansk", f"/{language}/{path}"))
        lines = page.locator(".ostoja-easy__line")
        assert lines.count() >= 3, page.url
        expect(lines.first).to_be_visible()
        for picture in page.locator(".ostoja-easy__line img").all():
            assert picture.evaluate("one => one.naturalWidth") > 0
        assert_fits(page, axe)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_administrator_writes_one_and_sees_how_it_reads(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "city-admin@gdynia.example")
    page.goto(demo_server.url("gdynia", EASY))
    assert_fits(page, axe)
    page.goto(demo_server.url("gdynia", f"{EASY}no_form/pl/"))
    assert_fits(page, axe)
    first = page.locator("#id_text_1")
    first.fill("W celu uzyskania pomocy należy zadzwonić.")
    advice = page.locator("#id_text_1-plain")
    expect(advice).to_contain_text("aby, żeby")
    assert_fits(page, axe)
    page.get_by_label("Obrazek przy zdaniu 1", exact=True).select_option(label="słuchawka telefonu")
    page.get_by_role("button", name="Niżej zdanie 1").click()
    expect(page.locator("#id_text_2")).to_have_value("W celu uzyskania pomocy należy zadzwonić.")
    expect(page.locator(".ostoja-easy-phone")).to_contain_text("W celu uzyskania pomocy")
    page.locator("#id_text_2").fill(f"Zadzwoń w szerokości {width}.")
    page.locator("#id_text_2").press("Enter")
    expect(page.locator("main")).to_contain_text("Mieszkańcy już to czytają")
    expect(page.locator("#id_text_2")).to_have_value(f"Zadzwoń w szerokości {width}.")
    assert_fits(page, axe)


def test_other_texts_for_residents_are_measured_in_another_tab(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(DESK, javascript=False)
    signed_in(page, "dpo@gdynia.example")
    page.goto(demo_server.url("gdynia", "/pl/staff/privacy/parts/rights/"))
    page.locator("[name=text_pl]").fill("W celu uzyskania wsparcia należy złożyć wniosek.")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Sprawdź język").click()
    expect(opened.value.locator("main")).to_contain_text("aby, żeby")
    assert axe(opened.value) == []
    kept = page.locator("[name=text_pl]")
    expect(kept).to_have_value("W celu uzyskania wsparcia należy złożyć wniosek.")
