"""What browser tests stand on: the demonstration as a server, Chromium, pages, people, axe.

A test asks for ``demo_server`` (addresses, codes, its database), ``page_at(width, javascript)``,
``signed_in(page, email)`` and ``axe(page)``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from weakref import WeakKeyDictionary

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests import redis_databases
from tests.browser.server import DemoServer, demo_cities, free_port, serving
from tests.databases import TemplateDatabase, drop

PageAt = Callable[..., Page]
SignedIn = Callable[[Page, str], None]
Violations = Callable[[Page], list[str]]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 320, 1280
HEIGHT = 800
WAITS = 10_000  # milliseconds, for what a page should show


@pytest.fixture(scope="module")
def demo_server(
    django_db_blocker: DjangoDbBlocker, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoServer]:
    """The demonstration on a free port; the tests of a module share it, and what they change."""
    name = f"ostoja_browser_{worker_id}"
    template = TemplateDatabase("demo")
    with django_db_blocker.unblock():
        template.build(demo_cities)
        url = template.clone(name)
    server = DemoServer(
        port=free_port(),
        database_url=url,
        redis_number=redis_databases.of_demo(worker_id),
        template=template,
        folder=tmp_path_factory.mktemp("server"),
        unblock=django_db_blocker.unblock,
    )
    with serving(server):
        yield server
    drop(name)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; for one module, since its event loop must not meet other tests."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if path is None:
        message = "No Chromium was found. Install the system's package `chromium`."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        # Playwright's loop runs in this thread, and Django would refuse to query beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        stack.callback(browser.close)
        yield browser


@pytest.fixture
def page_at(chromium: Browser) -> Iterator[PageAt]:
    """Makes a page of this width, as a person's own browser (cookies are not shared).

    The test fails when a page's script fails or the Content-Security-Policy stops something.
    """
    complaints: list[str] = []
    with ExitStack() as stack:

        def open_page(width: int = DESK, javascript: bool = True) -> Page:
            context = chromium.new_context(
                viewport={"width": width, "height": HEIGHT},
                locale="pl-PL",
            )
            stack.callback(context.close)
            context.set_default_timeout(WAITS)
            page = context.new_page()
            if not javascript:
                _turn_scripts_off(page)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda said: _note_refusal(said.text, complaints))
            return page

        yield open_page
    assert not complaints


# Playwright's own switch cannot be turned back for the moment in which axe needs scripts.
_switches: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def _turn_scripts_off(page: Page, value: bool = True) -> None:
    if page not in _switches:
        _switches[page] = page.context.new_cdp_session(page)
    _switches[page].send("Emulation.setScriptExecutionDisabled", {"value": value})


@contextmanager
def _scripts_for_us(page: Page) -> Iterator[None]:
    """Lets axe run on a page that was loaded without JavaScript; the page's own never start."""
    if page not in _switches:
        yield
        return
    _turn_scripts_off(page, False)
    yield
    _turn_scripts_off(page)


def _note_refusal(text: str, complaints: list[str]) -> None:
    if "Content Security Policy" in text:
        complaints.append(text)


@pytest.fixture
def signed_in(demo_server: DemoServer) -> SignedIn:
    """Signs a person in with password and second factor, and leaves the page on their first one.

    ``signed_in(page, "consultant@gdansk.example")``; who signed in before keeps the session.
    """

    def sign_in(page: Page, email: str) -> None:
        city = email.partition("@")[2].removesuffix(".example")
        first_page = demo_server.url(city, "/pl/staff/")
        if kept := demo_server.session_of(email):
            page.context.add_cookies(kept)
        page.goto(first_page)
        if "/sign-in/" in page.url:
            _fill_in(page, demo_server, email)
            demo_server.keep_session(email, page.context.cookies(first_page))

    return sign_in


def _fill_in(page: Page, server: DemoServer, email: str) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(server.password)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/sign-in/code/**")
    page.locator("[name=code]").fill(server.code(email))
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


@pytest.fixture
def axe() -> Violations:
    """What axe finds on a page against WCAG 2.2 A and AA and best practice, one line a thing."""

    def violations(page: Page) -> list[str]:
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        with _scripts_for_us(page):
            found = Axe().run(page, options=options).response["violations"]
        return [
            f"{one['id']}: {one['help']} – {node['target']} {node['html'][:200]}"
            for one in found
            for node in one["nodes"]
        ]

    return violations
