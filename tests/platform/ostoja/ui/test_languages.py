"""The language switch."""

import pytest
from django.utils import translation

from ostoja.ui.languages import language_links, language_of_path, public_languages
from tests.platform.ostoja.ui.pages import request_to

ALL = ["pl", "en", "de", "uk"]


def test_each_link_leads_to_the_same_page_with_the_same_query() -> None:
    with translation.override("pl"):
        links = language_links(request_to("/pl/partners/", q="dom"), ALL)
    assert [link.url for link in links] == [f"/{code}/partners/?q=dom" for code in ALL]
    assert [link.is_current for link in links] == [True, False, False, False]


def test_languages_call_themselves_by_their_own_names() -> None:
    names = [link.name for link in language_links(request_to("/pl/"), ALL)]
    assert names == ["Polski", "English", "Deutsch", "Українська"]


@pytest.mark.parametrize("path", ["/q/abc", "/", "/plain/", "/xx/"])
def test_an_address_without_a_language_leads_to_the_start_page(path: str) -> None:
    assert language_of_path(path) is None
    assert language_links(request_to(path), ["de"])[0].url == "/de/"


def test_no_address_leads_to_another_site() -> None:
    request = request_to("/pl/")
    request.path = request.path_info = "//evil.example/pl/"
    assert language_links(request, ["de"])[0].url == "/de/"


def test_a_city_chooses_among_the_languages() -> None:
    assert public_languages(["uk", "pl", "xx"]) == ["pl", "uk"]
    assert public_languages([]) == ALL
