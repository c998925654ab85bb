"""What the design system does in a real browser: the exit, errors, menus, and what axe finds."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.utils import translation
from playwright.sync_api import Page, Route, expect

from ostoja.ui import errors, gallery
from ostoja.ui.brand import Brand, css
from ostoja.ui.forms import Form, LongText
from ostoja.ui.navigation import NavigationItem, register
from tests.browser.conftest import DESK, PHONE, PageAt, Violations
from tests.platform.ostoja.ui.pages import PERSON, request_to, show

pytestmark = pytest.mark.browser

BRAND = Brand("#0e4a57", "#bd7d25")
HOST = "http://city.example"
NEUTRAL = "https://neutral.example/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'"
)
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
STORY = """{% extends "ui/public.html" %}{% block title %}Informacje{% endblock %}
{% block content %}
{% error_summary form %}<form>{% field form.story heading=True %}</form>
<p class="tall">{% for line in "12345678" %}<br><br><br><br>{% endfor %}</p>{% endblock %}"""


class Story(Form):
    story = LongText(label="Co się stało?", max_length=20)


def story_page(language: str) -> str:
    request = request_to(f"/{language}/contact/")
    with translation.override(language):
        form = Story({"story": "x" * 21})
        return str(engines["django"].from_string(STORY).render({"form": form}, request))


def error_page(language: str) -> str:
    return errors.page_not_found(request_to(f"/{language}/nowhere/")).content.decode()


def gallery_page(language: str, **query: str) -> str:
    request = request_to(f"/{language}/staff/components/", user=PERSON, **query)
    request.COOKIES["display"] = query.get("display", "")
    return show("ui/gallery.html", request, **gallery.context(request.GET))


def wrong_gallery_page(language: str) -> str:
    return gallery_page(language, errors="1")


PAGES: dict[str, Callable[[str], str]] = {
    "contact/": story_page,
    "nowhere/": error_page,
    "staff/components/": gallery_page,
    "staff/components/?errors=1": wrong_gallery_page,
    **{
        f"staff/components/?display={display}": partial(gallery_page, display=display)
        for display in ("light", "dark", "contrast", "calm")
    },
}
# Pairwise; the pages of the rooms are looked at in every language elsewhere.
SHOWN = [
    ("/pl/contact/", PHONE),
    ("/uk/contact/", DESK),
    ("/en/nowhere/", PHONE),
    ("/de/nowhere/", DESK),
    ("/pl/staff/components/", DESK),
    ("/en/staff/components/?errors=1", PHONE),
]


def answer(route: Route) -> None:
    """Stands in for the server: pages by their address, static files from their folder."""
    address = route.request.url.removeprefix(HOST)
    if address.startswith("/static/"):
        file = Path(str(finders.find(address.removeprefix("/static/"))))
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
    elif address.startswith("/brand/"):
        display = parse_qs(urlsplit(address).query).get("display", [""])[0]
        route.fulfill(body=css(BRAND, display), content_type=TYPES[".css"])
    else:
        html = PAGES[address[4:]](address[1:3])
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}
        route.fulfill(body=html, headers=headers)


Visit = Callable[..., Page]


@pytest.fixture
def visit(page_at: PageAt, settings: Any) -> Visit:
    """Opens a page of the made-up city; the exit leads to a site of the test's own."""
    settings.EXIT_URL = NEUTRAL
    register(NavigationItem("Pulpit", "staff_home", order=1))
    register(NavigationItem("Sprawy", "cases", order=2))

    def open_at(path: str, width: int = PHONE, javascript: bool = True) -> Page:
        page = page_at(width, javascript)
        page.route(f"{HOST}/**", answer)
        page.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="neutral"))
        page.goto(HOST + path)
        return page

    return open_at


@pytest.mark.parametrize(("path", "width"), SHOWN)
def test_axe_finds_nothing_and_nothing_sticks_out(
    visit: Visit, axe: Violations, path: str, width: int
) -> None:
    page = visit(path, width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


ASKED: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
}


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("path", ["/pl/staff/components/?errors=1", "/en/contact/"])
def test_axe_finds_nothing_in_the_display_that_the_device_asks_for(
    visit: Visit, axe: Violations, asked: str, path: str
) -> None:
    page = visit(path, DESK)
    page.emulate_media(**ASKED[asked])
    assert axe(page) == []


def test_where_colours_are_forced_shapes_stay(visit: Visit) -> None:
    page = visit("/pl/staff/components/", DESK)
    page.emulate_media(forced_colors="active")
    for one in (".govuk-tag", ".govuk-button", ".govuk-button--warning"):
        border = page.locator(one).first.evaluate("(one) => getComputedStyle(one).borderTopWidth")
        assert float(border.removesuffix("px")) >= 1


@pytest.mark.parametrize("display", ["light", "dark", "contrast", "calm"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_axe_finds_nothing_in_the_gallery_in_the_display_that_somebody_chose(
    visit: Visit, axe: Violations, display: str, width: int
) -> None:
    page = visit(f"/pl/staff/components/?display={display}", width)
    attribute = "data-calm" if display == "calm" else "data-display"
    assert page.locator("html").get_attribute(attribute) is not None
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_of_a_residents_page_are_large(visit: Visit) -> None:
    page = visit("/pl/contact/")
    heights = page.evaluate(
        """[...document.querySelectorAll('a, button, input, textarea, summary')]
           .filter((one) => !one.matches('.govuk-skip-link'))
           .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])"""
    )
    assert [(text, height) for text, height in heights if height < 44] == []


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("javascript", [True, False])
def test_the_exit_is_in_sight_wherever_one_has_scrolled(
    visit: Visit, width: int, javascript: bool
) -> None:
    page = visit("/pl/contact/", width, javascript)
    for way in (0, 400, 100_000):
        page.mouse.wheel(0, way)
        expect(page.locator("[data-exit]")).to_be_in_viewport(ratio=1)


def test_the_exit_replaces_the_page(visit: Visit) -> None:
    page = visit("/pl/contact/")
    page.click("[data-exit]")
    page.wait_for_url(NEUTRAL)
    page.go_back()
    assert HOST not in page.url


def test_the_exit_blanks_the_page_without_waiting_for_the_network(visit: Visit) -> None:
    page = visit("/pl/contact/")
    left = page.evaluate(
        """() => {
          document.querySelector('[data-exit]').click()
          return document.body.childElementCount + document.title
        }"""
    )
    assert left == "0"


def test_the_exit_works_without_javascript(visit: Visit) -> None:
    page = visit("/pl/contact/", javascript=False)
    page.click("[data-exit]")
    page.wait_for_url(NEUTRAL)


def test_three_presses_of_shift_leave(visit: Visit) -> None:
    page = visit("/pl/contact/")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url(NEUTRAL)


def test_writing_capital_letters_does_not_leave(visit: Visit) -> None:
    page = visit("/pl/contact/")
    page.locator("textarea").fill("")
    page.locator("textarea").focus()
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.url.startswith(HOST)
    assert page.locator("textarea").input_value() == "ABCD"


def test_presses_far_apart_do_not_leave(visit: Visit) -> None:
    page = visit("/pl/contact/")
    page.clock.install()
    for _ in range(4):
        page.keyboard.press("Shift")
        page.clock.fast_forward(3_000)
    assert page.url.startswith(HOST)


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_field(visit: Visit) -> None:
    page = visit("/pl/contact/")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.click(".govuk-error-summary a")
    expect(page.locator("textarea")).to_be_focused()


def test_the_count_speaks_the_pages_language(visit: Visit) -> None:
    page = visit("/uk/contact/")
    expect(page.locator(".govuk-character-count__status")).to_have_text(
        "Текст задовгий на 1 символ."
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_the_navigation_fits_a_phone(visit: Visit, javascript: bool) -> None:
    page = visit("/pl/staff/components/", javascript=javascript)
    link = page.get_by_role("link", name="Sprawy", exact=True)
    expect(link).to_be_hidden()
    page.get_by_role("button" if javascript else "link", name="Menu", exact=True).click()
    expect(link).to_be_visible()


def test_the_own_menu_closes_on_escape(visit: Visit) -> None:
    page = visit("/pl/staff/components/")
    page.click(".ostoja-menu__summary")
    expect(page.get_by_role("button", name="Wyloguj się")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Wyloguj się")).to_be_hidden()
    expect(page.locator(".ostoja-menu__summary")).to_be_focused()


def test_a_printed_receipt_is_alone_on_the_page(visit: Visit) -> None:
    page = visit("/pl/staff/components/")
    page.evaluate("document.documentElement.classList.add('ostoja-public')")
    page.emulate_media(media="print")
    expect(page.locator(".ostoja-receipt")).to_be_visible()
    for other in ("h1", "header", ".ostoja-phones", "form"):
        expect(page.locator(other).first).to_be_hidden()
