"""A clerk with a narrow window imports an old Excel file, mends a row, imports it, undoes it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, PageAt, SignedIn, Violations
from tests.browser.server import DemoServer
from tests.casework.partners.tables.partner_files import excel, old_excel, partners

pytestmark = pytest.mark.browser

CLERK = "city-admin@gdansk.example"


def is_narrow_enough(page: Page) -> bool:
    """Whether nothing has to be pushed sideways."""
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return int(width) <= 0


def looked_at(page: Page, axe: Violations, words: str) -> None:
    """The page with these words is there, fits, and breaks no rule."""
    expect(page.get_by_text(words).first).to_be_visible()
    assert is_narrow_enough(page), words
    assert not axe(page), words


@pytest.fixture(params=[(PHONE, False), (DESK, True)], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, page_at: PageAt, signed_in: SignedIn) -> Page:
    """The clerk's page: narrow and without JavaScript, and wide with it."""
    found = page_at(*request.param)
    signed_in(found, CLERK)
    return found


def test_import_mend_and_undo(
    page: Page, demo_server: DemoServer, axe: Violations, tmp_path: Path
) -> None:
    page.goto(demo_server.url("gdansk", "/pl/staff/tables/"))
    looked_at(page, axe, "Ostatnio wczytane pliki")
    _bring_in(page, tmp_path, excel([["Nowa", 1]], ["Imię", "Nazwa skócona"]), "zly.xlsx")
    expect(page).to_have_title("Błąd: Importuj plik: Podmioty partnerskie – Ostoja – Gdańsk")
    looked_at(page, axe, "Nazwa skócona")

    page.goto(demo_server.url("gdansk", "/pl/staff/tables/"))
    _bring_in(page, tmp_path, old_excel(partners()[:20]), "partnerzy.xls")
    looked_at(page, axe, "To tylko podgląd")
    page.get_by_role("button", name="Importuj 19 wierszy").click()
    expect(page.get_by_text("Dodano: 19, zmieniono: 0")).to_be_visible()

    page.get_by_role("link", name="Popraw wiersz 19").click()
    looked_at(page, axe, "to nie jest NIP")
    page.get_by_label("NIP", exact=True).fill("583-000-00-26")
    page.get_by_role("button", name="Zapisz wiersz").click()
    looked_at(page, axe, "Wiersz 19 jest w porządku")
    page.get_by_role("button", name="Importuj 1 wiersz").click()
    looked_at(page, axe, "Wszystkie wiersze pliku są zapisane")

    page.get_by_role("link", name="Cofnij ten import").click()
    looked_at(page, axe, "zostanie usunięte")
    page.get_by_role("button", name="Cofnij ten import").click()
    looked_at(page, axe, "Cofnięto wierszy: 20. Nie cofnięto: 0.")


def _bring_in(page: Page, folder: Path, content: bytes, name: str) -> None:
    file = folder / name
    file.write_bytes(content)
    page.get_by_role("button", name=re.compile("Importuj plik.Podmioty")).click()
    page.get_by_label("Plik z tabelą").set_input_files(file)
    page.get_by_role("button", name="Sprawdź plik").click()
