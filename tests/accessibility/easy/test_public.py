"""What residents meet: the link, the text in place of the ordinary one, nothing lost."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from accessibility.easy.actions import change_easy_text, note_check
from accessibility.easy.shipped import shipped_lines
from accessibility.statement.actions import publish_statement
from ostoja.ui.easy import Line
from tests.accessibility.statement.making import whole_statement
from tests.cast import Cast, browser_of

ON, OFF = "accessibility/easy/on/", "accessibility/easy/off/"
TYPED = {"contact/", "return/"}
PAGES = {
    "": "start",
    "contact/": "contact",
    "return/": "return",
    "partners/": "directory",
    "accessibility/display/": "display",
    "accessibility/statement/": "statement",
    "nowhere/": "not_found",
}


@pytest.fixture
def resident(cast: Cast) -> Client:
    return Client(HTTP_HOST="gdansk.localhost")


def chosen(browser: Client, language: str = "pl") -> Client:
    browser.get(f"/{language}/{ON}")
    return browser


def html_of(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
@pytest.mark.parametrize("path", PAGES)
def test_each_page_shows_its_easy_text_once_chosen(
    resident: Client, path: str, language: str
) -> None:
    address = f"/{language}/{path}"
    lines = shipped_lines(PAGES[path], language)
    before = html_of(resident, address)
    if path in TYPED:  # a link would lose what was typed, so the text stands there folded
        assert '<details class="govuk-details ostoja-easy"' in before and ON not in before
    else:
        assert "ostoja-easy__line" not in before and f"{ON}?back=" in before
    back = resident.get(f"/{language}/{ON}", {"back": address})
    assert (back.status_code, back["Location"]) == (302, address)
    after = html_of(resident, address)
    shown = [after.find(line.text) for line in lines]
    assert -1 not in shown and shown == sorted(shown)
    assert (f"{OFF}?back=" in after) is (path not in TYPED)
    assert after.count("<h1") == 1 and '<details class="govuk-details ostoja-easy' not in after


def test_it_stands_in_the_place_of_the_ordinary_text(resident: Client) -> None:
    ordinary = "Institutions and organisations, with their services and hours."
    assert ordinary in html_of(resident, "/en/")
    after = html_of(chosen(resident, "en"), "/en/")
    assert ordinary not in after and "See who helps in the city" in after
    resident.get(f"/en/{OFF}")
    assert ordinary in html_of(resident, "/en/")


def test_the_form_stays_under_it(resident: Client) -> None:
    html = html_of(chosen(resident), "/pl/return/")
    assert html.index("ostoja-easy__line") < html.index('id="code"') < html.index('name="code"')


def test_it_is_kept_beside_the_other_settings_of_the_display(resident: Client) -> None:
    resident.cookies[settings.DISPLAY_COOKIE_NAME] = "1.contrast.150.."
    chosen(resident)
    html = html_of(resident, "/pl/")
    assert 'data-display="contrast"' in html and 'data-text-size="150"' in html
    resident.get(f"/pl/{OFF}")
    assert 'data-text-size="150"' in html_of(resident, "/pl/")


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"]
)
def test_the_way_back_never_leads_elsewhere(resident: Client, back: str) -> None:
    assert resident.get(f"/uk/{ON}", {"back": back})["Location"] == "/uk/"


def test_only_on_and_off_can_be_chosen(resident: Client) -> None:
    assert resident.get("/pl/accessibility/easy/perhaps/").status_code == 404
    assert resident.post(f"/pl/{ON}").status_code == 405


def test_without_the_choice_nothing_is_asked_of_the_database_for_it(
    resident: Client, django_assert_max_num_queries: Any
) -> None:
    resident.get("/pl/")
    with django_assert_max_num_queries(3) as asked:
        resident.get("/pl/")
    ordinary = len(asked.captured_queries)
    assert not [one for one in asked.captured_queries if "easy_easytext" in one["sql"]]
    chosen(resident)
    with django_assert_max_num_queries(ordinary + 1):
        resident.get("/pl/")


def test_after_sending_the_text_is_there_to_be_opened_and_nothing_is_lost(
    resident: Client,
) -> None:
    """The code has no address to come back to, so a link would lose it."""
    sent = {"text": "Pomocy", "submission": str(uuid4()), "started": ""}
    html = resident.post("/pl/contact/", sent).content.decode()
    assert "Mamy Twoją wiadomość." in html and '<details class="govuk-details ostoja-easy"' in html
    assert f"{ON}?back=" not in html
    chosen(resident)
    sent["submission"] = str(uuid4())
    html = resident.post("/pl/contact/", sent).content.decode()
    assert "Mamy Twoją wiadomość." in html and 'ostoja-easy" data-module' not in html


def test_the_statement_that_the_law_asks_for_stays_whole(resident: Client, cast: Cast) -> None:
    statement = whole_statement(by=cast.administrator)
    publish_statement(version=statement.version, by=cast.administrator)
    html = html_of(chosen(resident), "/pl/accessibility/statement/")
    assert html.count('id="a11y-status"') == 1 and "Cały tekst" in html
    assert html.index("<h1") < html.index("ostoja-easy__line") < html.index("a11y-podmiot")


def test_residents_read_the_citys_own_words_and_who_checked_them(
    resident: Client, cast: Cast
) -> None:
    lines = [Line("Pomagamy w Gdańsku <b>.", "heart"), Line("Bez obrazka.")]
    by = cast.administrator
    change_easy_text(page="start", language="pl", version=0, lines=lines, by=by)
    html = html_of(chosen(resident), "/pl/")
    assert "Pomagamy w Gdańsku &lt;b&gt;." in html and "Sprawdzili" not in html
    facts: dict[str, Any] = {"checked_by": "Koło PSONI", "checked_on": date(2026, 11, 2)}
    note_check(page="start", language="pl", version=1, by=by, **facts)
    assert "Sprawdzili: Koło PSONI" in html_of(resident, "/pl/")


def test_another_city_keeps_the_platforms_words(resident: Client, cast: Cast) -> None:
    lines = [Line("Tylko w Gdańsku.")]
    change_easy_text(page="start", language="pl", version=0, lines=lines, by=cast.administrator)
    neighbour = chosen(Client(HTTP_HOST="gdynia.localhost"))
    assert "Tylko w Gdańsku." not in html_of(neighbour, "/pl/")


def test_pictures_alone_stand_beside_ordinary_headings(resident: Client) -> None:
    heading = "What happens next"
    assert "ostoja-picture" not in html_of(resident, "/en/contact/")
    resident.cookies[settings.DISPLAY_COOKIE_NAME] = "1..100..p"
    html = html_of(resident, "/en/contact/")
    assert heading in html and 'class="ostoja-picture"' in html


def test_staff_keep_the_choice_in_their_profile(cast: Cast) -> None:
    browser = chosen(browser_of(cast.consultant))
    cast.consultant.refresh_from_db()
    assert cast.consultant.display and settings.DISPLAY_COOKIE_NAME not in browser.cookies
