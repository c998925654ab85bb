"""The directory as a resident reads it: four languages, no sign-in, no JavaScript, any input."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from casework.partners.models import Organisation, Service
from tenants.profile.models import CityProfile
from tests.casework.partners.builders import make_service, signatory
from tests.cast import browser_of

LANGUAGES = ("pl", "en", "de", "uk")
HEADINGS = {"pl": "Kto pomaga", "en": "Who helps", "de": "Wer hilft", "uk": "Хто допомагає"}


@pytest.fixture
def resident(gdansk: None) -> Client:
    return browser_of(None)


def page(browser: Client, path: str, **asked: Any) -> str:
    response = browser.get(path, asked)
    assert response.status_code == 200
    return response.content.decode()


BASIS = {
    "pl": "Podstawa prawna tego systemu pomocy:",
    "en": "The legal basis of this system of help:",
    "de": "Rechtsgrundlage dieses Hilfesystems:",
    "uk": "Правова підстава цієї системи допомоги:",
}


class TestTheActOnWhichItRests:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_told_in_each_language(self, resident: Client, language: str) -> None:
        CityProfile.objects.update(legal_act={"title": "Zarządzenie <o>", "number": "1311/19"})
        content = page(resident, f"/{language}/partners/")
        assert BASIS[language] in content
        assert '<span lang="pl">Zarządzenie &lt;o&gt;, 1311/19</span>' in content

    def test_a_number_in_its_title_is_not_said_again(self, resident: Client) -> None:
        CityProfile.objects.update(legal_act={"title": "Uchwała 1311/19", "number": "1311/19"})
        assert '<span lang="pl">Uchwała 1311/19</span>' in page(resident, "/pl/partners/")

    @pytest.mark.parametrize("act", [{}, {"number": "1"}])
    def test_without_one_nothing_is_said(self, resident: Client, act: dict[str, str]) -> None:
        CityProfile.objects.update(legal_act=act)
        assert BASIS["pl"] not in page(resident, "/pl/partners/")


@pytest.mark.usefixtures("partners_of_gdansk")
class TestTheDirectory:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_there_in_each_language(self, resident: Client, language: str) -> None:
        content = page(resident, f"/{language}/partners/")
        assert f">{HEADINGS[language]}</h1>" in content
        assert "Centrum Wsparcia Imigrantów i Imigrantek" in content
        assert 'href="tel:+48585110121"' in content

    def test_queries_do_not_grow_with_partners(
        self, resident: Client, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(14):
            page(resident, "/pl/partners/")
        for number in range(20):
            make_service(signatory(f"more-{number}"), f"more-{number}", always_open=True)
        with django_assert_max_num_queries(14):
            page(resident, "/pl/partners/")

    def test_a_search_keeps_what_was_chosen_and_shows_who_fits(self, resident: Client) -> None:
        asked = {"need": "poisoning", "language": "en", "accessibility": ["step_free"]}
        content = page(resident, "/pl/partners/", **asked)
        assert '<option value="poisoning" selected>' in content
        assert '<option value="en" selected>' in content
        assert "Pomorskie Centrum Toksykologii" in content
        assert "Fundacja Hospicyjna" not in content
        assert "Wyczyść mój wybór" in content

    def test_nobody_found_says_what_to_do(self, resident: Client) -> None:
        content = page(resident, "/pl/partners/", need="poisoning", language="ru")
        assert "Nikt nie spełnia wszystkiego, co wybierasz" in content
        assert 'href="/pl/partners/" role="button"' in " ".join(content.split())
        assert 'href="tel:112"' in content

    def test_it_comes_page_by_page_and_keeps_the_search(self, resident: Client) -> None:
        content = page(resident, "/pl/partners/", open_now="", page="2")
        assert 'aria-current="page"' in content
        assert "?open_now=&amp;page=1" in content

    def test_it_says_that_holidays_may_differ(self, resident: Client) -> None:
        assert "W święta godziny mogą być inne." in page(resident, "/pl/partners/")

    def test_made_up_rows_carry_the_badge_and_fictional_bodies_are_absent(
        self, resident: Client
    ) -> None:
        everything = page(resident, "/pl/partners/") + page(resident, "/pl/partners/", page="2")
        assert "dane przykładowe" in everything
        assert "Przykładowa Latarnia" not in everything

    @pytest.mark.parametrize(
        "asked",
        [
            {"need": "no-such-need"},
            {"need": "debt\x00"},
            {"need": ["debt", "food"]},
            {"language": "xx"},
            {"language": "\ud800"},
            {"accessibility": ["step_free", "{{7*7}}"]},
            {"accessibility": "x" * 5000},
            {"page": "-7"},
            {"page": "x"},
            {"open_now": "maybe"},
        ],
        ids=repr,
    )
    def test_odd_questions_are_answered(self, resident: Client, asked: dict[str, Any]) -> None:
        query = urlencode(asked, doseq=True, errors="surrogatepass")
        response = resident.get(f"/pl/partners/?{query}")
        assert response.status_code == 200

    def test_an_answer_that_is_not_on_the_list_is_told(self, resident: Client) -> None:
        content = page(resident, "/en/partners/", need="no-such-need")
        assert re.search(r"<title>\s*Error: ", content)
        assert "Choose an answer from the list." in content


@pytest.mark.usefixtures("partners_of_gdansk")
class TestOneBody:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_there_in_each_language(
        self, resident: Client, language: str, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(12):
            content = page(resident, f"/{language}/partners/oik-gdansk/")
        service = Service.objects.get(key="oik-pomoc-calodobowa")
        assert service.name[language] in content
        assert "Plac Księdza Prałata Jana Gustkowicza 13, 80-543 Gdańsk" in content
        assert 'href="mailto:goik@mopr.gda.pl"' in content

    def test_hours_ages_and_limits_are_told(self, resident: Client) -> None:
        content = page(resident, "/pl/partners/mopr-gdansk/")
        assert "Poniedziałek–piątek: 8:00–15:00" in content
        assert "Wtorek, czwartek: 10:00–15:00" in content
        assert "Osoby w wieku od 18 lat" in content
        limited = page(resident, "/pl/partners/centrum-praw-kobiet/")
        assert "Kobiety, które doznają lub doznawały przemocy." in limited

    def test_contacts_and_origins_are_not_for_residents(self, resident: Client) -> None:
        body = Organisation.objects.get(key="oik-gdansk")
        body.contacts.create(name="Anna Przykładowa", phone="58 000 00 00")
        content = page(resident, "/pl/partners/oik-gdansk/")
        assert "Anna Przykładowa" not in content and "58 000 00 00" not in content
        assert "MOPR Gdańsk, 2025" not in content

    @pytest.mark.parametrize("key", ["przykladowa-latarnia", "wydzial-bezpieczenstwa-gdansk", "x"])
    def test_what_is_not_listed_does_not_exist(self, resident: Client, key: str) -> None:
        assert resident.get(f"/pl/partners/{key}/").status_code == 404

    def test_it_is_not_there_on_another_citys_host(self, resident: Client) -> None:
        there = browser_of(None, "gdynia")
        assert there.get("/pl/partners/oik-gdansk/").status_code == 404
        assert resident.get("/pl/partners/oik-gdansk/").status_code == 200


@pytest.mark.usefixtures("gdansk")
def test_a_city_without_partners_says_so() -> None:
    content = page(browser_of(None), "/pl/partners/")
    assert "Nikogo tu jeszcze nie ma" in content
