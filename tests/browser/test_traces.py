"""What a browser keeps of a contact: looked for in every file of a profile on disk."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserType, Page

from tests.browser.leaving import CITY, TITLE, Canaries, start, whole_contact
from tests.browser.profile import files_of, found_in, history_of
from tests.browser.server import DemoServer

pytestmark = pytest.mark.browser

# What would tell somebody who looks into the profile what the site was visited for.
TELLING = ["/contact", "/return", "Napisz do nas", "Bezpiecznie w internecie", "Wróć z kodem"]


@contextmanager
def visit(kind: BrowserType, profile: Path, javascript: bool) -> Iterator[Page]:
    """A browser of its own with this profile, as people use it; closed as people close it."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    context = kind.launch_persistent_context(
        profile,
        executable_path=path,
        args=["--no-sandbox"],
        # What is switched off for tests is on in the world, and keeps things.
        ignore_default_args=["--disable-back-forward-cache", "--disable-component-extensions"],
        java_script_enabled=javascript,
        locale="pl-PL",
    )
    with ExitStack() as stack:
        stack.callback(context.close)
        yield context.pages[0]


def leave(page: Page, javascript: bool) -> None:
    """Press the button. The neutral site cannot be reached here: this is also leaving offline."""
    page.locator("[data-exit]").click()
    page.wait_for_timeout(1_500)  # the browser writes its sessions down after a while
    assert "localhost" not in page.url or not javascript


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def test_with_scripts_nothing_that_was_written_or_read_is_on_the_disk(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    with visit(chromium.browser_type, profile, javascript=True) as page:
        canaries = whole_contact(page, demo_server)
        leave(page, javascript=True)
    assert found_in(profile, canaries.everywhere()) == {}
    assert found_in(profile, TELLING) == {}


def test_with_scripts_the_history_shows_neutral_addresses_with_one_title(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    with visit(chromium.browser_type, profile, javascript=True) as page:
        whole_contact(page, demo_server)
        leave(page, javascript=True)
    own = {entry for entry in history_of(profile) if "localhost" in entry[0]}
    neutral = {(demo_server.url(CITY, f"/pl/{path}"), TITLE) for path in ("info/", "info/2/")}
    assert own == neutral


def test_leaving_in_the_middle_of_a_sentence_leaves_nothing(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    canaries = Canaries()
    with visit(chromium.browser_type, profile, javascript=True) as page:
        start(page, demo_server)
        page.locator("textarea[name=text]").press_sequentially(canaries.first)
        leave(page, javascript=True)
    assert found_in(profile, canaries.everywhere()) == {}


def test_closing_the_window_instead_of_leaving_leaves_nothing_either(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    with visit(chromium.browser_type, profile, javascript=True) as page:
        canaries = whole_contact(page, demo_server)
        page.wait_for_timeout(1_500)
    assert found_in(profile, canaries.everywhere()) == {}


def test_without_scripts_only_the_file_of_sessions_can_hold_what_was_sent(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    """The page on staying safe says so; see decision 0046."""
    with visit(chromium.browser_type, profile, javascript=False) as page:
        canaries = whole_contact(page, demo_server)
        leave(page, javascript=False)
    folders = {Path(name).parent.name for name in found_in(profile, canaries.everywhere())}
    assert folders <= {"Sessions"}
    assert found_in(profile, TELLING) == {}


def test_nothing_is_stored_for_the_site(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    with visit(chromium.browser_type, profile, javascript=True) as page:
        whole_contact(page, demo_server)
        kept = page.evaluate(
            """async () => [
              localStorage.length, sessionStorage.length, document.cookie.length,
              (await indexedDB.databases()).length, (await caches.keys()).length,
              (await navigator.serviceWorker.getRegistrations()).length,
            ]"""
        )
        assert kept == [0] * 6
        assert page.context.cookies() == []


def test_the_search_finds_what_is_there(
    chromium: Browser, demo_server: DemoServer, profile: Path
) -> None:
    """A page that keeps words: else the tests above could not fail."""
    canaries = Canaries()
    with visit(chromium.browser_type, profile, javascript=True) as page:
        start(page, demo_server)
        page.evaluate("(word) => localStorage.setItem('word', word)", canaries.first)
        page.goto(demo_server.url(CITY, f"/pl/?{canaries.second}"))
        page.wait_for_timeout(1_500)
    names = {Path(name).name for name in found_in(profile, [canaries.second])}
    assert "History" in names
    assert any("leveldb" in name for name in found_in(profile, [canaries.first]))
    assert len(files_of(profile)) > 20
