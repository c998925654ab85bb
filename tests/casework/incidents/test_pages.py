"""Pages of incidents: what is typed is kept, said back, and done once."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from casework.cases.models import Case
from casework.incidents.actions import add_address
from casework.incidents.models import AffectedPeople, Incident, ReportAddress, SituationReport
from casework.moments import WARSAW
from tests.casework.cases.situations import make_case, need, url, words
from tests.casework.incidents.making import (
    LABEL,
    NAME,
    NUMBERS,
    PLACE,
    call_up,
    close,
    make_incident,
    make_people,
)
from tests.casework.meetings.making import parts
from tests.cast import Cast, browser_of


@pytest.fixture
def leader(cast: Cast) -> Client:
    """The coordinator's."""
    return browser_of(cast.coordinator)


@pytest.fixture
def browser(cast: Cast) -> Client:
    """The consultant's."""
    return browser_of(cast.consultant)


def typed(cast: Cast, at: datetime | None = None, **changes: Any) -> dict[str, Any]:
    local = timezone.localtime(at or timezone.now() - timedelta(hours=1))
    given = {
        "kind": "fire",
        "name": NAME,
        "place": PLACE,
        "hour": f"{local:%H:%M}",
        "fold": "",
        "leader": str(cast.coordinator.pk),
        "submission": str(uuid4()),
        **parts("day", local.date()),
    }
    return given | changes


def test_it_is_declared_once_and_changed(cast: Cast, leader: Client) -> None:
    sent = typed(cast)
    for _twice in range(2):
        assert leader.post(url("incident_new"), sent).status_code == 302
    incident = Incident.objects.get()
    edit = url("incident_edit", incident.pk)
    assert NAME in words(leader, "incident_edit", incident.pk)
    changed = typed(cast, place="ul. Inna 1", version="1")
    assert leader.post(edit, changed).status_code == 302
    overtaken = leader.post(edit, typed(cast, place="ul. Trzecia 1", version="1"))
    assert overtaken.status_code == 422 and "ul. Trzecia 1" in overtaken.content.decode()
    incident.refresh_from_db()
    assert incident.place == "ul. Inna 1"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "Po\x00żar"},
        {"name": "x" * 121},
        {"place": ""},
        {"kind": "war"},
        {"hour": "25:00"},
        {"hour": ""},
        {"leader": "x"},
        {"day_year": "1995"},
        {"day_year": "2099"},
    ],
)
def test_what_makes_no_incident_is_said_and_kept(
    cast: Cast, leader: Client, changes: dict[str, Any]
) -> None:
    answer = leader.post(url("incident_new"), typed(cast, **changes))
    page = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-summary" in page
    assert (PLACE if "place" not in changes else NAME) in page
    assert not Incident.objects.exists()


def test_the_hour_that_comes_twice_is_asked_about(cast: Cast, leader: Client) -> None:
    now = timezone.localtime(timezone.now(), WARSAW)
    year = now.year if (now.month, now.day) > (11, 1) else now.year - 1
    sundays = [day for day in range(25, 32) if date(year, 10, day).weekday() == 6]
    sent = typed(cast, hour="2:30") | parts("day", date(year, 10, sundays[-1]))
    asked = leader.post(url("incident_new"), sent)
    page = asked.content.decode()
    assert asked.status_code == 422 and "the second time (winter time already)" in page
    assert leader.post(url("incident_new"), {**sent, "fold": "1"}).status_code == 302
    assert Incident.objects.get().began_at.hour == 1  # UTC


def test_numbers_that_cannot_be_are_said_where_they_stand(
    cast: Cast, incident: Incident, browser: Client
) -> None:
    address, right = url("incident_numbers", incident.pk), {**NUMBERS, "version": "2"}
    for wrong in ({"injured": "41"}, {"missing": "-1"}, {"affected": ""}, {"sheltered": "x"}):
        answer = browser.post(address, {**right, **wrong})
        assert answer.status_code == 422 and "govuk-error-summary" in answer.content.decode()
    assert browser.post(address, right).status_code == 302
    assert browser.post(address, right).status_code == 422  # somebody was quicker
    page = words(browser, "incident", incident.pk)
    assert "Reported as injured: 6" in page


def test_people_are_written_down_changed_and_taken_out(
    cast: Cast, incident: Incident, browser: Client
) -> None:
    sent = {
        "label": LABEL,
        "number": "4",
        "whereabouts": "sheltered",
        "place": "sala",
        "needs": [str(need(0).pk)],
        "helper": "",
        "remark": "",
        "submission": str(uuid4()),
    }
    address = url("affected_new", incident.pk)
    for wrong in ({"label": ""}, {"number": "0"}, {"number": "1000"}, {"remark": "a\x00b"}):
        refused = browser.post(address, {**sent, **wrong})
        assert refused.status_code == 422 and "sala" in refused.content.decode()
    for _twice in range(2):
        assert browser.post(address, sent).status_code == 302
    people = AffectedPeople.objects.get()
    page = words(browser, "incident", incident.pk)
    assert LABEL in page and str(need(0)) in page and "4 people" in page
    edit = url("affected_edit", people.pk)
    assert browser.post(edit, {**sent, "needs": [], "version": "1"}).status_code == 302
    assert browser.post(edit, {**sent, "version": "1"}).status_code == 422
    assert "No need is open" in words(browser, "incident", incident.pk)
    remove = url("affected_remove", people.pk)
    assert LABEL in words(browser, "affected_remove", people.pk)
    assert browser.post(remove, {"version": "1"}).status_code == 422
    assert browser.post(remove, {"version": "2"}).status_code == 302
    assert not AffectedPeople.objects.exists()


def test_a_case_is_opened_for_a_line_and_another_one_bound(
    cast: Cast, incident: Incident, browser: Client
) -> None:
    people = make_people(cast, incident)
    page = words(browser, "affected_case", people.pk)
    assert LABEL in page and NAME in page
    sent = {
        "lead": str(cast.centre.pk),
        "pseudonym": "Wrzos",
        "person_name": LABEL,
        "summary": "Po pożarze",
        "urgency": "urgent",
        "submission": str(uuid4()),
    }
    address = url("affected_case", people.pk)
    assert browser.post(address, {**sent, "pseudonym": ""}).status_code == 422
    for _twice in range(2):
        assert browser.post(address, sent).status_code == 302
    assert Case.objects.get().pseudonym == "Wrzos"
    second = browser.post(address, {**sent, "submission": str(uuid4())})
    assert second.status_code == 422
    other = make_case(cast, pseudonym="Sosna")
    bind = url("incident_bind", incident.pk)
    for number in ("", "nie ma takiej", "\x00"):
        assert browser.post(bind, {"case_number": number}).status_code == 422
    assert browser.post(bind, {"case_number": f" {other.number.lower()} "}).status_code == 302
    assert browser.post(bind, {"case_number": other.number}).status_code == 422
    assert "Sosna" in words(browser, "incident", incident.pk)
    binding = other.incidents.get()
    assert browser.post(url("case_unbind", binding.pk)).status_code == 302
    assert "Sosna" not in words(browser, "incident", incident.pk)


def test_partners_are_called_up_and_answer(cast: Cast, incident: Incident, leader: Client) -> None:
    sent = {"organisation": str(cast.partner.pk), "asked_for": "Koce", "submission": str(uuid4())}
    cast.partner.agreement_state = "signatory"
    cast.partner.save()
    address = url("mobilisation_new", incident.pk)
    assert leader.post(address, {**sent, "asked_for": ""}).status_code == 422
    for _twice in range(2):
        assert leader.post(address, sent).status_code == 302
    called = incident.mobilisations.get()
    worker = browser_of(cast.partner_worker)
    confirm = url("mobilisation_step", called.pk, "confirm")
    assert "Koce" in worker.get(confirm).content.decode()
    assert worker.post(confirm, {"version": "1", "answer": "O piątej"}).status_code == 302
    assert "O piątej" in words(leader, "incident", incident.pk)
    again = worker.post(confirm, {"version": "1", "answer": "x"}, follow=True)
    assert "Look at how it is now" in again.content.decode()
    decline = url("mobilisation_step", called.pk, "decline")
    assert worker.post(decline, {"version": "2", "answer": ""}).status_code == 422
    gone = worker.post(decline, {"version": "2", "answer": "Brak ludzi"})
    assert gone["Location"].endswith("/incidents/")
    assert worker.get(url("mobilisation_step", called.pk, "fly")).status_code == 404


def test_a_report_is_looked_at_first_and_then_sent(
    cast: Cast, incident: Incident, leader: Client
) -> None:
    add_address(office="Wydział", email="kryzys@city.example", by=cast.administrator)
    address = url("situation_report_new", incident.pk)
    sent = {"words": "Blok jest pusty.", "submission": str(uuid4())}
    preview = leader.post(address, {**sent, "preview": "1"})
    page = preview.content.decode()
    assert preview.status_code == 200 and page.count("Blok jest pusty.") == 2
    assert "kryzys@city.example" in page and "preview, not sent" in page
    unchecked = leader.post(address, sent)
    assert unchecked.status_code == 422 and "Blok jest pusty." in unchecked.content.decode()
    spoilt = leader.post(address, {**sent, "words": "a\x00b", "has_no_names": "on"})
    assert spoilt.status_code == 422
    assert not SituationReport.objects.exists()
    for _twice in range(2):
        answer = leader.post(address, {**sent, "has_no_names": "on"})
        assert answer.status_code == 302
    report = SituationReport.objects.get()
    assert "Blok jest pusty." in words(leader, "situation_report", report.pk)
    file = leader.get(url("situation_report_pdf", report.pk))
    assert file["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF-")
    assert "Edition 1" in words(leader, "incident", incident.pk)


def test_the_log_is_written_into_and_read(cast: Cast, incident: Incident, browser: Client) -> None:
    address = url("incident_entry", incident.pk)
    assert browser.post(address, {"text": " "}).status_code == 422
    for number in range(22):
        sent = {"text": f"Wpis {number}.", "submission": str(uuid4())}
        assert browser.post(address, sent).status_code == 302
    page = words(browser, "incident", incident.pk)
    assert "Wpis 21." in page and "Wpis 0." not in page
    assert "Wpis 0." in words(browser, "incident_log", incident.pk)


def test_steps_are_taken_on_their_page(cast: Cast, leader: Client) -> None:
    incident = make_incident(cast)
    address = url("incident_step", incident.pk, "close")
    local = timezone.localtime()
    sent = {"version": "1", "reason": "", "hour": f"{local:%H:%M}", **parts("day", local.date())}
    assert leader.post(address, sent).status_code == 422
    early = {**sent, "reason": "Alarm", **parts("day", local.date() - timedelta(days=3))}
    refused = leader.post(address, early)
    assert refused.status_code == 422 and "Alarm" in refused.content.decode()
    assert leader.post(address, {**sent, "reason": "Alarm"}).status_code == 302
    assert leader.post(address, {**sent, "reason": "Alarm"}).status_code == 302  # it is closed
    assert leader.get(url("incident_step", incident.pk, "fly")).status_code == 404
    page = words(leader, "incident", incident.pk)
    assert "Open the incident again" in page and "Call up a partner" not in page
    assert words(leader, "incidents").count(NAME) == 1


def test_a_reason_is_not_lost_where_somebody_was_faster(cast: Cast, leader: Client) -> None:
    incident = make_incident(cast)
    said: dict[str, Any] = {"version": incident.version, "reason": "Jedzie trzeci zespół."}
    close(cast, incident)
    for _time in range(2):
        answer = leader.post(url("incident_step", incident.pk, "start"), said)
        assert answer.status_code == 422 and said["reason"] in answer.content.decode()
        said["version"] = Incident.objects.get().version
    said["reason"] = ""
    assert leader.post(url("incident_step", incident.pk, "start"), said).status_code == 302


def test_what_is_closed_takes_no_form(cast: Cast, leader: Client) -> None:
    incident = make_incident(cast)
    call_up(cast, incident)
    local = timezone.localtime()
    sent = {"version": "1", "reason": "x", "hour": f"{local:%H:%M}", **parts("day", local.date())}
    leader.post(url("incident_step", incident.pk, "close"), sent)
    text = {"text": "Jeszcze coś", "submission": str(uuid4())}
    answer = leader.post(url("incident_entry", incident.pk), text)
    assert answer.status_code == 422 and "Jeszcze coś" in answer.content.decode()


def test_addresses_are_set_by_the_administrator(cast: Cast) -> None:
    browser = browser_of(cast.administrator)
    sent = {"office": "Wydział", "email": "kryzys@city.example"}
    assert browser.post(url("report_addresses"), {**sent, "email": "x"}).status_code == 422
    assert browser.post(url("report_addresses"), sent).status_code == 302
    assert browser.post(url("report_addresses"), sent).status_code == 422
    address = ReportAddress.objects.get()
    assert "kryzys@city.example" in words(browser, "report_addresses")
    assert browser.post(url("report_address_remove", address.pk)).status_code == 302
    assert browser.post(url("report_address_remove", address.pk)).status_code == 404
