"""What the database itself refuses."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from casework.incidents.actions import add_address, add_entry, bind_case, send_report
from casework.incidents.models import (
    CaseBinding,
    Incident,
    Mobilisation,
    ReportAddress,
    SituationReport,
)
from tests.casework.cases.situations import make_case
from tests.casework.incidents.making import ago, call_up, make_people
from tests.cast import Cast


def refused(name: str, make: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


def changed(row: Any, **facts: Any) -> Callable[[], object]:
    return lambda: type(row)._default_manager.filter(pk=row.pk).update(**facts)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("incident_closed_says_when", {"state": "closed"}),
        ("incident_closed_says_when", {"ended_at": ago(minutes=1)}),
        ("incident_closed_says_when", {"closed_at": ago(minutes=1)}),
        (
            "incident_ends_after_it_begins",
            {"state": "closed", "ended_at": ago(days=9), "closed_at": ago(days=1)},
        ),
        ("incident_injured_are_affected", {"injured": 1}),
        ("incident_evacuated_are_affected", {"evacuated": 1}),
        ("incident_sheltered_are_affected", {"sheltered": 1}),
        ("incident_missing_are_affected", {"missing": 1}),
        ("incident_has_a_name_and_a_place", {"name": ""}),
        ("incident_has_a_name_and_a_place", {"place": ""}),
    ],
)
def test_what_an_incident_needs(incident: Incident, name: str, facts: dict[str, Any]) -> None:
    refused(name, changed(incident, **facts))


def test_what_belongs_to_it_needs(cast: Cast, incident: Incident) -> None:
    refused("affected_people_are_somebody", changed(make_people(cast, incident), number=0))
    called = call_up(cast, incident)
    refused("mobilisation_says_what_for", changed(called, asked_for=""))
    facts: dict[str, Any] = {"incident": incident, "organisation": cast.partner, "asked_for": "x"}
    refused(
        "mobilisation_once_at_a_time",
        lambda: Mobilisation.objects.create(submission=uuid4(), **facts),
    )
    case = make_case(cast)
    bind_case(incident=incident, case=case, by=cast.consultant)
    refused(
        "case_once_in_an_incident",
        lambda: CaseBinding.objects.create(incident=incident, case=case),
    )
    add_address(office="Wydział", email="a@city.example", by=None)
    refused(
        "report_address_once",
        lambda: ReportAddress.objects.create(office="Inny", email="A@city.example"),
    )


def test_what_an_edition_needs(cast: Cast, incident: Incident) -> None:
    report = send_report(submission=uuid4(), incident=incident, words="", by=cast.coordinator)
    refused("situation_report_counts_from_one", changed(report, number=0))
    facts: dict[str, Any] = {"incident": incident, "number": 1, "figures": {}}
    refused(
        "situation_report_one_of_a_number",
        lambda: SituationReport.objects.create(submission=uuid4(), **facts),
    )


def test_the_log_and_what_was_sent_are_written_once(cast: Cast, incident: Incident) -> None:
    entry = add_entry(
        submission=uuid4(), incident=incident, text="x", for_partners=False, by=cast.consultant
    )
    report = send_report(submission=uuid4(), incident=incident, words="", by=cast.coordinator)
    for row in (entry, report):
        with pytest.raises(TypeError):
            row.save()
    assert timezone.now() >= entry.incident.began_at
