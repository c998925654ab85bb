"""Before a city opens: no reports, but who helps now, in each language."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from casework.intake.models import Conversation
from casework.partners.models import Phone, Service
from tenants.fence import entered
from tenants.models import Stage
from tenants.parts import furnish, read_seed
from tests.casework.intake.reports import (
    code_of,
    filled_form,
    make_entry_point,
    make_report,
    phone,
)
from tests.cast import Cast, browser_of
from tests.tenants.opening.making import confirm_law, set_stage

LANGUAGES = ["pl", "en", "de", "uk"]
HELP = {
    "pl": "Pomoc jest dostępna już teraz",
    "en": "Help is available now",
    "de": "Hilfe gibt es schon jetzt",
    "uk": "Допомога є вже зараз",
}


@pytest.fixture(params=[Stage.PREPARING, Stage.PLANNING])
def closed(gdansk: None, request: pytest.FixtureRequest) -> Stage:
    """Gdańsk, before it is open."""
    set_stage(request.param)
    stage: Stage = request.param
    return stage


def words_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_start_page_says_who_helps_now(closed: Stage, language: str) -> None:
    page = phone().get(f"/{language}/")
    text = words_of(page)
    assert page.status_code == 200 and HELP[language] in text
    for path in ("contact", "return"):
        assert f"/{language}/{path}/" not in text
    assert "<form" not in text
    # Once: not at the foot again.
    assert text.count('href="tel:112"') == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_is_not_there_and_takes_nothing(closed: Stage, language: str) -> None:
    pages = (
        phone().get(f"/{language}/contact/"),
        phone().post(f"/{language}/contact/", filled_form()),
    )
    for page in pages:
        assert page.status_code == 404 and HELP[language] in words_of(page)
        assert 'href="tel:112"' in words_of(page)
    assert not Conversation.objects.exists()


@pytest.mark.parametrize("code", ["HWP7K3", "NOSUCH", "x'--"])
def test_a_qr_code_leads_to_the_same_page(closed: Stage, code: str) -> None:
    make_entry_point("HWP7K3")
    answer = phone().get(f"/q/{code}", HTTP_ACCEPT_LANGUAGE="uk")
    assert (answer.status_code, answer["Location"]) == (302, "/uk/")


def test_whoever_has_a_code_is_still_answered(closed: Stage) -> None:
    conversation = make_report()
    assert 'href="/pl/return/"' in words_of(phone().get("/pl/"))
    page = phone().post("/pl/return/", {"code": code_of(conversation)})
    assert page.status_code == 200 and "Od kilku tygodni" in words_of(page)


def test_statement_and_notice_are_there(cast: Cast, closed: Stage) -> None:
    confirm_law(cast)
    for path in ("accessibility/statement", "privacy", "privacy/easy"):
        assert phone().get(f"/pl/{path}/").status_code == 200
    links = words_of(phone().get("/pl/"))
    assert 'href="/pl/privacy/"' in links and 'href="/pl/accessibility/statement/"' in links
    preview = browser_of(cast.administrator).get("/pl/staff/accessibility/statement/preview/")
    assert preview.status_code == 200 and "Witryna" in words_of(preview)


def test_partners_of_the_directory_stand_there_and_those_who_coordinate_first(
    cast: Cast, closed: Stage
) -> None:
    for body in (cast.partner, cast.coordinating):
        body.agreement_state = "signatory"
        body.save()
        Service.objects.create(organisation=body, key=body.key, name={"pl": "Rozmowa"})
        Phone.objects.create(organisation=body, number="+48580000000", display="58 000 00 00")
    text = words_of(phone().get("/pl/"))
    assert text.index("Ośrodek koordynujący") < text.index("Fundacja Łąka")
    assert 'href="/pl/partners/partner/"' in text


def test_slupsk_names_its_mopr_and_its_numbers(slupsk: None) -> None:
    document = read_seed("slupsk")
    names = ("profile", "phone_numbers", "organisations")
    furnish(document={name: document[name] for name in names}, source="test")
    text = words_of(phone("slupsk").get("/pl/"))
    assert "Miejski Ośrodek Pomocy Rodzinie w Słupsku" in text.partition("Kto pomaga")[2]
    assert "59 81 42 801" in text and "Koncepcja interwencji kryzysowej" in text


def test_search_engines_leave_it_out_until_it_is_open(gdansk: None) -> None:
    paths = ("/pl/", "/pl/partners/", "/pl/privacy/", "/q/HWP7K3", "/api/v1/organisations/")
    assert all("X-Robots-Tag" not in phone().get(path) for path in paths)
    set_stage(Stage.PREPARING)
    assert {phone().get(path).headers.get("X-Robots-Tag") for path in paths} == {"noindex"}


@pytest.mark.parametrize("path", ["/api/v1/organisations/", "/api/hsds/v3/organizations"])
def test_programs_read_who_helps_now(closed: Stage, path: str) -> None:
    assert phone().get(path).status_code == 200


def test_only_this_city_is_closed(closed: Stage) -> None:
    with entered("elblag"):
        answer = phone("elblag").get("/pl/contact/")
        assert answer.status_code == 200 and 'name="step"' in words_of(answer)


def test_an_open_city_takes_reports_at_once(closed: Stage) -> None:
    assert phone().get("/pl/contact/").status_code == 404
    set_stage(Stage.RUNNING)
    assert phone().post("/pl/contact/", filled_form()).status_code == 200
    assert Conversation.objects.count() == 1


def test_the_page_asks_little(
    closed: Stage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client: Client = phone()
    client.get("/pl/")
    with django_assert_max_num_queries(9):
        client.get("/pl/")
