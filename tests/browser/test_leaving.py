"""Leaving unseen, in a real browser and against the real server."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import DESK, PHONE, PageAt
from tests.browser.leaving import CITY, SITE, TITLE, start, whole_contact
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

GONE_WITHIN = 100  # milliseconds

Resident = Callable[..., Page]


@pytest.fixture
def resident(page_at: PageAt) -> Resident:
    """A resident's page; the neutral site is the test's own."""

    def opened(width: int = PHONE, javascript: bool = True) -> Page:
        page = page_at(width, javascript)
        page.route(f"{SITE}**", lambda route: route.fulfill(body="<p>neutral"))
        return page

    return opened


def press_shift(page: Page, times: int = 3) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_with_scripts_the_whole_contact_is_one_entry_of_the_history(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident()
    page.goto("about:blank")
    before = page.evaluate("history.length")
    whole_contact(page, demo_server)
    assert page.evaluate("history.length") == before + 1
    assert page.title() == TITLE


def test_from_the_start_page_the_contact_takes_its_place(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident()
    page.goto(demo_server.url(CITY, "/pl/"))
    before = page.evaluate("history.length")
    page.locator("main a[href='/pl/info/']").click()
    page.wait_for_url("**/pl/info/")
    assert page.evaluate("history.length") == before


def test_without_scripts_every_entry_has_the_same_title(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident(javascript=False)
    titles, addresses = set(), set()
    page.on("domcontentloaded", lambda shown: titles.add(shown.title()))
    page.on("framenavigated", lambda frame: addresses.add(frame.url.partition(".localhost")[2]))
    whole_contact(page, demo_server)
    assert titles == {TITLE}
    assert {address.partition("/")[2] for address in addresses} == {"pl/info/", "pl/info/2/"}


@pytest.mark.parametrize("way", ["mouse", "shift", "keyboard"])
def test_the_content_is_gone_at_once_and_back_shows_nothing(
    resident: Resident, demo_server: DemoServer, way: str
) -> None:
    page = resident(DESK)
    page.goto("about:blank")
    canaries = whole_contact(page, demo_server)
    if way == "mouse":
        page.locator("[data-exit]").click()
    elif way == "shift":
        press_shift(page)
    else:
        page.locator("[data-exit]").press("Enter")
    page.wait_for_url(SITE)
    page.go_back()
    assert page.url == "about:blank"
    page.go_forward()
    assert page.url == SITE
    assert canaries.second not in page.content()


@pytest.mark.parametrize("is_online", [True, False])
def test_no_more_than_a_tenth_of_a_second(
    resident: Resident, demo_server: DemoServer, is_online: bool
) -> None:
    """From the press to a painted page without a word, however the network is."""
    page = resident()
    canaries = whole_contact(page, demo_server)
    page.context.set_offline(not is_online)
    # The neutral site has nothing to show, so that the page stays and can be asked.
    page.route(f"{SITE}**", lambda route: route.fulfill(status=204))
    took = page.evaluate(
        """() => new Promise((done) => {
          const pressed = performance.now()
          const link = document.querySelector('[data-exit]')
          requestAnimationFrame(function look() {
            if (document.body.innerText.trim()) return requestAnimationFrame(look)
            // The frame after the one in which it was gone: that one was painted.
            requestAnimationFrame(() => done(performance.now() - pressed))
          })
          link.click()
        })"""
    )
    assert took <= GONE_WITHIN
    assert canaries.second not in page.content()


def test_offline_the_page_is_left_and_nothing_comes_back(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident()
    page.goto("about:blank")
    canaries = whole_contact(page, demo_server)
    page.unroute(f"{SITE}**")
    page.context.set_offline(True)
    press_shift(page)
    expect(page).not_to_have_url(re.compile("localhost"))
    assert canaries.second not in page.content()


def test_the_server_forgets_what_the_device_had(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident()
    host = demo_server.url(CITY)
    page.context.add_cookies(
        [
            {"name": "display", "value": "dark", "url": host},
            {"name": "browser", "value": "of-somebody-of-the-staff", "url": host},
        ]
    )
    start(page, demo_server)
    with page.expect_request("**/go/") as told:
        page.locator("[data-exit]").click()
    assert told.value.method == "POST"
    page.wait_for_url(SITE)
    until = time.monotonic() + 10
    while (left := names_of_cookies(page, host)) != ["browser"] and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert left == ["browser"]


def names_of_cookies(page: Page, host: str) -> list[str | None]:
    return [cookie.get("name") for cookie in page.context.cookies(host)]


def test_without_scripts_the_link_leads_out_through_the_server(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident(javascript=False)
    host = demo_server.url(CITY)
    page.context.add_cookies([{"name": "display", "value": "dark", "url": host}])
    canaries = whole_contact(page, demo_server)
    page.locator("[data-exit]").click()
    page.wait_for_url(SITE)
    assert page.context.cookies(host) == []
    assert canaries.second not in page.content()


def test_a_sentence_in_capitals_does_not_leave(resident: Resident, demo_server: DemoServer) -> None:
    page = resident(DESK)
    start(page, demo_server)
    box = page.locator("textarea[name=text]")
    box.focus()
    for letter in "POMOCY! NIE ŚPIĘ.":
        # Who hesitates presses Shift once more before the letter.
        page.keyboard.press("Shift")
        page.keyboard.down("Shift")
        page.keyboard.insert_text(letter) if not letter.isascii() else page.keyboard.press(letter)
        page.keyboard.up("Shift")
    assert "POMOCY" in box.input_value()
    assert page.title() == TITLE and "/info/" in page.url


@pytest.mark.parametrize("other", ["Control", "Alt", "Meta"])
def test_changing_the_keyboards_language_does_not_leave(
    resident: Resident, demo_server: DemoServer, other: str
) -> None:
    page = resident(DESK)
    start(page, demo_server)
    for _ in range(3):
        page.keyboard.down(other)
        page.keyboard.press("Shift")
        page.keyboard.up(other)
        page.keyboard.down("Shift")
        page.keyboard.press(other)
        page.keyboard.up("Shift")
    expect(page.locator("main h1")).to_be_visible()


def test_marking_text_with_the_mouse_does_not_leave(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident(DESK)
    start(page, demo_server)
    for _ in range(3):
        page.keyboard.down("Shift")
        page.locator("main h1").click()
        page.keyboard.up("Shift")
    expect(page.locator("main h1")).to_be_visible()


def test_the_count_is_three_dots_and_a_number(resident: Resident, demo_server: DemoServer) -> None:
    page = resident(DESK)
    start(page, demo_server)
    lit, said = page.locator(".ostoja-exit__dot--on"), page.locator("[data-presses]")
    expect(lit).to_have_count(0)
    press_shift(page, 1)
    expect(lit).to_have_count(1)
    expect(said).to_have_text("1 / 3")
    press_shift(page, 1)
    expect(said).to_have_text("2 / 3")
    page.keyboard.press("a")
    expect(lit).to_have_count(0)
    expect(said).to_have_text("")


ZOOMED = {"a phone": (320, 640), "400 % on a desk": (320, 200), "a desk": (1280, 800)}


@pytest.mark.parametrize("screen", ZOOMED)
@pytest.mark.parametrize("javascript", [True, False])
def test_the_exit_is_in_sight_at_every_zoom(
    resident: Resident, demo_server: DemoServer, screen: str, javascript: bool
) -> None:
    width, height = ZOOMED[screen]
    page = resident(width, javascript)
    page.set_viewport_size({"width": width, "height": height})
    start(page, demo_server)
    for way in (0, 300, 100_000):
        page.mouse.wheel(0, way)
        expect(page.locator("[data-exit]")).to_be_in_viewport(ratio=1)
    button = page.locator("[data-exit]").bounding_box()
    assert button is not None and button["height"] >= 44


def test_it_is_the_first_thing_that_tab_reaches(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident(DESK)
    page.goto(demo_server.url(CITY, "/pl/info/"))
    page.keyboard.press("Tab")
    expect(page.locator("[data-exit]")).to_be_focused()


def test_when_the_connection_is_lost_nothing_typed_is(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident()
    start(page, demo_server)
    page.context.set_offline(True)
    page.locator("textarea[name=text]").fill("Słowa")
    page.locator("button[name=go][value=send]").click()
    expect(page.locator("[data-no-connection]")).to_be_focused()
    expect(page.locator("textarea[name=text]")).to_have_value("Słowa")
    page.context.set_offline(False)
    # Not by the button, which lets nobody press twice within a second.
    page.locator("textarea[name=text]").evaluate(
        "(box) => box.form.requestSubmit(box.form.querySelector('[value=send]'))"
    )
    expect(page.locator(".ostoja-receipt")).to_be_visible()


def test_who_leaves_while_a_message_is_on_its_way_sees_nothing_more(
    resident: Resident, demo_server: DemoServer
) -> None:
    page = resident()
    start(page, demo_server)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/pl/info/", hold)
    page.route(f"{SITE}**", lambda route: route.fulfill(status=204))
    page.locator("textarea[name=text]").fill("Słowa")
    page.locator("button[name=go][value=send]").click()
    press_shift(page)
    for route in held:
        route.continue_()
    page.wait_for_timeout(500)
    assert page.evaluate("document.body.innerText") == ""
