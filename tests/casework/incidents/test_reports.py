"""Situation reports: what they tell, what they keep quiet about, and that they never change."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import translation

from casework.incidents import actions, letters
from casework.incidents.counting import figures_of, told_part
from casework.incidents.models import Incident, SituationReport
from casework.incidents.refusals import IncidentRefused
from casework.incidents.situation import document_of
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import deliver_due
from tests.casework.cases.situations import make_case, need
from tests.casework.cases.test_kept_after_merging import keep_out
from tests.casework.incidents.making import (
    LABEL,
    NUMBERS,
    call_up,
    close,
    make_incident,
    make_people,
)
from tests.cast import Cast

ADDRESS = "kryzys@city.example"


def send(cast: Cast, incident: Incident, words: str = "", **given: Any) -> SituationReport:
    return actions.send_report(
        **{"submission": uuid4(), "by": cast.coordinator, **given}, incident=incident, words=words
    )


def counted(cast: Cast, incident: Incident, **numbers: int) -> Incident:
    incident.refresh_from_db()
    return actions.change_numbers(
        incident=incident, version=incident.version, by=cast.coordinator, **{**NUMBERS, **numbers}
    )


@pytest.mark.parametrize(
    ("number", "whole", "told"),
    [(0, 40, 0), (4, 40, None), (5, 40, 5), (36, 40, None), (40, 40, 40), (3, 3, None)],
)
def test_a_part_is_told_where_neither_it_nor_the_rest_is_small(
    number: int, whole: int, told: int | None
) -> None:
    assert told_part(number, whole) == told


def test_no_small_number_leaves_the_city(cast: Cast, incident: Incident) -> None:
    counted(cast, incident, injured=3, evacuated=38)
    make_people(cast, incident, number=9, whereabouts="sheltered", needs=[need(0)])
    make_people(cast, incident, number=2, whereabouts="hospital", needs=[need(1)])
    make_people(cast, incident, number=8, whereabouts="at_home")
    figures = figures_of(Incident.objects.get(pk=incident.pk), cast.coordinator)
    reported = figures["reported"]
    assert (reported["affected"], reported["injured"], reported["evacuated"]) == (40, None, None)
    assert figures["listed"] == 19
    where = figures["whereabouts"]
    assert where["hospital"] is None and [where["sheltered"], where["at_home"]].count(None) == 1
    assert [one["number"] for one in figures["needs"]] == [9, None]


def test_few_people_are_told_not_at_all(cast: Cast, incident: Incident) -> None:
    make_people(cast, incident, number=4)
    figures = figures_of(incident, cast.coordinator)
    assert figures["listed"] is None
    assert set(figures["whereabouts"].values()) == {None}


def test_a_case_that_is_kept_to_people_is_in_no_count(cast: Cast, incident: Incident) -> None:
    cases = [make_case(cast) for _ in range(5)]
    for case in cases:
        actions.bind_case(incident=incident, case=case, by=cast.consultant)
    assert figures_of(incident, None)["cases"] == 5
    keep_out(cases[0], cast.colleague, cast.consultant)
    assert figures_of(incident, None)["cases"] is None


def test_editions_are_numbered_sent_once_and_kept(cast: Cast, incident: Incident) -> None:
    actions.add_address(office="Wydział", email=ADDRESS, by=cast.administrator)
    counted(cast, incident)
    submission = uuid4()
    first = send(cast, incident, "Blok jest pusty.", submission=submission)
    assert send(cast, incident, "Coś innego", submission=submission).pk == first.pk
    second = send(cast, incident)
    assert (first.number, second.number, first.sent_to) == (1, 2, [ADDRESS])
    assert OutboxMessage.objects.filter(to=ADDRESS).count() == 2
    before = letters.pdf_of_edition(first)
    counted(cast, incident, affected=400)
    Incident.objects.filter(pk=incident.pk).update(name="Inna nazwa", place="Inne miejsce")
    kept = SituationReport.objects.get(pk=first.pk)
    assert letters.pdf_of_edition(kept) == before
    assert before.startswith(b"%PDF-")


def test_the_email_says_nothing_and_carries_the_pdf(cast: Cast, incident: Incident) -> None:
    actions.add_address(office="Wydział", email=ADDRESS, by=cast.administrator)
    make_people(cast, incident)
    report = send(cast, incident, "Słowa raportu")
    deliver_due()
    [letter] = [one for one in mail.outbox if one.to == [ADDRESS]]
    assert str(report.pk) in letter.body and "PDF" in letter.body
    for secret in (LABEL, incident.name, incident.place, "Słowa raportu", "sala"):
        assert secret not in f"{letter.subject} {letter.body}"
    [(name, content, kind)] = letter.attachments
    assert (name, kind) == ("situation-report-1.pdf", "application/pdf")
    assert bytes(content) == letters.pdf_of_edition(report)
    message = OutboxMessage.objects.get(to=ADDRESS)
    assert message.sent_at and message.attached == f"situation-report:{report.pk}"


def test_it_holds_no_client_data_in_any_language(cast: Cast, incident: Incident) -> None:
    people = make_people(cast, incident, remark="Chora na serce", number=7)
    actions.bind_case(
        incident=incident, case=make_case(cast, pseudonym="Wrzos"), by=cast.consultant
    )
    call_up(cast, incident, asked_for="leki dla pani z piętra")
    report = send(cast, incident)
    for language in ("pl", "en"):
        with translation.override(language):
            said = str(document_of(report.figures, report.words, report.number))
        secrets = (people.label, people.place, people.remark, "Wrzos", "leki dla")
        assert not [one for one in secrets if one in said]
        assert cast.partner.name in said


def test_without_an_address_it_is_kept_and_goes_to_nobody(cast: Cast, incident: Incident) -> None:
    report = send(cast, incident)
    assert report.sent_to == [] and not OutboxMessage.objects.exclude(attached="").exists()
    assert incident.entries.filter(kind="report").get().facts == {"number": 1, "sent": 0}


def test_a_closed_incident_reports_nothing_more(cast: Cast) -> None:
    incident = make_incident(cast)
    close(cast, incident)
    with pytest.raises(IncidentRefused):
        send(cast, incident)


def test_an_address_is_kept_once(cast: Cast) -> None:
    address = actions.add_address(office="Wydział", email=ADDRESS, by=cast.administrator)
    with pytest.raises(IncidentRefused):
        actions.add_address(office="Inny", email=ADDRESS.upper(), by=cast.administrator)
    actions.remove_address(address=address, by=cast.administrator)
    actions.add_address(office="Inny", email=ADDRESS, by=cast.administrator)
