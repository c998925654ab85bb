"""Display settings: chosen without an account and without JavaScript, kept on the device."""

import pytest
from django.test import Client

from tests.cast import Cast, browser_of

ADDRESS = "/pl/accessibility/display/"


@pytest.fixture
def resident(gdansk: None) -> Client:
    return Client(HTTP_HOST="gdansk.localhost")


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_everybody_may_choose_in_their_language(resident: Client, language: str) -> None:
    answer = resident.get(f"/{language}/accessibility/display/")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize("display", ["light", "dark", "contrast", "calm"])
def test_the_choice_holds_on_every_page(resident: Client, display: str) -> None:
    answer = resident.post(ADDRESS, {"display": display})
    assert answer.headers["Location"] == "/pl/"
    cookie = answer.cookies["display"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert f'data-display="{display}"' in resident.get("/pl/").content.decode()


def test_the_device_decides_again(resident: Client) -> None:
    resident.post(ADDRESS, {"display": "dark"})
    resident.post(ADDRESS, {"display": ""})
    assert "data-display" not in resident.get("/pl/").content.decode()


def test_the_present_choice_is_marked(resident: Client) -> None:
    resident.post(ADDRESS, {"display": "calm"})
    page = resident.get(ADDRESS).content.decode()
    assert page.count("checked") == 1


@pytest.mark.parametrize("display", ["pink", "dark\x00", "x" * 10_000])
def test_an_unknown_display_is_refused(resident: Client, display: str) -> None:
    answer = resident.post(ADDRESS, {"display": display})
    assert answer.status_code == 200
    assert "display" not in answer.cookies
    assert "Błąd:" in answer.content.decode()


def test_one_goes_back_to_where_one_came_from(resident: Client) -> None:
    came_from = "http://gdansk.localhost/pl/contact/"
    page = resident.get(ADDRESS, headers={"referer": came_from}).content.decode()
    assert f'value="{came_from}"' in page
    answer = resident.post(ADDRESS, {"display": "dark", "back": came_from})
    assert answer.headers["Location"] == came_from


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(resident: Client, back: str) -> None:
    answer = resident.post(ADDRESS, {"display": "dark", "back": back})
    assert answer.headers["Location"] == "/pl/"


def test_staff_find_it_in_their_menu(cast: Cast) -> None:
    client = browser_of(cast.consultant)
    assert ADDRESS in client.get("/pl/staff/").content.decode()
    assert client.post(ADDRESS, {"display": "dark"}).status_code == 302
