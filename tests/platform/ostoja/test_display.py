"""Display settings: chosen without an account and without JavaScript, and kept."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from ostoja.ui.display import DisplaySettings, keep, known_settings, settings_of
from tests.cast import Cast, browser_of

ADDRESS = "/pl/accessibility/display/"
ALL: dict[str, Any] = {
    "colours": "dark", "text_size": "150", "font": "andika", "calm": "on", "easy_to_read": "on",
    "pictograms": "on", "spaced": "on", "underlined": "on", "still": "on",
}  # fmt: skip
TEXT = "1.dark.150.andika.cepwsu"


@pytest.fixture
def resident(gdansk: None) -> Client:
    return Client(HTTP_HOST="gdansk.localhost")


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_everybody_may_choose_in_their_language(resident: Client, language: str) -> None:
    answer = resident.get(f"/{language}/accessibility/display/")
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()


def test_the_choice_holds_on_every_page(resident: Client) -> None:
    answer = resident.post(ADDRESS, ALL)
    assert answer.headers["Location"] == "/pl/"
    cookie = answer.cookies["display"]
    assert cookie.value == TEXT
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    for page in ("/pl/", "/pl/partners/", "/pl/nowhere/"):
        html = resident.get(page).content.decode()
        assert 'data-display="dark" data-text-size="150" data-font="andika" data-calm=""' in html


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_each_set_of_colours_can_be_chosen(resident: Client, colours: str) -> None:
    resident.post(ADDRESS, {"colours": colours})
    assert f'data-display="{colours}"' in resident.get("/pl/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"colours": "", "text_size": "100"}, ALL | {"forget": ""}])
def test_the_device_decides_again(resident: Client, sent: dict[str, str]) -> None:
    resident.post(ADDRESS, {"colours": "dark", "calm": "on"})
    resident.post(ADDRESS, sent)
    assert "display" not in {name for name, one in resident.cookies.items() if one.value}
    assert "data-display" not in resident.get("/pl/").content.decode()


def test_the_present_choice_is_marked(resident: Client) -> None:
    resident.post(ADDRESS, ALL)
    page = resident.get(ADDRESS).content.decode()
    assert page.count("checked") == len(ALL)


@pytest.mark.parametrize(
    "sent",
    [
        {"colours": "pink"},
        {"colours": "calm"},
        {"colours": "dark\x00"},
        {"colours": "x" * 10_000},
        {"text_size": "175"},
        {"text_size": "-1"},
        {"text_size": "9" * 500},
        {"font": "comic-sans"},
        {"back": "/" * 10_000},
    ],
)
def test_what_cannot_be_chosen_is_refused(resident: Client, sent: dict[str, str]) -> None:
    answer = resident.post(ADDRESS, sent)
    assert answer.status_code == 422
    assert "display" not in answer.cookies
    assert "Błąd:" in answer.content.decode()


@pytest.mark.parametrize("cookie", ["pink", "1.dark.150.andika.c" * 550, "1.....", "\udcff", "%00"])
def test_a_cookie_of_garbage_is_as_none(resident: Client, cookie: str) -> None:
    resident.cookies["display"] = cookie.encode("utf-8", "replace").decode()
    for page in ("/pl/", ADDRESS, "/pl/nowhere/"):
        answer = resident.get(page)
        assert answer.status_code in {200, 404}
        assert "data-display" not in answer.content.decode()


def test_one_goes_back_to_where_one_came_from(resident: Client) -> None:
    came_from = "http://gdansk.localhost/pl/contact/"
    page = resident.get(ADDRESS, headers={"referer": came_from}).content.decode()
    assert f'value="{came_from}"' in page
    answer = resident.post(ADDRESS, {"colours": "dark", "back": came_from})
    assert answer.headers["Location"] == came_from


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
@pytest.mark.parametrize("press", ["", "forget"])
def test_nobody_is_sent_to_another_site(resident: Client, back: str, press: str) -> None:
    answer = resident.post(ADDRESS, {"colours": "dark", "back": back, press: ""})
    assert answer.headers["Location"] == "/pl/"


def test_trying_keeps_nothing(resident: Client) -> None:
    answer = resident.post(ADDRESS, {**ALL, "try": "", "back": "/pl/partners/"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "display" not in answer.cookies
    assert 'value="/pl/partners/"' in html
    assert html.count("checked") == len(ALL)


def test_a_resident_costs_no_question_to_sessions_or_people(gdansk: None) -> None:
    request = RequestFactory().get("/pl/")
    request.COOKIES["display"] = TEXT
    request.user = AnonymousUser()
    with CaptureQueriesContext(connection) as asked:
        assert settings_of(request).calm
    assert len(asked) == 0


def test_staff_find_it_in_their_menu(cast: Cast) -> None:
    client = browser_of(cast.consultant)
    assert ADDRESS in client.get("/pl/staff/").content.decode()


def test_the_choice_of_staff_follows_them_to_another_device(cast: Cast) -> None:
    assert "display" not in browser_of(cast.consultant).post(ADDRESS, ALL).cookies
    assert User.objects.get(pk=cast.consultant.pk).display == TEXT
    for page in ("/pl/staff/", "/pl/staff/nowhere/", "/pl/"):
        html = browser_of(cast.consultant).get(page).content.decode()
        assert 'data-text-size="150"' in html, page


def test_a_colleague_at_the_same_computer_sees_their_own(cast: Cast) -> None:
    browser_of(cast.consultant).post(ADDRESS, ALL)
    html = browser_of(cast.coordinator).get("/pl/staff/").content.decode()
    assert "data-text-size" not in html


def test_until_they_choose_the_device_decides_for_staff_too(cast: Cast) -> None:
    client = browser_of(cast.consultant)
    client.cookies["display"] = "1.dark.125.."
    assert 'data-text-size="125"' in client.get("/pl/staff/").content.decode()
    client.post(ADDRESS, {"colours": ""})
    assert "data-text-size" not in client.get("/pl/staff/").content.decode()
    client.post(ADDRESS, {"forget": ""})
    assert User.objects.get(pk=cast.consultant.pk).display == ""
    assert not client.cookies["display"].value


def test_the_change_of_a_profile_is_recorded(cast: Cast) -> None:
    browser_of(cast.consultant).post(ADDRESS, ALL)
    event = AuditEvent.objects.filter(verb="person.details_changed").get()
    assert (event.actor_id, event.details) == (cast.consultant.pk, {})


def test_nonsense_in_a_profile_is_as_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.consultant.pk).update(display="x" * 60)
    assert "data-text-size" not in browser_of(cast.consultant).get("/pl/staff/").content.decode()


def test_a_page_about_a_failure_asks_nobody(cast: Cast) -> None:
    """Of somebody signed in it says what was read already; else what the device keeps."""
    cast.consultant.display = TEXT
    request = RequestFactory().get("/pl/staff/")
    request.COOKIES |= {"session": "x", "display": "1..125.."}
    request.user = cast.consultant
    with CaptureQueriesContext(connection) as asked:
        assert known_settings(request).text_size == 125
        request._cached_user = cast.consultant  # type: ignore[attr-defined]
        assert known_settings(request).text_size == 150
    assert len(asked) == 0


def test_the_usual_needs_no_cookie() -> None:
    request, response = RequestFactory().get("/"), HttpResponse()
    keep(request, response, DisplaySettings())
    assert response.cookies["display"]["max-age"] == 0
