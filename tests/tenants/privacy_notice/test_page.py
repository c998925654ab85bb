"""The notice as residents read it: all that art. 13 asks, in four languages and easy to read."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tenants.fence import entered
from tenants.privacy_notice import selectors
from tenants.privacy_notice.actions import confirm_notice
from tenants.privacy_notice.choices import PartKind
from tenants.privacy_notice.models import Part
from tenants.profile.models import CityProfile
from tests.accessibility.statement.making import LANGUAGES, furnish_law
from tests.accessibility.statement.structure import Structure
from tests.cast import Cast

CITIES = ("gdansk", "gdynia", "slupsk")
PATHS = ("privacy/", "privacy/easy/")


def page_of(path: str, language: str = "pl", slug: str = "gdansk") -> Structure:
    answer = Client(HTTP_HOST=f"{slug}.localhost").get(f"/{language}/{path}")
    assert answer.status_code == 200
    return Structure(unescape(answer.content.decode()))


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CITIES)
def test_each_city_tells_all_that_art_13_asks(slug: str, language: str) -> None:
    furnish_law(slug)
    page = page_of("privacy/", language, slug)
    with translation.override(language):
        expected = [str(kind.label) for kind in PartKind]
    assert [text for level, text in page.headings if level == "h2"][2:] == expected
    with entered(slug):
        controller = selectors.controller()
    assert controller.is_whole and controller.name in page.html
    for fact in ("uodo.gov.pl", "15", "22", "JRWA", controller.street):
        assert fact in page.html, fact


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CITIES)
def test_each_part_is_easy_to_read_too_with_a_picture(slug: str, language: str) -> None:
    furnish_law(slug)
    page = page_of("privacy/easy/", language, slug)
    with translation.override(language):
        expected = [str(kind.easy_heading) for kind in PartKind]
    assert [text for level, text in page.headings if level == "h2"][1:] == expected
    pictures = re.findall(r'<img src="/static/(privacy_notice/\w+\.svg)"[^>]*alt=""', page.html)
    assert pictures == ["privacy_notice/controller.svg", *(kind.picture for kind in PartKind)]


@pytest.mark.parametrize("kind", PartKind)
def test_each_picture_is_there(kind: PartKind, client: Client) -> None:
    answer = Client(HTTP_HOST="gdansk.localhost").get(f"/static/{kind.picture}")
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"<svg")


@pytest.mark.parametrize(
    "fact",
    [
        "art. 6 ust. 1 lit. c i e RODO",
        "art. 47 i art. 100 ustawy o pomocy społecznej",
        "art. 9 ust. 2 lit. b, g i h RODO",
        "art. 240 Kodeksu karnego",
        "art. 304 Kodeksu postępowania karnego",
        "Nie musisz podawać żadnych danych",
        "2 lata",
        "Prezesa Urzędu Ochrony Danych Osobowych",
    ],
)
def test_the_notice_of_a_crisis_system_names_its_grounds(gdansk: None, fact: str) -> None:
    assert fact in page_of("privacy/").html


@pytest.mark.parametrize("path", PATHS)
def test_an_unconfirmed_notice_has_no_date(gdansk: None, path: str) -> None:
    page = page_of(path)
    assert "potwierdził" not in page.html and "<time" not in page.html
    assert "dane przykładowe" in page.html


@pytest.mark.parametrize("path", PATHS)
def test_a_confirmed_one_has_its_date_and_is_no_sample(cast: Cast, path: str) -> None:
    furnish_law("gdansk")
    notice = confirm_notice(version=selectors.notice().version, by=cast.officer)
    page = page_of(path)
    assert f'<time datetime="{notice.confirmed_on}">' in page.html
    assert "dane przykładowe" not in page.html
    assert cast.officer.full_name not in page.html, "the officer's name is nobody's business"


@pytest.mark.parametrize("path", PATHS)
def test_without_an_address_of_the_officer_people_write_to_the_body(
    gdansk: None, path: str
) -> None:
    words = {"privacy/": "na adres podany wyżej", "privacy/easy/": "list na ten adres"}[path]
    body = {"name": "Ośrodek", "street": "Łąkowa 1", "postal_code": "80-000", "town": "Gdańsk"}
    CityProfile.objects.update(controller=body)
    assert words in page_of(path).html
    CityProfile.objects.update(controller={**body, "dpo_email": "iod@city.example"})
    page = page_of(path)
    assert words not in page.html and "mailto:iod@city.example" in page.html


def test_a_text_that_lacks_a_language_is_marked_as_the_one_it_is_in(gdansk: None) -> None:
    Part.objects.filter(kind=PartKind.RIGHTS).update(text={"pl": "Masz prawa."})
    assert (
        '<div lang="pl"><p class="govuk-body">Masz prawa.</p></div>'
        in page_of("privacy/", "uk").html
    )
    assert 'lang="pl"><p class="govuk-body">Masz' not in page_of("privacy/", "pl").html


def test_the_form_leads_to_it_and_it_to_the_easy_one(gdansk: None) -> None:
    client = Client(HTTP_HOST="gdansk.localhost")
    contact = client.get("/uk/contact/").content.decode()
    assert 'href="/uk/privacy/"' in contact.partition("<textarea")[0]
    assert 'href="/uk/privacy/easy/"' in client.get("/uk/privacy/").content.decode()
    assert 'href="/uk/privacy/"' in client.get("/uk/privacy/easy/").content.decode()


def test_it_costs_few_queries(gdansk: None, django_assert_max_num_queries: Any) -> None:
    page_of("privacy/")
    with django_assert_max_num_queries(6):
        page_of("privacy/")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_city_that_has_not_written_its_controller_says_so(
    gdansk: None, path: str, language: str
) -> None:
    CityProfile.objects.update(controller={})
    html = Client(HTTP_HOST="gdansk.localhost").get(f"/{language}/{path}").content.decode()
    with translation.override(language):
        said = translation.gettext(
            "The city is still writing this down. You can ask by telephone: the numbers are below."
        )
        promised = translation.gettext("You can write a letter to this address.")
    assert said in unescape(html)
    assert promised not in unescape(html)
