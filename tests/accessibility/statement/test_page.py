"""The public page by its structure: the ministry's technical conditions, version 2.0."""

import re
from typing import Any

import pytest
from django.test import Client

from accessibility.statement import selectors
from accessibility.statement.actions import publish_statement
from accessibility.statement.models import Edition, Statement
from tenants.fence import entered
from tenants.profile.models import CityProfile
from tests.accessibility.statement.making import (
    LANGUAGES,
    everywhere,
    furnish_law,
    whole_statement,
)
from tests.accessibility.statement.structure import Structure
from tests.cast import Cast, browser_of

CITIES = ("gdansk", "gdynia", "slupsk")
# Id, element, and the id of the part in which it must stand.
ALWAYS = [
    ("a11y-wstep", "section", ""),
    ("a11y-podmiot", "span", "a11y-wstep"),
    ("a11y-zakres", "span", "a11y-wstep"),
    ("a11y-url", "a", "a11y-wstep"),
    ("a11y-data-publikacja", "time", ""),
    ("a11y-data-aktualizacja", "time", ""),
    ("a11y-status", "p", ""),
    ("a11y-ocena", "div", ""),
    ("a11y-data-sporzadzenie", "time", ""),
    ("a11y-data-przeglad", "time", ""),
    ("a11y-kontakt", "span", ""),
    ("a11y-email", "a", ""),
    ("a11y-telefon", "a", ""),
    ("a11y-procedura", "section", ""),
    ("a11y-aplikacje", "section", ""),
    ("a11y-architektura", "section", ""),
    ("a11y-architektura-url", "a", "a11y-architektura"),
    ("a11y-komunikacja", "section", ""),
]
SOMETIMES = {"a11y-ocena", "a11y-data-przeglad", "a11y-aplikacje", "a11y-architektura-url"}
POLISH_HEADINGS = [
    ("h1", "Deklaracja dostępności"),
    ("h2", "Stan dostępności cyfrowej"),
    ("h2", "Niedostępne treści"),
    ("h3", "Niezgodność z załącznikiem"),
    ("h3", "Treści nieobjęte przepisami"),
    ("h3", "Nadmierne koszty"),
    ("h2", "Przygotowanie deklaracji dostępności"),
    ("h2", "Udogodnienia, ograniczenia i inne informacje"),
    ("h2", "Skróty klawiszowe"),
    ("h2", "Informacje zwrotne i dane kontaktowe"),
    ("h2", "Obsługa wniosków i skarg związanych z dostępnością"),
    ("h2", "Pozostałe informacje"),
    ("h3", "Aplikacje mobilne"),
    ("h3", "Dostępność architektoniczna"),
    ("h3", "Dostępność komunikacyjno-informacyjna"),
]
ACT = (
    "z załącznikiem do ustawy z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron "
    "internetowych i aplikacji mobilnych podmiotów publicznych"
)
SENTENCES = {
    "full": f"Strona internetowa jest w pełni zgodna {ACT}.",
    "partial": f"Strona internetowa jest częściowo zgodna {ACT} z powodu niezgodności lub wyłączeń "
    "wymienionych poniżej.",
    "none": f"Strona internetowa jest niezgodna {ACT} z powodu niezgodności lub wyłączeń "
    "wymienionych poniżej.",
}
EVERYTHING: dict[str, Any] = {
    "status": "partial",
    "non_conformities": everywhere("- Mapa"),
    "outside_the_act": everywhere("- Archiwum"),
    "burden": everywhere("- Nagrania"),
    "burden_assessment": everywhere("Ocena"),
    "burden_assessment_url": "https://city.example/ocena",
    "reviewed_on": "2026-03-20",
    "shortcuts": everywhere("Shift trzy razy"),
    "apps": everywhere("Aplikacja"),
    "architecture_url": "https://city.example/budynek",
}


def page_of(slug: str, language: str) -> Structure:
    answer = Client(HTTP_HOST=f"{slug}.localhost").get(f"/{language}/accessibility/statement/")
    assert answer.status_code == 200
    return Structure(answer.content.decode())


def publish(statement: Statement, cast: Cast) -> Edition:
    return publish_statement(version=statement.version, by=cast.administrator)


def assert_well_formed(page: Structure, ids: list[str]) -> None:
    assert page.ids == ids, "each id once, in this order"
    for identifier, element, part in ALWAYS:
        if identifier not in ids:
            continue
        found = page.one(identifier)
        assert found.name == element, identifier
        assert found.text.strip(), identifier
        assert found.inside[-1:] == (part,) if part else "a11y-" not in str(found.inside[-1:])
        if element == "time":
            assert re.fullmatch(r"20\d\d-\d\d-\d\d", found.attributes["datetime"])
    assert re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", page.one("a11y-email").attributes["href"])
    assert re.fullmatch(r"tel:\+48\d{9}", page.one("a11y-telefon").attributes["href"])
    assert page.one("a11y-url").attributes["href"].startswith("http")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", CITIES)
def test_each_city_has_a_whole_statement_in_each_language(slug: str, language: str) -> None:
    furnish_law(slug)
    page = page_of(slug, language)
    assert_well_formed(page, [one for one, _name, _part in ALWAYS if one not in SOMETIMES])
    levels = [level for level, _text in page.headings]
    assert levels == ["h1", "h2", "h2", "h3", "h2", "h2", "h2", "h2", "h2", "h2", "h3", "h3"]
    assert "dane przykładowe" in page.html or language != "pl"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_with_everything_in_it(cast: Cast, language: str) -> None:
    publish(whole_statement(by=cast.administrator, **EVERYTHING), cast)
    page = page_of("gdansk", language)
    assert_well_formed(page, [one for one, _name, _part in ALWAYS])
    assert [level for level, _text in page.headings] == [level for level, _text in POLISH_HEADINGS]
    for name in ("non_conformities", "outside_the_act", "burden", "shortcuts", "apps"):
        assert EVERYTHING[name][language].removeprefix("- ") in page.html


def test_the_headings_are_those_of_the_ministry(cast: Cast) -> None:
    publish(whole_statement(by=cast.administrator, **EVERYTHING), cast)
    assert page_of("gdansk", "pl").headings == POLISH_HEADINGS


@pytest.mark.parametrize("status", SENTENCES)
def test_the_state_is_one_of_three_fixed_sentences(cast: Cast, status: str) -> None:
    barriers = everywhere("- Mapa") if status != "full" else everywhere("")
    facts = {"status": status} | ({"non_conformities": barriers} if status != "full" else {})
    publish(whole_statement(by=cast.administrator, **facts), cast)
    page = page_of("gdansk", "pl")
    assert page.one("a11y-status").text == SENTENCES[status]
    assert ("h2", "Niedostępne treści") in page.headings or status == "full"


def test_dates_are_those_of_the_city_and_written_in_the_pages_language(
    cast: Cast, whole: Statement
) -> None:
    publish(whole, cast)
    page = page_of("gdansk", "de")
    found = page.one("a11y-data-publikacja")
    assert (found.attributes["datetime"], found.text) == ("2026-01-05", "5. Januar 2026")


def test_without_own_address_the_statement_is_about_this_website(
    cast: Cast, whole: Statement
) -> None:
    publish(whole, cast)
    assert page_of("gdansk", "pl").one("a11y-url").attributes["href"] == "http://gdansk.localhost/"


def test_the_name_of_the_body_is_marked_as_polish_on_other_pages(
    cast: Cast, whole: Statement
) -> None:
    publish(whole, cast)
    assert page_of("gdansk", "en").one("a11y-podmiot").attributes["lang"] == "pl"


def test_what_a_city_writes_is_no_markup(cast: Cast) -> None:
    hostile = everywhere("- <script>alert(1)</script> {{ 7|add:7 }}")
    publish(whole_statement(by=cast.administrator, conveniences=hostile), cast)
    html = page_of("gdansk", "pl").html
    assert "<script>alert" not in html and "&lt;script&gt;" in html and "{{ 7|add:7 }}" in html


class TestNotWhole:
    """Never half a statement: plain words, and whom to ask."""

    def test_a_city_that_published_nothing(self, gdansk: None) -> None:
        page = page_of("gdansk", "pl")
        assert page.ids == []
        assert page.headings == [("h1", "Dostępność")]
        assert "Możesz zadzwonić pod jeden z numerów poniżej." in page.html

    def test_what_is_written_but_not_published_is_not_shown(self, whole: Statement) -> None:
        page = page_of("gdansk", "pl")
        assert page.ids == [] and "Wejście bez schodów" not in page.html
        assert "mailto:dostepnosc@city.example" in page.html
        assert "tel:+48580000000" in page.html

    def test_a_language_added_later_is_plain_while_the_others_stay(
        self, cast: Cast, whole: Statement
    ) -> None:
        edition = publish(whole, cast)
        Edition.objects.filter(pk=edition.pk).update(
            contact=dict.fromkeys(("pl", "en", "de"), "Zespół")
        )
        assert page_of("gdansk", "uk").ids == []
        assert page_of("gdansk", "de").ids != []

    def test_a_city_that_speaks_two_languages_needs_two(self, cast: Cast) -> None:
        CityProfile.objects.update(languages=["pl", "en"])
        two = dict.fromkeys(("pl", "en"), "Zespół")
        publish(whole_statement(by=cast.administrator, contact=two), cast)
        assert page_of("gdansk", "en").ids != []


def test_later_changes_stay_unseen_until_they_are_published(cast: Cast, whole: Statement) -> None:
    publish(whole, cast)
    changed = whole_statement(by=cast.administrator, body="Nowa nazwa")
    assert "Nowa nazwa" not in page_of("gdansk", "pl").html
    publish(changed, cast)
    assert page_of("gdansk", "pl").one("a11y-podmiot").text == "Nowa nazwa"
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("path", ["/pl/", "/uk/partners/", "/en/contact/", "/pl/staff/sign-in/"])
def test_every_footer_links_to_it(gdansk: None, path: str) -> None:
    html = Client(HTTP_HOST="gdansk.localhost").get(path).content.decode()
    footer = html.partition("<footer")[2]
    assert f'href="/{path[1:3]}/accessibility/statement/"' in footer
    assert f'href="/{path[1:3]}/privacy/"' in footer


def test_staff_have_it_in_their_footer_too(cast: Cast) -> None:
    html = browser_of(cast.consultant).get("/pl/staff/").content.decode()
    assert 'href="/pl/accessibility/statement/"' in html.partition("<footer")[2]


def test_it_costs_few_queries(
    cast: Cast, whole: Statement, django_assert_max_num_queries: Any
) -> None:
    publish(whole, cast)
    page_of("gdansk", "pl")
    with django_assert_max_num_queries(6):
        page_of("gdansk", "pl")


@pytest.mark.django_db
def test_another_city_shows_its_own(cast: Cast, whole: Statement) -> None:
    publish(whole, cast)
    furnish_law("gdynia")
    with entered("gdynia"):
        assert selectors.edition() is not None
    assert "Ośrodek koordynujący" not in page_of("gdynia", "pl").html
