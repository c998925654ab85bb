"""Who sees what of an incident: staff all of it, a partner what it needs, nobody a kept case."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.urls import reverse

from casework.incidents import actions, selectors
from casework.incidents.models import Incident
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, shown, url, words
from tests.casework.cases.test_kept_after_merging import keep_out
from tests.casework.incidents.making import (
    LABEL,
    NAME,
    call_up,
    close,
    make_incident,
    make_people,
)
from tests.cast import Cast, browser_of

STAFF = ("consultant", "colleague", "supervisor", "coordinator")
NOBODY = ("member", "animator", "administrator", "officer", "analyst")


def note(cast: Cast, incident: Incident, text: str, *, for_partners: bool = False) -> None:
    actions.add_entry(
        submission=uuid4(),
        incident=incident,
        text=text,
        for_partners=for_partners,
        by=cast.consultant,
    )


@pytest.mark.parametrize("who", [*STAFF, "partner_worker", "stranger", *NOBODY])
def test_whom_the_board_is_for(cast: Cast, incident: Incident, who: str) -> None:
    call_up(cast, incident)
    sees = who in STAFF or who == "partner_worker"
    answer = browser_of(getattr(cast, who)).get(url("incident", incident.pk))
    assert answer.status_code == (200 if sees else 404)
    assert (NAME in answer.content.decode()) is sees


def test_a_partner_sees_by_name_only_whom_it_looks_after(cast: Cast, incident: Incident) -> None:
    make_people(cast, incident, remark="Tajne", place="u siostry")
    make_people(cast, incident, label="Nasi", helper=cast.partner)
    call_up(cast, incident)
    call_up(cast, incident, cast.other_partner, asked_for="Zupa dla obcych")
    note(cast, incident, "Nazwiska", for_partners=False)
    note(cast, incident, "Brama otwarta", for_partners=True)
    page = words(browser_of(cast.partner_worker), "incident", incident.pk)
    assert "Nasi" in page and "Brama otwarta" in page and "20 koców" in page
    for secret in (LABEL, "Tajne", "u siostry", "Nazwiska", "Zupa dla obcych"):
        assert secret not in page
    assert cast.other_partner.name not in page
    board = words(browser_of(cast.consultant), "incident", incident.pk)
    assert LABEL in board and "Tajne" in board and "Zupa dla obcych" in board


def test_a_partner_changes_nothing_but_its_answer(cast: Cast, incident: Incident) -> None:
    people = make_people(cast, incident, helper=cast.partner)
    called = call_up(cast, incident)
    browser = browser_of(cast.partner_worker)
    for name, args in (
        ("affected_new", [incident.pk]),
        ("affected_edit", [people.pk]),
        ("incident_numbers", [incident.pk]),
        ("incident_entry", [incident.pk]),
        ("mobilisation_new", [incident.pk]),
        ("situation_report_new", [incident.pk]),
        ("incident_step", [incident.pk, "close"]),
        ("mobilisation_step", [called.pk, "release"]),
    ):
        assert browser.get(reverse(name, args=args)).status_code == 404, name
    stranger = browser_of(cast.stranger)
    confirm = reverse("mobilisation_step", args=[called.pk, "confirm"])
    assert stranger.get(confirm).status_code == 404
    assert browser.get(confirm).status_code == 200


def test_consultants_write_and_do_not_lead(cast: Cast, incident: Incident) -> None:
    browser = browser_of(cast.consultant)
    assert browser.get(url("affected_new", incident.pk)).status_code == 200
    for name, args in (
        ("incident_new", []),
        ("incident_edit", [incident.pk]),
        ("mobilisation_new", [incident.pk]),
        ("situation_report_new", [incident.pk]),
        ("report_addresses", []),
    ):
        assert browser.get(reverse(name, args=args)).status_code == 404, name


def test_a_case_that_is_kept_from_somebody_has_no_name_for_them(
    cast: Cast, incident: Incident
) -> None:
    case, people = make_case(cast, pseudonym="Wrzos"), make_people(cast, incident)
    actions.bind_case(incident=incident, case=case, people=people, by=cast.consultant)
    assert "Wrzos" in words(browser_of(cast.colleague), "incident", incident.pk)
    keep_out(case, cast.colleague, cast.consultant)
    page = words(browser_of(cast.colleague), "incident", incident.pk)
    assert "Wrzos" not in page and LABEL not in page
    assert browser_of(cast.colleague).get(url("affected_edit", people.pk)).status_code == 404
    assert "Wrzos" in words(browser_of(cast.consultant), "incident", incident.pk)
    assert not selectors.bindings_visible_to(incident, cast.colleague).exists()
    assert not selectors.people_visible_to(incident, cast.colleague).exists()


def test_a_partners_program_reads_nothing_of_a_case_that_is_kept_from_its_person(
    cast: Cast, incident: Incident
) -> None:
    case, people = make_case(cast), make_people(cast, incident, helper=cast.partner)
    call_up(cast, incident)
    actions.bind_case(incident=incident, case=case, people=people, by=cast.consultant)
    assert set(selectors.people_visible_to(incident, cast.partner_worker)) == {people}
    keep_out(case, cast.partner_worker, cast.consultant)
    assert LABEL not in words(browser_of(cast.partner_worker), "incident", incident.pk)
    assert not selectors.people_visible_to(incident, cast.partner_worker).exists()


def test_a_partner_sees_a_closed_incident_no_longer(cast: Cast, incident: Incident) -> None:
    make_people(cast, incident, helper=cast.partner)
    called = call_up(cast, incident)
    slow = actions.wind_down_incident(
        incident=incident, version=incident.version, by=cast.coordinator
    )
    browser = browser_of(cast.partner_worker)
    assert LABEL in words(browser, "incident", incident.pk)
    close(cast, slow)
    assert browser.get(url("incident", incident.pk)).status_code == 404
    assert NAME not in words(browser, "incidents")
    with pytest.raises(Http404):
        selectors.mobilisation_for(cast.partner_worker, called.pk)
    assert LABEL in words(browser_of(cast.consultant), "incident", incident.pk)


def test_a_partner_does_not_learn_which_other_body_looks_after_whom(
    cast: Cast, incident: Incident
) -> None:
    make_people(cast, incident, helper=cast.other_partner)
    call_up(cast, incident)
    assert cast.other_partner.name not in words(
        browser_of(cast.partner_worker), "incident", incident.pk
    )
    assert cast.other_partner.name in words(browser_of(cast.consultant), "incident", incident.pk)


def test_a_case_of_another_body_is_not_shown(cast: Cast, incident: Incident) -> None:
    case = make_case(cast, pseudonym="Wrzos")
    actions.bind_case(incident=incident, case=case, by=cast.consultant)
    assert "Wrzos" not in words(browser_of(cast.coordinator), "incident", incident.pk)


def test_a_board_that_asks_again_is_one_reading(cast: Cast, incident: Incident) -> None:
    browser = browser_of(cast.consultant)
    for _ in range(3):
        shown(browser, url("incident", incident.pk))
    assert AuditEvent.objects.filter(verb="incident.seen").count() == 1


def test_the_board_costs_the_same_for_many(
    cast: Cast, incident: Incident, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser, address = browser_of(cast.consultant), url("incident", incident.pk)

    def fill(number: int) -> None:
        for _ in range(number):
            people = make_people(cast, incident)
            actions.bind_case(
                incident=incident, case=make_case(cast), people=people, by=cast.consultant
            )
            note(cast, incident, "x")

    fill(1)
    call_up(cast, incident)
    shown(browser, address)
    with django_assert_max_num_queries(20) as few:
        shown(browser, address)
    fill(4)
    call_up(cast, incident, cast.other_partner)
    with django_assert_max_num_queries(len(few)):
        shown(browser, address)


def test_a_long_log_comes_page_by_page(cast: Cast, incident: Incident) -> None:
    for number in range(60):
        note(cast, incident, f"Wpis {number:02}.")
    browser, address = browser_of(cast.consultant), url("incident_log", incident.pk)
    first = browser.get(address).content.decode()
    assert "Wpis 59." in first and "Wpis 05." not in first
    assert "Wpis 05." in browser.get(f"{address}?page=2").content.decode()


def test_the_list_costs_the_same_for_many(
    cast: Cast, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    browser = browser_of(cast.consultant)
    for _ in range(4):
        make_incident(cast)
    shown(browser, url("incidents"))
    with django_assert_max_num_queries(6):
        assert NAME in shown(browser, url("incidents"))
