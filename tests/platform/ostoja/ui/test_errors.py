"""Error pages: in the page's language, with numbers, and without database or session."""

import re
from collections.abc import Callable

import pytest
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse

from ostoja.ui import city, errors
from tests.platform.ostoja.ui.pages import Page, request_to

Handler = Callable[[HttpRequest], HttpResponse]
NATIONAL = ["tel:112", "tel:116111", "tel:116123", "tel:800702222", "tel:800120002"]
HANDLERS: list[tuple[Handler, int]] = [
    (errors.bad_request, 400),
    (errors.permission_denied, 403),
    (errors.csrf_failure, 403),
    (errors.page_not_found, 404),
    (errors.server_error, 500),
    (errors.maintenance, 503),
]
WORDS = {
    "pl": "Opuść stronę",
    "en": "Leave this page",
    "de": "Seite verlassen",
    "uk": "Покинути сторінку",
}


def numbers_on(response: HttpResponse) -> list[str]:
    page = Page(response.content.decode())
    return [link["href"] for link in page.all("a", "ostoja-phone")]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize(("handler", "status"), HANDLERS)
def test_each_page_speaks_the_language_of_its_address(
    handler: Handler, status: int, language: str
) -> None:
    response = handler(request_to(f"/{language}/nowhere/"))
    page = Page(response.content.decode())
    assert response.status_code == status
    assert page.one("html")["lang"] == language
    assert WORDS[language] in page.one("aside").text
    assert page.one("h1").text
    assert response["Cache-Control"] == "no-store"
    assert set(NATIONAL) <= set(numbers_on(response))


@pytest.mark.parametrize(("handler", "status"), HANDLERS)
def test_the_citys_own_numbers_are_there_where_the_database_may_be_asked(
    handler: Handler, status: int
) -> None:
    assert ("tel:+48585110121" in numbers_on(handler(request_to("/pl/")))) == (status < 500)


@pytest.mark.parametrize("handler", [errors.server_error, errors.maintenance])
def test_a_broken_city_asks_nothing_but_shows_what_was_read_before(
    handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    city.facts_of(request_to("/pl/"))
    monkeypatch.setattr(city, "_readers", [lambda: pytest.fail("the database was asked")])
    monkeypatch.setattr(city, "REMEMBERED", -1.0)
    assert numbers_on(handler(request_to("/pl/")))[0] == "tel:+48585110121"


@pytest.mark.parametrize(
    ("failure", "status"), [(OperationalError("away"), 503), (DatabaseError("wrong"), 500)]
)
def test_a_database_that_is_away_is_back_soon(failure: Exception, status: int) -> None:
    """Whoever just sent something is told that it can be sent again; a program, when."""
    page, program = (_answered(failure, path) for path in ("/en/staff/", "/api/v1/cases/"))
    assert page.status_code == program.status_code == status
    assert page.has_header("Retry-After") == program.has_header("Retry-After") == (status == 503)
    assert program["Content-Type"] == "application/problem+json"


def _answered(failure: Exception, path: str) -> HttpResponse:
    try:
        raise failure
    except DatabaseError:
        return errors.server_error(request_to(path))


def test_a_page_survives_facts_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> city.CityFacts:
        raise RuntimeError

    monkeypatch.setattr(city, "_readers", [fail])
    assert numbers_on(errors.page_not_found(request_to("/pl/"))) == NATIONAL


@pytest.mark.parametrize(("handler", "status"), HANDLERS)
def test_a_page_that_cannot_be_rendered_is_still_numbers(
    handler: Handler, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "render_to_string", None)
    response = handler(request_to("/pl/"))
    assert response.status_code == status
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "800 70 2222" in response.content.decode()


@pytest.mark.parametrize("language", ["pl", "en", "de", "uk"])
def test_a_suspended_city_promises_no_time_and_links_to_nothing_that_does_not_answer(
    language: str,
) -> None:
    answer = errors.maintenance(request_to(f"/{language}/"))
    text = answer.content.decode()
    assert "Retry-After" not in answer
    assert not re.search("minut|Minuten|хвилин", text)
    assert not re.search(r'href="/\w\w/(privacy|contact|partners|return|accessibility)', text)
    assert 'href="tel:112"' in text


def test_an_unknown_host_names_no_city() -> None:
    response = errors.unknown_host(request_to("/pl/", city=None))
    assert response.status_code == 404
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "112" in response.content.decode()
    assert "Gdańsk" not in response.content.decode()


def test_a_city_answers_only_in_its_own_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(city, "_readers", [lambda: city.CityFacts(languages=["pl"])])
    page = Page(errors.page_not_found(request_to("/de/nowhere/")).content.decode())
    assert page.one("html")["lang"] == "pl"


def test_staff_are_led_back_to_their_own_start_page() -> None:
    page = Page(errors.page_not_found(request_to("/en/staff/cases/7/")).content.decode())
    assert page.one("a", "ostoja-action-link")["href"] == "/en/staff/"
    page = Page(errors.page_not_found(request_to("/en/cases/7/")).content.decode())
    assert page.one("a", "ostoja-action-link")["href"] == "/en/"
