"""Support access from the consent to its end, in the browsers of a city and of an operator."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.newcomers import operate
from tests.browser.server import DemoServer
from tests.browser.test_console import confirm, enter

pytestmark = pytest.mark.browser

ADMIN = "city-admin@gdynia.example"
CITY = "gdynia"
PURPOSE = "Kolory się nie zapisują."


def assert_fits(page: Page, axe: Violations) -> None:
    assert axe(page) == [], page.url
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url


def let_in(server: DemoServer, page: Page, axe: Violations) -> None:
    page.goto(server.url(CITY, "/pl/staff/support/"))
    assert_fits(page, axe)
    page.get_by_role("button", name="Wpuść wsparcie").click()
    page.get_by_label("W jakim celu").fill(PURPOSE)
    page.get_by_role("button", name="Wpuść wsparcie").click()
    expect(page.get_by_role("alert")).to_contain_text("Wybierz, na jak długo")
    expect(page.get_by_label("W jakim celu")).to_have_value(PURPOSE)
    assert_fits(page, axe)
    page.get_by_label("1 godzina").check()
    page.get_by_role("button", name="Wpuść wsparcie").click()
    expect(page.locator("main")).to_contain_text("mogą teraz wejść do Waszego miasta")
    assert_fits(page, axe)


def go_in(server: DemoServer, page: Page, axe: Violations) -> None:
    page.goto(server.url("operator", f"/pl/staff/cities/{CITY}/"))
    expect(page.locator("main")).to_contain_text(PURPOSE)
    assert_fits(page, axe)
    page.get_by_role("link", name="Wejdź do miasta jako wsparcie").click()
    assert_fits(page, axe)
    page.get_by_role("button", name="Przygotuj wejście").click()
    if "/confirm/" in page.url:
        confirm(server, page)
        page.get_by_role("button", name="Przygotuj wejście").click()
    assert_fits(page, axe)
    page.get_by_role("button", name="Wejdź: Gdynia").click()
    page.wait_for_url(server.url(CITY, "/pl/staff/"))


def status_of(page: Page, url: str) -> int:
    answer = page.goto(url)
    assert answer is not None
    return answer.status


@pytest.mark.parametrize(("width", "javascript"), [(DESK, True), (PHONE, False)])
def test_a_city_lets_support_in_and_sends_it_away(
    demo_server: DemoServer,
    page_at: PageAt,
    signed_in: SignedIn,
    axe: Violations,
    *,
    width: int,
    javascript: bool,
) -> None:
    administrator, operator = page_at(width, javascript), page_at(width, javascript)
    signed_in(administrator, ADMIN)
    enter(operator, demo_server)
    operator.goto(demo_server.url("operator", f"/pl/staff/cities/{CITY}/"))
    expect(operator.locator("main")).to_contain_text("Miasto nie dało zgody")
    assert shown(demo_server) == "not allowed by the city"

    let_in(demo_server, administrator, axe)
    assert shown(demo_server).startswith("until ")
    go_in(demo_server, operator, axe)
    expect(operator.locator("body")).to_contain_text("Jesteś tu jako wsparcie")
    assert_fits(operator, axe)
    assert status_of(operator, demo_server.url(CITY, "/pl/staff/city/colours/")) == 200
    assert_fits(operator, axe)
    for closed in ("cases", "people", "audit", "support", "account", "meetings"):
        assert status_of(operator, demo_server.url(CITY, f"/pl/staff/{closed}/")) == 404
    expect(operator.locator("body")).to_contain_text("Jesteś tu jako wsparcie")

    administrator.goto(demo_server.url(CITY, "/pl/staff/support/"))
    expect(administrator.locator("main")).to_contain_text("jest teraz w mieście")
    administrator.goto(demo_server.url(CITY, "/pl/staff/notifications/"))
    expect(administrator.locator("main")).to_contain_text("Operator platformy wszedł")
    administrator.goto(demo_server.url(CITY, "/pl/staff/audit/"))
    expect(administrator.locator("main")).to_contain_text("Wsparcie otworzyło stronę /staff/city/")
    administrator.goto(demo_server.url(CITY, "/pl/staff/support/"))
    administrator.get_by_role("button", name="Wycofaj zgodę").click()
    expect(administrator.locator("main")).to_contain_text("Kto był w środku, stracił dostęp")
    assert_fits(administrator, axe)

    operator.goto(demo_server.url(CITY, "/pl/staff/city/colours/"))
    assert "/sign-in/" in operator.url


def test_who_leaves_comes_to_a_page_that_leads_back(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    administrator, operator = page_at(), page_at(PHONE)
    signed_in(administrator, ADMIN)
    enter(operator, demo_server)
    let_in(demo_server, administrator, axe)
    go_in(demo_server, operator, axe)
    operator.get_by_role("button", name="Opuść miasto").click()
    expect(operator.locator("h1")).to_have_text("Jesteś już poza miastem")
    assert_fits(operator, axe)
    operator.get_by_role("link", name="Do konsoli").click()
    operator.wait_for_url(demo_server.url("operator", "/pl/staff/"))
    administrator.goto(demo_server.url(CITY, "/pl/staff/support/"))
    administrator.get_by_role("button", name="Wycofaj zgodę").click()


def shown(server: DemoServer) -> str:
    done = operate(server, "show", CITY)
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout)["support"])
