"""A coordinator's desk: choosing cases by keyboard and without scripts, and keeping a list."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

CONSULTANT = "consultant@gdansk.example"
CHOSEN = ".ostoja-table input[type=checkbox]:checked"


def at_list(page: Page, server: DemoServer, query: str = "") -> None:
    """The list of cases in Polish."""
    page.goto(server.url("gdansk", f"/pl/staff/cases/{query}"))


def fits(page: Page) -> bool:
    """Whether nothing reaches beyond the side of the screen."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_by_keyboard_cases_are_chosen_and_become_more_urgent(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    for width in (320, 1280):
        page = page_at(width)
        signed_in(page, CONSULTANT)
        at_list(page, demo_server)
        assert axe(page) == [] and fits(page)
        for key in ("j", "x", "j", "x", "k", "x"):
            page.keyboard.press(key)
        expect(page.locator(CHOSEN)).to_have_count(1)
        page.get_by_role("button", name="Zmień ich pilność").press("Enter")
        page.wait_for_load_state()
        assert axe(page) == [] and fits(page)
        page.get_by_label("pilne: dziś").press("Space")
        page.get_by_role("button", name="Zmień te sprawy").press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Zmieniono 1 sprawę.")
        assert axe(page) == [] and fits(page)


def test_without_scripts_a_list_is_kept_and_cases_are_given_away(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(320, javascript=False)
    signed_in(page, CONSULTANT)
    at_list(page, demo_server, "?sort=newest&columns=worker&columns=needs")
    page.get_by_role("link", name="Zapisz tę listę pod nazwą").click()
    page.get_by_label("Nazwa listy").fill("Kto co robi")
    page.get_by_label("wszyscy z organizacji").check()
    assert axe(page) == [] and fits(page)
    page.get_by_role("button", name="Zapisz", exact=True).click()
    expect(page.get_by_role("link", name="Kto co robi", exact=True)).to_have_attribute(
        "aria-current", "page"
    )
    page.locator(".ostoja-table input[type=checkbox]").first.check()
    page.get_by_role("button", name="Przydziel zaznaczone sprawy").click()
    page.get_by_role("button", name="Zmień te sprawy").click()
    expect(page.get_by_role("heading", name="Przydziel sprawy")).to_be_visible()
    assert axe(page) == [] and fits(page)


def test_two_cases_of_one_person_are_compared(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    for width in (320, 1280):
        page = page_at(width)
        signed_in(page, CONSULTANT)
        at_list(page, demo_server, "?mine=on")
        numbers = page.locator(".ostoja-table tbody th a")
        other = numbers.nth(1).inner_text().split()[0]
        numbers.first.click()
        page.get_by_text("Więcej czynności w tej sprawie").click()
        page.get_by_role("link", name="Połącz z inną sprawą").click()
        page.get_by_label("Numer drugiej sprawy").fill(other)
        assert axe(page) == [] and fits(page)
        page.get_by_role("button", name="Porównaj sprawy").click()
        expect(page.get_by_role("heading", name="Połącz dwie sprawy")).to_be_visible()
        assert axe(page) == [] and fits(page)
