"""The whole contact as a resident goes through it, with words that can be found again."""

import re
from dataclasses import dataclass, field
from secrets import token_hex

from playwright.sync_api import Page

from tests.browser.server import DemoServer

CITY = "gdansk"
TITLE = "Informacje – Gdańsk"
SITE = "https://www.wikipedia.org/"


def _word() -> str:
    """Letters that stand nowhere else."""
    return "kanarek" + token_hex(6)


@dataclass
class Canaries:
    """What a resident typed and got: nothing of it may be found afterwards."""

    first: str = field(default_factory=_word)
    second: str = field(default_factory=_word)
    number: str = field(default_factory=lambda: f"7{int(token_hex(4), 16) % 10**8:08d}")
    code: str = ""

    def everywhere(self) -> list[str]:
        """Each in the shapes in which it was typed, shown or sent."""
        code = self.code
        shapes = [code, code.replace(" ", ""), code.replace(" ", "+"), code.replace(" ", "%20")]
        return [self.first, self.second, self.number, *(shape for shape in shapes if shape)]


def start(page: Page, server: DemoServer) -> None:
    """Open the contact, up to the question what happened."""
    page.goto(server.url(CITY, "/pl/info/"))
    page.locator("button[name=go][value=words]").click()
    page.locator("textarea[name=text]").wait_for()


def report(page: Page, canaries: Canaries) -> None:
    """Write, and read the code."""
    page.locator("textarea[name=text]").fill(f"{canaries.first}. Mój numer {canaries.number}.")
    page.locator("button[name=go][value=send]").click()
    shown = page.locator(".ostoja-receipt").inner_text()
    [canaries.code] = re.findall(r"\d{4} \d{4} \d{4} \d{4}", " ".join(shown.split()))


def check(page: Page, canaries: Canaries) -> None:
    """Type the code once, as the page asks."""
    page.locator("input[name=code]:not([type=hidden])").fill(canaries.code)
    page.get_by_role("button", name="Sprawdź kod").click()
    page.locator(".govuk-notification-banner--success").wait_for()


def come_back(page: Page, server: DemoServer, canaries: Canaries) -> None:
    """Open the conversation with the code, and write once more."""
    page.locator("main a[href='/pl/info/2/']").first.click()
    page.locator("input[name=code]:not([type=hidden])").fill(canaries.code)
    page.get_by_role("button", name="Otwórz rozmowę").click()
    page.locator("textarea[name=text]").fill(canaries.second)
    page.locator("textarea[name=text]").evaluate("(box) => box.form.requestSubmit()")
    page.get_by_text(canaries.second).first.wait_for()


def whole_contact(page: Page, server: DemoServer) -> Canaries:
    """Everything that a resident does, up to the moment of leaving."""
    canaries = Canaries()
    start(page, server)
    report(page, canaries)
    check(page, canaries)
    come_back(page, server, canaries)
    return canaries
