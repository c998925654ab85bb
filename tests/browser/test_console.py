"""Operators at work: a city is made page by page and backed up by a real worker; pages fit."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from ostoja.settings.environment import ROOT
from tests.browser.conftest import DESK, PHONE, PageAt, Violations
from tests.browser.server import DemoServer, environment

pytestmark = pytest.mark.browser

OPERATOR = "operator@ostoja.example"
DONE_WITHIN = 60  # seconds
LOOKED_AT_WITHIN = 30_000  # milliseconds: for lists the city is made and undone again


def enter(page: Page, server: DemoServer) -> None:
    """Sign the operator in, or go on with the session of an earlier page."""
    first_page = server.url("operator", "/pl/staff/")
    if kept := server.session_of(OPERATOR):
        page.context.add_cookies(kept)
        page.goto(first_page)
        return
    page.goto(first_page)
    page.locator("[name=login]").fill(OPERATOR)
    page.locator("[name=password]").fill(server.password)
    page.locator("[name=password]").press("Enter")
    page.locator("[name=code]").fill(server.code(OPERATOR))
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    server.keep_session(OPERATOR, page.context.cookies(first_page))


def confirm(server: DemoServer, page: Page) -> None:
    """The console asks for the second factor once it was shown more than minutes ago."""
    if "/confirm/" not in page.url:
        return
    page.locator("[name=code]").fill(server.code(OPERATOR))
    page.locator("[name=code]").press("Enter")
    page.wait_for_url(lambda url: "/confirm/" not in url)


@contextmanager
def worker(server: DemoServer) -> Iterator[None]:
    """The process that does jobs, as it runs on a server."""
    command = [sys.executable, "-m", "celery", "--quiet", "--app=ostoja.celery", "worker"]
    switches = ["--queues=jobs", "--pool=solo", "--loglevel=warning", "--without-gossip"]
    settings = {**os.environ, **environment(server), "BACKUP_ROOT": str(server.folder / "backups")}
    with (server.folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, *switches], env=settings, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def press(page: Page, name: str) -> None:
    """The button, reached and pressed with the keyboard."""
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("javascript", [True, False])
def test_powiat_pucki_is_made_and_backed_up(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, *, javascript: bool
) -> None:
    """With the keyboard alone; the second time without JavaScript, for another county."""
    name, code, slug = (
        ("powiat pucki", "2211", "powiat-pucki")
        if javascript
        else ("powiat malborski", "2209", "powiat-malborski")
    )
    page = page_at(javascript=javascript)
    enter(page, demo_server)
    page.get_by_role("link", name="Nowe miasto", exact=True).press("Enter")
    press(page, "Zacznij nowe miasto")
    page.get_by_label("Nazwa").fill(name)
    page.get_by_label("Kod TERYT").fill("2299")
    press(page, "Zapisz i dalej")
    expect(page.get_by_role("alert")).to_contain_text("Nie ma kodu TERYT")
    page.get_by_label("Kod TERYT").fill(code)
    for title in ("Adres i języki", "Od czego zaczyna"):
        press(page, "Zapisz i dalej")
        expect(page.locator("h1")).to_contain_text(title)
        assert axe(page) == []
    page.get_by_label("Miejski system interwencji kryzysowej").press("Space")
    for title in ("Części platformy", "Podstawa prawna", "Administrator danych", "Kolory"):
        press(page, "Zapisz i dalej")
        expect(page.locator("h1")).to_contain_text(title)
        assert axe(page) == []
    take_a_readable_colour(page)
    assert axe(page) == []
    page.get_by_label("Adres e-mail").fill(f"admin@{slug}.example")
    press(page, "Zapisz i dalej")
    expect(page.locator("h1")).to_contain_text("Partnerzy i kadra")
    hand_in_partners(page, axe)
    assert axe(page) == []
    press(page, "Załóż miasto")
    expect(page.locator("h1")).to_contain_text(f"{name} już jest")
    expect(page.locator("#invitation")).to_contain_text(f"http://{slug}.localhost")
    assert axe(page) == []
    back_up(page, demo_server, name, by_itself=javascript)


def take_a_readable_colour(page: Page) -> None:
    """Yellow is refused with the nearest that can be read; Back leads to a page."""
    page.get_by_label("Kolor miasta").fill("#ffff00")
    press(page, "Zapisz i dalej")
    expect(page.get_by_role("alert")).to_contain_text("kontrast wynosi 1,0 : 1")
    page.get_by_role("button", name="Weź #").press("Enter")
    expect(page.locator("h1")).to_contain_text("Pierwszy administrator")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Kolory")
    press(page, "Zapisz i dalej")
    expect(page.locator("h1")).to_contain_text("Pierwszy administrator")


def hand_in_partners(page: Page, axe: Violations) -> None:
    """A wrong row is said with its line; the mended list is taken."""
    choose_partners(page, "Szpital;NGO\n;NGO\n")
    press(page, "Zapisz i dalej")
    said = page.get_by_role("alert")
    expect(said).to_contain_text("partnerzy.csv: wiersz 3", timeout=LOOKED_AT_WITHIN)
    assert axe(page) == []
    choose_partners(page, "Szpital;NGO\n")
    press(page, "Zapisz i dalej")
    title = page.locator("h1")
    expect(title).to_contain_text("Sprawdź odpowiedzi", timeout=LOOKED_AT_WITHIN)


def choose_partners(page: Page, rows: str) -> None:
    content = f"Nazwa;Rodzaj\n{rows}".encode()
    page.get_by_label("Lista partnerów").set_input_files(
        {"name": "partnerzy.csv", "mimeType": "text/csv", "buffer": content}
    )


def back_up(page: Page, server: DemoServer, name: str, *, by_itself: bool) -> None:
    """Ask for a backup and see it done: by itself, or by the button without JavaScript."""
    page.get_by_role("link", name=f"Przejdź do: {name}").press("Enter")
    page.get_by_role("link", name="Zrób kopię zapasową").press("Enter")
    press(page, "Zrób kopię zapasową")
    state = page.get_by_role("status")
    expect(state).to_contain_text("Czeka")
    with worker(server):
        until = time.monotonic() + DONE_WITHIN
        while not by_itself and "Gotowe" not in state.inner_text() and time.monotonic() < until:
            page.get_by_role("button", name="Odśwież").press("Enter")
            page.wait_for_load_state()
        expect(state).to_contain_text("Gotowe", timeout=DONE_WITHIN * 1000)
    expect(page.locator("main")).to_contain_text(".ostoja")
    expect(page.get_by_role("button", name="Zatrzymaj")).to_have_count(0)


PAGES = (
    "",
    "?text=gda",
    "?problem=any",
    "cities/gdansk/",
    "cities/gdansk/readiness/",
    "cities/gdansk/blueprint/",
    "cities/gdansk/domains/",
    "cities/gdansk/copy/",
    "cities/gdansk/export/",
    "cities/gdansk/restore/",
    "cities/gdansk/suspend/",
    "upgrade/",
    "jobs/",
    "jobs/?state=failed",
    "record/",
    "health/",
    "onboarding/",
)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_page_fits_and_is_accessible(
    demo_server: DemoServer, page_at: PageAt, axe: Violations, width: int
) -> None:
    page = page_at(width)
    enter(page, demo_server)
    for path in PAGES:
        page.goto(demo_server.url("operator", f"/pl/staff/{path}"))
        confirm(demo_server, page)
        page.locator(".ostoja-help summary").press("Enter")
        expect(page.get_by_text("Do czego służy ta strona")).to_be_visible()
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
