"""Outreach visits in a browser: the pages fit and have no barrier, and one goes out and comes back
by tapping, with the keyboard and without a script.
"""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

CITY = "gdansk"


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_every_page_of_visits_fits_and_has_no_barrier(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, width: int
) -> None:
    page = page_at(width)
    signed_in(page, "supervisor@gdansk.example")
    for path in ("", "new/", "settings/"):
        page.goto(demo_server.url(CITY, f"/pl/staff/visits/{path}"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_fits(page, axe)
    page.get_by_label("Tyle minut przed końcem dostają łagodne przypomnienie").fill("0")
    page.get_by_role("button", name="Zapisz").press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_fits(page, axe)


def test_out_and_back_with_an_alarm(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    signed_in(page, "consultant@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/visits/new/"))
    page.get_by_label("Dokąd").fill("ul. Zmyślona 99")
    page.get_by_role("button", name="Zaplanuj").press("Enter")
    expect(page.get_by_text("Wizyta zaplanowana.")).to_be_visible()
    assert_fits(page, axe)
    visit = page.url
    page.get_by_role("button", name="Jesteśmy na miejscu").press("Enter")
    expect(page.get_by_text("Zapisano: jesteście na miejscu.")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("button", name="Potrzebuję pomocy").click()
    expect(page.get_by_text("Alarm z wizyty")).to_be_visible()
    assert_fits(page, axe)
    page.get_by_role("button", name="Już wyszliśmy").click()
    assert_fits(page, axe)
    page.get_by_label("musieliśmy wyjść: zagrożenie").check()
    page.get_by_role("button", name="Już wyszliśmy").press("Enter")
    expect(page.get_by_text("Zapisano: już wyszliście.")).to_be_visible()
    boss = page_at(DESK)
    signed_in(boss, "supervisor@gdansk.example")
    boss.goto(visit)
    assert_fits(boss, axe)
    boss.get_by_role("button", name="Przejmuję alarm").press("Enter")
    boss.get_by_role("button", name="Zamknij alarm").click()
    assert_fits(boss, axe)
    boss.get_by_label("Co zrobiono").fill("Dodzwoniłam się, są bezpieczni.")
    boss.get_by_role("button", name="Zamknij alarm").press("Enter")
    expect(boss.get_by_text("Alarm jest zamknięty.")).to_be_visible()
    expect(boss.get_by_text("Alarm z wizyty")).to_have_count(0)


def close(boss: Page) -> None:
    """The alarm of the visit on this page is over, and so is the visit."""
    boss.get_by_role("button", name="Zamknij alarm").click()
    boss.get_by_label("Co zrobiono").fill("Dodzwoniłam się, są bezpieczni.")
    boss.get_by_label("Wizyta się skończyła: wszyscy wyszli").check()
    boss.get_by_role("button", name="Zamknij alarm").press("Enter")
    expect(boss.get_by_text("Alarm jest zamknięty.")).to_be_visible()


def alarming(page: Page, server: DemoServer, place: str) -> str:
    """A visit of the person of this page, who needs help; its key."""
    page.goto(server.url(CITY, "/pl/staff/visits/new/"))
    page.get_by_label("Dokąd").fill(place)
    page.get_by_role("button", name="Zaplanuj").press("Enter")
    expect(page.get_by_text("Wizyta zaplanowana.")).to_be_visible()
    key = page.url.split("/visits/")[1].split("/")[0]
    page.get_by_role("button", name="Potrzebuję pomocy").click()
    return key


@pytest.mark.parametrize("sockets", [True, False], ids=["with sockets", "blocked"])
def test_an_alarm_comes_by_itself_above_a_page_that_is_open(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    *,
    sockets: bool,
) -> None:
    goes, boss = page_at(PHONE), page_at(DESK)
    if not sockets:
        boss.route_web_socket(re.compile("/ws/"), lambda socket: socket.close())
    signed_in(goes, "consultant@gdansk.example")
    signed_in(boss, "supervisor@gdansk.example")
    boss.goto(demo_server.url(CITY, "/pl/staff/account/"))
    boss.evaluate("document.documentElement.dataset.calm = ''")
    key = alarming(goes, demo_server, f"ul. Zmyślona {sockets:d}")
    began = time.monotonic()
    row = boss.locator("[data-row]", has=boss.locator(f"a[href*='{key}']"))
    row.wait_for(timeout=15_000)
    assert time.monotonic() - began <= (5.0 if sockets else 10.0)
    expect(row).to_contain_text("Alarm z wizyty")
    assert axe(boss) == []
    row.get_by_role("link").focus()
    other = page_at(DESK)
    signed_in(other, "supervisor@gdansk.example")
    other.goto(demo_server.url(CITY, f"/pl/staff/visits/{key}/"))
    other.get_by_role("button", name="Przejmuję alarm").press("Enter")
    said = boss.locator("[data-row]", has_text="Alarmem zajmuje się")
    said.filter(has=boss.locator(f"a[href*='{key}']")).wait_for(timeout=15_000)
    assert boss.evaluate("document.activeElement.closest('[data-row]') !== null")
    expect(row).to_have_count(2)  # what holds the focus stays until it goes
    boss.locator("h1").click()
    expect(row).to_have_count(1)
    close(other)
    row.wait_for(state="detached", timeout=15_000)


def test_who_has_signed_out_elsewhere_is_asked_nothing_more(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn
) -> None:
    page = page_at(DESK)
    signed_in(page, "coordinator@gdansk.example")
    page.goto(demo_server.url(CITY, "/pl/staff/account/"))
    other, closed = page.context.new_page(), []
    with other.expect_websocket() as opened:
        other.goto(demo_server.url(CITY, "/pl/staff/cases/"))
    opened.value.on("close", lambda _socket: closed.append(True))
    other.wait_for_timeout(1500)
    page.locator(".ostoja-staff-header .ostoja-menu summary").click()
    page.get_by_role("button", name="Wyloguj").click()
    expect(page).to_have_url(re.compile("/sign-in/"))
    other.wait_for_timeout(2000)
    assert closed == [True]
