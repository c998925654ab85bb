"""From the bell to the thing and back, and the choices: on a phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations

pytestmark = pytest.mark.browser

WHO = {True: "coordinator@gdansk.example", False: "consultant@gdansk.example"}


def check(page: Page, axe: Violations) -> None:
    """No violation, and nothing to scroll to sideways."""
    assert axe(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_the_bell_leads_to_what_waits_and_counts_down(
    page_at: PageAt, signed_in: SignedIn, axe: Violations, javascript: bool
) -> None:
    page = page_at(PHONE, javascript=javascript)
    signed_in(page, WHO[javascript])
    bell = page.locator(".ostoja-bell")
    number = int(bell.locator(".ostoja-bell__number").inner_text())
    assert number > 0
    bell.click()
    expect(page).to_have_title(re.compile("^Powiadomienia"))
    check(page, axe)
    unread = page.locator(".ostoja-notification--unread")
    expect(unread).to_have_count(number)
    unread.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Powiadomienia")
    page.locator(".ostoja-bell").click()
    expect(unread).to_have_count(number - 1)
    if number > 1:
        page.get_by_role("button", name="Oznacz wszystkie jako przeczytane").click()
    expect(page.get_by_text("Wszystko przeczytane.")).to_be_visible()
    expect(page.locator(".ostoja-bell__number")).to_have_count(0)
    check(page, axe)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_choices_are_made_with_the_keyboard_and_kept(
    page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width, javascript=width == DESK)
    signed_in(page, "partner-worker@gdansk.example")
    page.goto(page.url + "notifications/choices/")
    check(page, axe)
    label = "E-mail: Do Twojej organizacji wpłynęło skierowanie"
    select = page.get_by_label(label)
    select.focus()
    page.keyboard.press("r")  # the first choice that begins so
    expect(select).to_have_value("digest")
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_text("Zapisano ustawienia powiadomień.")).to_be_visible()
    expect(page.get_by_label(label)).to_have_value("digest")
    check(page, axe)
    page.get_by_label(label).select_option("at_once")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_label(label)).to_have_value("at_once")


def test_an_empty_list_teaches(page_at: PageAt, signed_in: SignedIn, axe: Violations) -> None:
    page = page_at(PHONE)
    signed_in(page, "analyst@gdansk.example")  # nobody else signs in as them
    page.locator(".ostoja-bell").click()
    expect(page.get_by_role("heading", name="Na razie nic")).to_be_visible()
    check(page, axe)
