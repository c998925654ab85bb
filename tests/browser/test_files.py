"""A person on a phone sends a photograph that tells where it was taken; the consultant opens it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from casework.intake.models import Conversation
from ostoja.privacy.receipts import lookup_hash
from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.casework.files.made import CANARY, SVG, document, photo

pytestmark = pytest.mark.browser

PHOTO: FilePayload = {"name": "IMG_2211.jpg", "mimeType": "image/jpeg", "buffer": photo()}
LETTER: FilePayload = {"name": "pismo.pdf", "mimeType": "application/pdf", "buffer": document()}
BAD: FilePayload = {"name": "rysunek.svg", "mimeType": "image/jpeg", "buffer": SVG}
TOLD = "Usunęliśmy: gdzie zrobiono zdjęcie, kiedy powstał plik"


def press(page: Page, go: str) -> None:
    page.locator(f"main button[name=go][value='{go}']").first.click()


def to_the_last_page(demo_server: DemoServer, page: Page, words: str) -> None:
    page.goto(demo_server.url("gdansk", "/pl/info/"))
    press(page, "words")
    expect(page.locator("main [name=step][value=words]")).to_be_attached()
    page.locator("main textarea").fill(words)
    for step in ("needs", "reach", "check"):
        press(page, "next")
        expect(page.locator(f"main [name=step][value={step}]")).to_be_attached()


def fits(page: Page, axe: Violations, width: int) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("javascript", [True, False])
def test_a_photograph_from_a_phone_reaches_the_consultant_without_its_place(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations, javascript: bool
) -> None:
    words = f"Zdjęcie listu {javascript}"
    page = page_at(PHONE, javascript)
    to_the_last_page(demo_server, page, words)
    fits(page, axe, PHONE)
    page.set_input_files("main input[type=file]", [BAD])
    press(page, "send")
    expect(page.locator(".govuk-error-summary")).to_contain_text("rysunek.svg")
    expect(page.locator("main")).to_contain_text(words)
    page.set_input_files("main input[type=file]", [PHOTO, LETTER])
    press(page, "send")
    expect(page.locator("main")).to_contain_text(TOLD)
    fits(page, axe, PHONE)
    code = page.locator(".ostoja-receipt__code").inner_text()

    desk = page_at(DESK)
    signed_in(desk, "consultant@gdansk.example")
    with demo_server.city("gdansk"):
        found = Conversation.objects.get(receipt_hash=lookup_hash(" ".join(code.split())))
    desk.goto(demo_server.url("gdansk", f"/pl/staff/inbox/{found.pk}/"))
    links = desk.locator("main a[href*='/files/']")
    expect(links).to_have_count(2)
    fits(desk, axe, DESK)
    with desk.expect_download() as saved:
        links.first.click()
    content = Path(saved.value.path()).read_bytes()
    assert content.startswith(b"\xff\xd8") and CANARY.encode() not in content
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-1-1\.jpg", saved.value.suggested_filename)

    page.goto(demo_server.url("gdansk", "/pl/info/2/"))
    page.fill("#id_code", code)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text(TOLD)
    fits(page, axe, PHONE)
    with page.expect_download() as own:
        page.get_by_role("button", name="Zapisz: Zdjęcie").click()
    assert own.value.suggested_filename == "info.jpg"


def test_a_file_goes_along_in_a_live_talk(
    demo_server: DemoServer, page_at: PageAt, signed_in: SignedIn, axe: Violations
) -> None:
    page = page_at(PHONE)
    to_the_last_page(demo_server, page, "Porozmawiajmy o zdjęciu")
    press(page, "send")
    page.get_by_role("button", name=re.compile("rozmaw", re.IGNORECASE)).first.click()
    expect(page.locator("[data-chat]")).to_be_visible()
    page.wait_for_function("document.readyState === 'complete'")  # before, the form sends itself
    page.set_input_files("#answer input[type=file]", [BAD])
    page.get_by_role("button", name="Wyślij", exact=True).click()
    expect(page.locator("#chat-error")).to_contain_text("rysunek.svg")
    page.locator("#answer textarea").fill("Oto ono")
    page.set_input_files("#answer input[type=file]", [PHOTO])
    page.get_by_role("button", name="Wyślij", exact=True).click()
    log = page.locator("[data-log]")
    expect(log).to_contain_text(TOLD)
    expect(log.get_by_role("button", name="Zapisz: Zdjęcie")).to_have_count(1)
    expect(page.locator("#answer textarea")).to_have_value("")
    fits(page, axe, PHONE)
    with page.expect_download() as own:
        log.get_by_role("button", name="Zapisz: Zdjęcie").click()
    assert own.value.suggested_filename == "info.jpg"
