"""What helps staff along: the first page, help beside pages, keys, words that are not lost."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

HOME, INBOX, KEYS = "/pl/staff/", "/pl/staff/inbox/", "/pl/staff/shortcuts/"


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize(
    "who", ["coordinator@gdansk", "city-admin@gdansk", "animator@gdynia", "concept-author@slupsk"]
)
def test_the_first_page_with_its_help_open_fits_and_is_accessible(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    *,
    who: str,
    width: int,
) -> None:
    page, city = page_at(width), who.partition("@")[2]
    signed_in(page, f"{who}.example")
    page.goto(demo_server.url(city, HOME))
    page.locator(".ostoja-help summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Do czego służy ta strona")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [KEYS, "/pl/staff/nowhere/"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_list_of_keys_and_the_missing_page_are_accessible(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    *,
    path: str,
    width: int,
) -> None:
    page = page_at(width)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", path))
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_help_opens_without_javascript(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at(PHONE, javascript=False)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", INBOX))
    page.get_by_text("Pomoc", exact=True).click()
    expect(page.get_by_text("Kto to widzi")).to_be_visible()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def switch(page: Page, button: str, *, then: str) -> None:
    """Press the button, and wait for the page that comes instead: keys reach whichever is there,
    and a page listens once it has loaded.
    """
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name=then)).to_be_visible()
    page.wait_for_load_state()


def test_keys_lead_through_lists_and_pages(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at()
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", HOME))
    press(page, "g", "i")
    page.wait_for_url(f"**{INBOX}")
    press(page, "j", "j", "k")
    first = page.locator(".ostoja-table tbody tr").first.get_by_role("link")
    expect(first).to_be_focused()
    press(page, "f")
    expect(page.get_by_label("Stan")).to_be_focused()
    press(page, "g", "s")  # in a field they are letters
    expect(page).to_have_url(re.compile(f"{INBOX}$"))
    first.focus()
    press(page, "Enter")
    page.wait_for_url("**/inbox/*/")
    press(page, "?")
    page.wait_for_url(f"**{KEYS}")


def test_the_key_of_the_search_leads_to_words_before_filters(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at()
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", "/pl/staff/cases/"))
    press(page, "f")
    expect(page.get_by_label("Imię i nazwisko, telefon")).to_be_focused()


def test_the_menu_is_closed_on_a_narrow_screen_without_javascript_too(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE, javascript=False)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", INBOX))
    menu, cases = (page.get_by_role("link", name=one, exact=True) for one in ("Menu", "Sprawy"))
    expect(cases).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(cases).to_be_visible()
    page.get_by_role("link", name="Zamknij menu").click()
    expect(cases).to_be_hidden()
    menu.click()
    cases.click()
    page.wait_for_url("**/pl/staff/cases/")
    expect(menu).to_be_visible()


def test_keys_do_nothing_with_a_modifier_beside_unsaved_words_or_when_switched_off(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page, new = page_at(), "/pl/staff/cases/new/"
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url("gdansk", new))
    press(page, "Alt+g", "s", "Control+g", "s")
    page.get_by_label("Pseudonim").fill("Osoba D")
    page.locator("h1").click()
    press(page, "g", "s", "?")
    expect(page).to_have_url(re.compile(f"{new}$"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(demo_server.url("gdansk", KEYS))
    switch(page, "Wyłącz skróty", then="Włącz skróty")
    press(page, "g", "s", "g", "c")
    expect(page).to_have_url(re.compile(f"{KEYS}$"))
    switch(page, "Włącz skróty", then="Wyłącz skróty")
    press(page, "g", "s")
    page.wait_for_url(f"**{HOME}")


def test_leaving_a_page_with_unsaved_words_asks_first_and_sending_does_not(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page, asked = page_at(), []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    signed_in(page, "consultant@gdansk.example")
    page.on("dialog", stay)
    page.goto(demo_server.url("gdansk", "/pl/staff/cases/new/"))
    page.get_by_label("Co się stało").press_sequentially("Przyszła")
    page.get_by_role("link", name="English").click(no_wait_after=True)
    expect(page.get_by_label("Co się stało")).to_have_value("Przyszła")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="Otwórz sprawę").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_resident_changes_the_language_and_keeps_the_words(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, javascript: bool
) -> None:
    page = page_at(PHONE, javascript=javascript)
    page.goto(demo_server.url("gdansk", "/pl/contact/"))
    assert axe(page) == []
    page.get_by_role("button", name="Napisz od razu").click()
    page.get_by_label("Co się stało?").press_sequentially("Nie mam gdzie spać.")
    page.get_by_role("button", name="Deutsch").click()
    page.wait_for_url("**/de/info/")
    expect(page.get_by_role("textbox")).to_have_value("Nie mam gdzie spać.")
    page.get_by_role("button", name="Jetzt senden").click()
    expect(page.locator(".ostoja-receipt")).to_be_visible()
