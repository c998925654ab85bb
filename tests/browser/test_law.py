"""The pages that the law asks for, in a real browser: the statement and the privacy notice."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

LANGUAGES = ("pl", "en", "de", "uk")
PATHS = ("accessibility/statement/", "privacy/", "privacy/easy/")
STATEMENT = "/pl/staff/accessibility/statement/"


def looks() -> Iterator[object]:
    """Each page in each language, on a phone or at a desk, in turn in the three cities.

    The other of the two is left to the long proof.
    """
    cities = ("gdansk", "gdynia", "slupsk")
    for number, path in enumerate(PATHS):
        for turn, language in enumerate(LANGUAGES):
            here, there = [(PHONE, DESK), (DESK, PHONE)][(number + turn) % 2]
            look = cities[(number + turn) % 3], language, here, path
            yield pytest.param(look, id=str(look))
            look = cities[(number + turn + 1) % 3], language, there, path
            yield pytest.param(look, id=str(look), marks=pytest.mark.prove)


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@pytest.mark.parametrize("look", list(looks()))
def test_residents_read_them(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, look: tuple[str, str, int, str]
) -> None:
    city, language, width, path = look
    page = page_at(width)
    page.goto(demo_server.url(city, f"/{language}/{path}"))
    assert_fits(page, axe)
    for picture in page.locator("main img").all():
        assert picture.evaluate("one => one.naturalWidth") > 0


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_administrator_looks_after_the_statement(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "city-admin@slupsk.example")
    for path in ("", "edit/", "preview/?language=uk"):
        page.goto(demo_server.url("slupsk", STATEMENT + path))
        assert_fits(page, axe)


def test_half_a_statement_is_refused_and_the_way_leads_to_what_is_missing(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at()
    signed_in(page, "city-admin@gdynia.example")
    page.goto(demo_server.url("gdynia", f"{STATEMENT}edit/"))
    contact = page.locator("details").filter(has=page.locator("[name=contact_uk]"))
    contact.locator("summary").click()
    page.fill("[name=contact_uk]", "")
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_role("button", name="Opublikuj deklarację").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert_fits(page, axe)
    page.locator(".govuk-error-summary a").click()
    page.locator("[name=contact_uk]").fill("Координатор")
    assert_fits(page, axe)
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_role("button", name="Opublikuj deklarację").click()
    expect(page.locator("main")).to_contain_text("Mieszkańcy już to czytają")
    page.goto(demo_server.url("gdynia", "/uk/accessibility/statement/"))
    expect(page.locator("#a11y-kontakt")).to_have_text("Координатор")


def test_the_officer_rewrites_and_confirms_the_notice(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "dpo@gdansk.example")
    for path in ("parts/rights/", "controller/", ""):
        page.goto(demo_server.url("gdansk", f"/pl/staff/privacy/{path}"))
        assert_fits(page, axe)
    page.get_by_role("button", name="Przeczytano i potwierdzam").click()
    expect(page.locator("main")).to_contain_text("Mieszkańcy widzą dzisiejszą datę")
    page.goto(demo_server.url("gdansk", "/pl/privacy/"))
    expect(page.locator("main time")).to_have_count(1)
    assert_fits(page, axe)
