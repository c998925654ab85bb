"""Leaving unseen: what the server does when somebody leaves, and what pages of the contact say."""

from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from ostoja.ui.city import CityFacts
from ostoja.ui.unseen import ADDRESS, check_exit_site, exit_site, is_unseen, unseen
from tenants.hosts import city_at

SITE = "https://pogoda.example/"


def resident(**headers: Any) -> Client:
    return Client(HTTP_HOST="gdansk.localhost", enforce_csrf_checks=True, **headers)


@pytest.mark.usefixtures("gdansk")
@override_settings(EXIT_URL=SITE)
def test_the_link_goes_on_to_the_neutral_site() -> None:
    answer = resident().get(ADDRESS)
    assert (answer.status_code, answer["Location"]) == (302, SITE)
    assert answer["Referrer-Policy"] == "no-referrer"


@pytest.mark.usefixtures("gdansk")
def test_a_script_tells_it_in_passing() -> None:
    answer = resident().post(ADDRESS, b"", content_type="text/plain;charset=UTF-8")
    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("method", ["get", "post"])
def test_it_forgets_what_residents_have_by_name_and_the_cache_and_nothing_else(method: str) -> None:
    answer = getattr(resident(), method)(ADDRESS)
    ours = {settings.DISPLAY_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
    assert set(answer.cookies) == ours
    assert all(cookie["max-age"] == 0 and not cookie.value for cookie in answer.cookies.values())
    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("query", ["?to=https://evil.example/", "?next=//evil.example", "?\x00"])
def test_nobody_is_led_elsewhere(query: str) -> None:
    answer = resident(HTTP_REFERER="https://evil.example/").get(ADDRESS + query)
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.usefixtures("gdansk")
def test_other_methods_are_refused(method: str) -> None:
    assert getattr(resident(), method)(ADDRESS).status_code == 405


@override_settings(EXIT_URL=SITE)
def test_the_citys_site_goes_before_the_installations() -> None:
    assert exit_site(CityFacts()) == SITE
    assert exit_site(CityFacts(exit_site="https://gazeta.example/")) == "https://gazeta.example/"


@pytest.mark.parametrize("address", ["https://example.org/", "https://www.gazeta.pl/pogoda/"])
def test_a_neutral_site_may_be_chosen(address: str) -> None:
    check_exit_site(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "javascript:alert(1)",
        "//example.org",
        "example.org",
        "https://",
        "https://localhost/",
        "https://gdansk.localhost/pl/",
        "https://GDANSK.LOCALHOST./",
        "https://somebody:secret@example.org/",
        "https://example.org:8443/",
        "https://example.org/?q=przemoc",
        "https://example.org/#help",
        "https://example.org/\x00",
        "https://exa mple.org/",
        "data:text/html,x",
    ],
)
def test_what_is_no_neutral_site_is_refused(address: str) -> None:
    with pytest.raises(ValidationError):
        check_exit_site(address)


def test_the_page_of_a_contact_says_nothing_and_is_kept_nowhere() -> None:
    request = RequestFactory().get("/pl/info/")
    assert not is_unseen(request)
    answer = unseen(lambda asked: HttpResponse("x"))(request)
    assert is_unseen(request)
    assert answer["Cache-Control"] == "no-store"
    assert "noarchive" in answer["X-Robots-Tag"]


PAGES = ["info/", "info/2/", "info/3/", "contact/", "return/"]


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("language", "word"),
    [("pl", "Informacje"), ("en", "Information"), ("de", "Informationen"), ("uk", "Інформація")],
)
def test_each_page_of_the_contact_has_the_same_title(path: str, language: str, word: str) -> None:
    page = resident().get(f"/{language}/{path}").content.decode()
    city = city_at("gdansk.localhost")
    assert city is not None
    title = f"{word} – {city.name}"
    assert f"<title>{title}</title>" in page
    assert "data-unseen" in page.partition(">")[2].partition("<head")[0]
    assert f'data-exit-title="{title}"' in page
    assert f'href="{ADDRESS}"' in page


@pytest.mark.usefixtures("gdansk")
def test_other_pages_keep_their_titles() -> None:
    page = resident().get("/pl/partners/").content.decode()
    assert "data-unseen" not in page
    assert "<title>Informacje" not in page
