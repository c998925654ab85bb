"""A child writes: help for children first, honest words, and the duties of staff on record."""

import re
from html import unescape
from typing import Any

import pytest

from casework.intake import actions
from casework.intake.desk.duties import DUTIES
from casework.intake.models import DutyReading
from casework.partners.choices import ServiceStatus
from casework.partners.models import Need, Service
from ostoja.audit.models import AuditEvent
from tests.casework.intake.reports import filled_form, make_report, page_of, phone
from tests.cast import Cast, browser_of

LANGUAGES = ("pl", "en", "de", "uk")


def child(step: str, language: str = "pl", **answers: Any) -> str:
    """The page that a child sees after this one."""
    form = {**filled_form(), "step": step, "go": "next", "age": "minor", **answers}
    return unescape(phone().post(f"/{language}/contact/", form).content.decode())


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", ["about", "words", "needs", "reach", "safely"])
def test_the_helpline_for_children_stands_before_the_question(language: str, step: str) -> None:
    main = child(step, language).partition("<main")[2]
    assert main.index('href="tel:116111"') < main.index("<form")
    assert main.index('href="tel:112"') < main.index("<form")


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize(
    ("language", "secret"),
    [
        ("pl", "Nie wszystko możemy zachować w tajemnicy."),
        ("en", "We cannot keep everything secret."),
        ("de", "Wir können nicht alles geheim halten."),
        ("uk", "Ми не все можемо тримати в таємниці."),
    ],
)
def test_before_a_child_writes_it_knows_that_we_may_have_to_tell(
    language: str, secret: str
) -> None:
    page = child("about", language)
    assert page.index(secret) < page.index("<textarea")


@pytest.mark.usefixtures("gdansk")
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_of_a_child_promises_silence(language: str) -> None:
    promises = ("nikomu nie", "nobody will know", "we tell nobody", "niemandem", "нікому не")
    for step in ("safety", "about", "words", "needs", "reach", "safely"):
        page = child(step, language).lower()
        assert not [words for words in promises if words in page]


@pytest.mark.usefixtures("gdansk")
def test_a_child_chooses_in_a_childs_words() -> None:
    for key in ("psychological", "family", "debt"):
        Need.objects.get_or_create(key=key, defaults={"name": {"pl": f"Potrzeba {key}"}})
    page = child("words")
    assert "Chcę z kimś porozmawiać" in page and "W domu jest trudno" in page
    assert "Potrzeba debt" not in page and 'value="debt"' not in page
    assert page.count("<path") >= 2


def test_the_citys_centre_for_children_is_named(cast: Cast) -> None:
    need, _ = Need.objects.get_or_create(key="child-harmed", defaults={"name": {"pl": "Krzywda"}})
    assert child_centre_on(child("about")) is None
    service = Service.objects.create(
        organisation=cast.partner,
        key="dzieci",
        name={"pl": "Pomoc dziecku"},
        maximum_age=17,
        status=ServiceStatus.ACTIVE,
    )
    service.needs.add(need)
    assert child_centre_on(child("about")) == cast.partner.name
    Service.objects.filter(pk=service.pk).update(maximum_age=None)
    assert child_centre_on(child("about")) is None


def child_centre_on(page: str) -> str | None:
    """The name of the centre on a child's page."""
    found = re.search('<strong lang="pl">([^<]+)</strong>', page)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("facts", "shows"),
    [
        ({"is_minor": True}, True),
        ({"about": "child"}, True),
        ({"about": "me", "is_minor": False}, False),
    ],
)
def test_staff_see_the_duties_where_a_child_is_concerned(
    cast: Cast, facts: dict[str, Any], shows: bool
) -> None:
    page = unescape(browser_of(cast.consultant).get(page_of(make_report(**facts))).content.decode())
    for law in ("art. 240 § 1", "art. 304 § 2", "art. 572", "art. 22b i 22c"):
        assert (law in page) is shows
    assert len(DUTIES) == 8


def test_that_they_were_read_is_on_record_once_for_each_person(cast: Cast) -> None:
    conversation = make_report(is_minor=True)
    for person in (cast.consultant, cast.consultant, cast.colleague):
        answer = browser_of(person).post(page_of(conversation, "duties/"))
        assert answer.status_code == 302
    assert DutyReading.objects.count() == 2
    assert AuditEvent.objects.filter(verb="conversation.duties_read").count() == 2
    page = browser_of(cast.consultant).get(page_of(conversation)).content.decode()
    assert str(cast.colleague) in page and "duties/" not in page


def test_nobody_else_can_say_that_they_read_them(cast: Cast) -> None:
    conversation = make_report(is_minor=True)
    assert browser_of(cast.partner_worker).post(page_of(conversation, "duties/")).status_code == 404
    grown_up = make_report(is_minor=False)
    assert browser_of(cast.consultant).post(page_of(grown_up, "duties/")).status_code == 404
    assert browser_of(cast.consultant).get(page_of(conversation, "duties/")).status_code == 405
    assert not DutyReading.objects.exists()


def test_a_reading_goes_with_its_conversation(cast: Cast) -> None:
    conversation = make_report(is_minor=True)
    actions.read_duties(conversation=conversation, by=cast.consultant)
    conversation.delete()
    assert not DutyReading.objects.exists()
