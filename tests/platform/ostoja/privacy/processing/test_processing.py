"""The register of processing and the assessment: what is generated, and the city's words."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.privacy.processing import register
from ostoja.privacy.processing.actions import (
    add_controller,
    change_activity,
    change_assessment,
    change_controller,
)
from ostoja.privacy.processing.models import Activity, Assessment, Controller
from ostoja.privacy.requests import holdings
from ostoja.privacy.retention.classes import every_class
from ostoja.privacy.retention.models import RetentionPeriod
from tests.cast import Cast, browser_of

HOME = "/en/staff/processing/"
WORDS = {"purpose": "Pomoc w kryzysie", "basis": "Do zatwierdzenia", "people": "Mieszkańcy"}


@pytest.fixture
def officer(cast: Cast) -> Client:
    return browser_of(cast.officer)


def body(cast: Cast, **facts: Any) -> Controller:
    told = {"submission": uuid4(), "name": "Ośrodek Przykładowy", "part": "joint"}
    return add_controller(by=cast.officer, **{**told, **facts})


def test_each_kind_of_data_is_an_entry_with_its_period(cast: Cast, officer: Client) -> None:
    RetentionPeriod.objects.create(key="cases", days=4000)
    page = officer.get(HOME).content.decode()
    for kind in every_class():
        assert escape(str(kind.label)) in page
    assert "Days: 4000" in page
    in_help = 1
    assert page.count("words are missing") == len(every_class()) + in_help


def test_the_classes_of_a_case_are_those_of_all_its_rooms(cast: Cast) -> None:
    entry = next(one for one in register.entries() if one.rule.kind.key == "cases")
    assert any("art. 9" in one for one in entry.classes)
    assert any("hashes" in one for one in entry.classes) is False
    assert any("tells who" in one for one in entry.classes)


def test_the_words_of_the_city_complete_an_entry(cast: Cast, officer: Client) -> None:
    address = reverse("processing_edit", args=["cases"])
    assert officer.post(address, {**WORDS, "version": 0}).status_code == 302
    entry = next(one for one in register.entries() if one.rule.kind.key == "cases")
    assert entry.is_whole
    assert "Pomoc w kryzysie" in officer.get(HOME).content.decode()
    assert AuditEvent.objects.filter(verb="processing.activity_changed").count() == 1
    again = officer.post(address, {**WORDS, "purpose": "Inny", "version": 0})
    assert "Somebody changed this" in again.content.decode()
    assert officer.get(reverse("processing_edit", args=["nothing"])).status_code == 404


def test_the_second_of_two_is_told(cast: Cast) -> None:
    change_activity(key="cases", version=0, by=cast.officer, **WORDS)
    with pytest.raises(StaleObject):
        change_activity(key="cases", version=0, by=cast.officer, **WORDS)
    change_activity(key="cases", version=1, by=cast.officer, **WORDS)
    change_assessment(version=0, by=cast.officer, risks="Ujawnienie")
    with pytest.raises(StaleObject):
        change_assessment(version=0, by=cast.officer, risks="Inne")
    found = body(cast)
    change_controller(controller=found, version=1, by=cast.officer, name="Inny")
    with pytest.raises(StaleObject):
        change_controller(controller=found, version=1, by=cast.officer, name="Trzeci")


def test_a_body_is_added_once_chosen_and_removed(cast: Cast, officer: Client) -> None:
    submission = uuid4()
    found = body(cast, submission=submission)
    assert body(cast, submission=submission) == found
    with pytest.raises(IntegrityError), transaction.atomic():
        Controller.objects.create(submission=uuid4(), name=found.name, part=found.part)
    change_activity(key="cases", version=0, by=cast.officer, controller=found, **WORDS)
    assert "Ośrodek Przykładowy" in officer.get(HOME).content.decode()
    officer.post(reverse("controller_remove", args=[found.pk]))
    assert not Controller.objects.exists()
    assert Activity.objects.get().controller is None


def test_a_body_twice_is_refused_at_its_name(cast: Cast, officer: Client) -> None:
    found = body(cast)
    sent = {"name": found.name, "part": found.part}
    answer = officer.post(reverse("controller_new"), sent)
    assert answer.status_code == 422
    assert "stands here already" in answer.content.decode()
    address = reverse("controller_edit", args=[found.pk])
    assert officer.post(address, {**sent, "version": 1, "contact": "x"}).status_code == 302


def test_the_assessment_lists_each_field_about_clients(cast: Cast, officer: Client) -> None:
    page = officer.get(reverse("assessment")).content.decode()
    for holding in holdings.every_holding():
        assert escape(str(holding.label)) in page
    assert "What happened (encrypted)" in page
    assert "not written yet" in page
    said = {"risks": "Druga strona dowiaduje się adresu", "version": 0}
    officer.post(reverse("assessment_edit"), said)
    assert "Druga strona" in officer.get(reverse("assessment")).content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(only=False)


@pytest.mark.parametrize("name", ["processing_pdf", "assessment_pdf"])
def test_on_paper_as_pdf_ua(cast: Cast, officer: Client, name: str) -> None:
    body(cast)
    pdf = officer.get(reverse(name)).content
    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf


def test_administrators_see_it_and_nobody_else(cast: Cast) -> None:
    assert browser_of(cast.administrator).get(HOME).status_code == 200
    for person in (cast.consultant, cast.coordinator, cast.supervisor, cast.analyst):
        assert browser_of(person).get(HOME).status_code == 404


def test_it_asks_the_same_for_any_number(
    cast: Cast, officer: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for key in ("cases", "conversations", "audit"):
        controller = body(cast, name=key)
        change_activity(key=key, version=0, by=cast.officer, controller=controller, **WORDS)
    officer.get(HOME)
    with django_assert_max_num_queries(9):
        officer.get(HOME)
