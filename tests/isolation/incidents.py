"""A city's incident with its canary: people, a bound case, partners called up, a report."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from casework.cases.models import Case
from casework.incidents import actions
from casework.incidents.models import (
    AffectedPeople,
    CaseBinding,
    Incident,
    Mobilisation,
    ReportAddress,
    SituationReport,
)
from tests.cast import Cast


@dataclass(frozen=True, slots=True)
class Incidents:
    """What a route of incidents may ask for; ``called`` is the partner's."""

    incident: Incident
    people: AffectedPeople
    binding: CaseBinding
    called: Mobilisation
    report: SituationReport
    address: ReportAddress


def make_incident_rows(
    canary: str, cast: Cast, case: Case, submission: Callable[[], UUID]
) -> Incidents:
    """Everything with the canary in it."""
    by = cast.coordinator
    incident = actions.declare(
        submission=submission(),
        kind="fire",
        name=canary,
        place=canary,
        began_at=timezone.now(),
        leader=by,
        by=by,
    )
    people = actions.add_people(
        submission=submission(),
        incident=incident,
        label=canary,
        number=1,
        whereabouts="at_home",
        place=canary,
        needs=[],
        remark=canary,
        helper=cast.partner,
        by=cast.consultant,
    )
    called = actions.mobilise(
        submission=submission(),
        incident=incident,
        organisation=cast.partner,
        asked_for=canary,
        by=by,
    )
    address = actions.add_address(office=canary, email="crisis@city.example", by=by)
    report = actions.send_report(submission=submission(), incident=incident, words=canary, by=by)
    binding = actions.bind_case(incident=incident, case=case, by=cast.consultant)
    return Incidents(incident, people, binding, called, report, address)
