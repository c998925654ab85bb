"""The city's own words to residents: shown, measured, previewed and changed."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from tenants.profile import actions
from tenants.profile.models import PublicText
from tenants.profile.texts import PLACES
from tenants.translated import TranslatedText
from tests.cast import Cast, browser_of

ROOM = "/pl/staff/city/texts/"
WORDS = "Czytają to tylko konsultanci."


@pytest.fixture
def administrator(cast: Cast) -> Client:
    return browser_of(cast.administrator)


def row(key: str = "contact_notice") -> PublicText:
    return PublicText.objects.get(key=key)


def form(text: str = WORDS, version: int = 1, **more: str) -> dict[str, str]:
    others = {f"text_{code}": str(row().text[code]) for code in ("en", "de", "uk")}
    return {"text_pl": text, "version": str(version), **others, **more}


def save(client: Client, key: str = "contact_notice", **more: Any) -> Any:
    return client.post(f"{ROOM}{key}/", form(**more))


def test_every_text_stands_on_the_list_and_has_its_page(administrator: Client) -> None:
    page = administrator.get(ROOM).content.decode()
    for key, place in PLACES.items():
        assert f"{ROOM}{key}/" in page and str(row(key).text)[:20] in page
        text = administrator.get(f"{ROOM}{key}/").content.decode()
        assert str(place.title) in text
        assert text.count('data-plain="plain"') == 4
        assert 'value="preview"' in text


def test_residents_read_what_was_written_in_each_language(administrator: Client) -> None:
    assert save(administrator, text_uk="Це читають лише консультанти.").status_code == 302
    resident = Client(HTTP_HOST="gdansk.localhost")
    assert WORDS in resident.get("/pl/info/").content.decode()
    assert "Це читають лише" in resident.get("/uk/info/").content.decode()
    assert row().version == 2
    assert AuditEvent.objects.get(verb="public_text.changed").details["key"] == "contact_notice"


def test_a_preview_shows_and_saves_nothing(administrator: Client) -> None:
    before = row().text
    page = save(administrator, do="preview")
    shown = page.content.decode().partition('id="preview"')[2]
    assert page.status_code == 200 and WORDS in shown
    assert row().text == before and row().version == 1
    assert not AuditEvent.objects.filter(verb="public_text.changed").exists()


@pytest.mark.parametrize(
    ("key", "is_boxed"), [("anonymity_limits", True), ("contact_notice", False)]
)
def test_a_preview_looks_as_the_page_does(administrator: Client, key: str, is_boxed: int) -> None:
    shown = administrator.get(f"{ROOM}{key}/").content.decode().partition('id="preview"')[2]
    assert ("govuk-inset-text" in shown.partition("</main>")[0]) == bool(is_boxed)


def test_markup_is_words(administrator: Client) -> None:
    page = save(administrator, text="<b>Zły</b>", do="preview").content.decode()
    assert "<b>Zły</b>" not in page and "&lt;b&gt;Zły" in page


def test_the_meter_gives_advice_without_scripts(administrator: Client) -> None:
    long = "Niniejszym informujemy, że " + "słowo " * 30 + "koniec."
    page = administrator.get(f"{ROOM}contact_notice/").content.decode()
    assert 'name="plain_field" value="text_pl pl plain ' in page
    sent = form(text=long, plain_field="text_pl pl plain Słowa do mieszkańców")
    advice = administrator.post("/pl/staff/plain/", sent).content.decode()
    assert "Słowa do mieszkańców" in advice and "Niniejszym" in advice


@pytest.mark.parametrize("text", ["", "   ", "x" * 801, "zero\x00"])
def test_what_cannot_be_a_text_is_refused_and_stays(administrator: Client, text: str) -> None:
    before = row().text
    page = save(administrator, text=text)
    assert page.status_code == 422 and "Błąd: " in page.content.decode()
    assert row().text == before


def test_nothing_changed_is_nothing_written(administrator: Client) -> None:
    assert save(administrator, text=str(row().text["pl"])).status_code == 302
    assert row().version == 1


def test_of_two_the_second_sees_what_the_first_wrote(cast: Cast, administrator: Client) -> None:
    first = TranslatedText({**row().text, "pl": "Pierwsza."})
    actions.change_public_text(key="contact_notice", version=1, text=first, by=cast.administrator)
    page = save(administrator)
    text = page.content.decode()
    assert page.status_code == 422 and "Pierwsza." in text and WORDS in text
    assert row().text["pl"] == "Pierwsza."
    with pytest.raises(StaleObject):
        actions.change_public_text(
            key="contact_notice", version=1, text=first, by=cast.administrator
        )


def test_the_same_form_twice_is_one_change(administrator: Client) -> None:
    assert save(administrator).status_code == 302
    assert save(administrator).status_code == 302
    assert row().version == 2


@pytest.mark.parametrize("key", ["nothing", "PLACES", "contact-notice"])
def test_other_keys_are_not_there(administrator: Client, key: str) -> None:
    assert administrator.get(f"{ROOM}{key}/").status_code == 404


def test_a_text_that_the_city_lacks_is_written(administrator: Client) -> None:
    kept = form(version=0)
    PublicText.objects.all().delete()
    assert administrator.get(ROOM).content.decode().count("jeszcze nienapisane") == 3
    page = administrator.get(f"{ROOM}contact_notice/")
    assert page.status_code == 200 and 'name="version" value="0"' in page.content.decode()
    for _ in range(2):  # pressed twice
        assert administrator.post(f"{ROOM}contact_notice/", kept).status_code == 302
    assert PublicText.objects.count() == 1 and row().text["pl"] == WORDS


@pytest.mark.parametrize("who", ["consultant", "supervisor", "coordinator", "analyst"])
def test_only_administrators_change_them(cast: Cast, who: str) -> None:
    client = browser_of(getattr(cast, who))
    assert client.get(ROOM).status_code == 404
    assert save(client).status_code == 404
    assert row().version == 1


def test_the_pages_ask_little(
    administrator: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    administrator.get(ROOM)
    with django_assert_max_num_queries(4):
        administrator.get(ROOM)
    with django_assert_max_num_queries(4):
        administrator.get(f"{ROOM}contact_notice/")
