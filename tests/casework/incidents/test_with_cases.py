"""Incidents beside cases: opening and binding, merging, periods, a person's copy and erasure."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from casework.cases import merging
from casework.cases.refusal import NotAllowed
from casework.cases.retention import CLOSED_CASES
from casework.incidents import actions, personal
from casework.incidents.models import AffectedPeople, CaseBinding, Entry, Incident
from casework.incidents.refusals import IncidentRefused
from casework.incidents.retention import INCIDENTS, PEOPLE
from casework.partners.models import Organisation
from ostoja.privacy.requests import holdings, subjects
from tests.casework.cases.situations import make_case, need
from tests.casework.incidents.making import LABEL, ago, call_up, close, make_incident, make_people
from tests.cast import Cast


def opening(cast: Cast, lead: Organisation | None = None) -> dict[str, Any]:
    return {
        "lead": lead or cast.centre,
        "pseudonym": "Wrzos",
        "person_name": "",
        "summary": "Po pożarze",
        "urgency": "urgent",
        "by": cast.consultant,
    }


def test_a_case_is_opened_out_of_a_line_once(cast: Cast, incident: Incident) -> None:
    people, submission = make_people(cast, incident, needs=[need(0)]), uuid4()
    case = actions.open_case_for(submission=submission, people=people, **opening(cast))
    again = actions.open_case_for(submission=submission, people=people, **opening(cast))
    assert case.pk == again.pk
    assert [one.need for one in case.needs.all()] == [need(0)]
    binding = CaseBinding.objects.get()
    assert (binding.case, binding.people, binding.incident) == (case, people, incident)
    with pytest.raises(IncidentRefused):
        actions.open_case_for(submission=uuid4(), people=people, **opening(cast))


def test_binding_twice_changes_nothing_and_unbinding_takes_it_out(
    cast: Cast, incident: Incident
) -> None:
    case = make_case(cast)
    first = actions.bind_case(incident=incident, case=case, by=cast.consultant)
    assert actions.bind_case(incident=incident, case=case, by=cast.consultant) == first
    actions.unbind_case(binding=first, by=cast.consultant)
    assert not CaseBinding.objects.exists()


def test_a_closed_incident_binds_nothing(cast: Cast) -> None:
    incident, case = make_incident(cast), make_case(cast)
    people = make_people(cast, incident)
    binding = actions.bind_case(incident=incident, case=case, by=cast.consultant)
    close(cast, incident)
    with pytest.raises(NotAllowed):
        actions.bind_case(incident=incident, case=make_case(cast), by=cast.consultant)
    with pytest.raises(NotAllowed):
        actions.unbind_case(binding=binding, by=cast.consultant)
    with pytest.raises(NotAllowed):
        actions.open_case_for(submission=uuid4(), people=people, **opening(cast))


def test_when_two_cases_become_one_its_incidents_come_along_and_go_back(cast: Cast) -> None:
    kept, merged = make_case(cast), make_case(cast)
    both, own = make_incident(cast), make_incident(cast)
    for incident, case in ((both, kept), (both, merged), (own, merged)):
        actions.bind_case(incident=incident, case=case, by=cast.consultant)
    moved = merging.move_all(kept, merged)
    assert {one.incident for one in kept.incidents.all()} == {both, own}
    assert [one.incident for one in merged.incidents.all()] == [both]
    merging.take_back(kept, merged, moved)
    assert [one.incident for one in kept.incidents.all()] == [both]
    assert {one.incident for one in merged.incidents.all()} == {both, own}


def test_people_go_after_their_period_and_the_incident_later(cast: Cast) -> None:
    incident = make_incident(cast)
    make_people(cast, incident)
    call_up(cast, incident)
    actions.bind_case(incident=incident, case=make_case(cast), by=cast.consultant)
    assert not PEOPLE.due(timezone.now()).exists() and not INCIDENTS.due(timezone.now()).exists()
    close(cast, incident)
    Incident.objects.filter(pk=incident.pk).update(began_at=ago(days=500), closed_at=ago(days=400))
    rows = list(PEOPLE.due(ago(days=PEOPLE.days)))
    assert len(rows) == 1 and not INCIDENTS.due(ago(days=INCIDENTS.days)).exists()
    PEOPLE.delete(rows)
    assert not AffectedPeople.objects.exists() and Entry.objects.exists()
    INCIDENTS.delete(list(INCIDENTS.due(ago(days=1))))
    assert not Incident.objects.exists() and not CaseBinding.objects.exists()


def test_a_case_that_goes_is_in_no_incident(cast: Cast, incident: Incident) -> None:
    case, people = make_case(cast), make_people(cast, incident)
    actions.bind_case(incident=incident, case=case, people=people, by=cast.consultant)
    CLOSED_CASES.delete([case])
    assert not CaseBinding.objects.exists() and AffectedPeople.objects.exists()


def test_a_persons_copy_has_their_line_and_the_incident_of_their_case(
    cast: Cast, incident: Incident
) -> None:
    case, people = make_case(cast), make_people(cast, incident, needs=[need(0)])
    actions.bind_case(incident=incident, case=case, people=people, by=cast.consultant)
    roots = subjects.roots_of("cases.case", case.pk)
    assert roots[personal.KEY] == {people.pk}
    found = {one.model: list(one.rows(roots)) for one in holdings.every_holding()}
    assert found[AffectedPeople] == [people]
    assert [one.incident for one in found[CaseBinding]] == [incident]
    assert str(need(0)) in personal.PEOPLE.more["needs"][1](people)


def test_a_line_is_found_by_what_it_is_called_and_erased_once_it_is_over(cast: Cast) -> None:
    incident = make_incident(cast)
    people = make_people(cast, incident)
    assert personal.called(f"  {LABEL.upper()} ") == {str(people.pk)}
    assert personal.called("Ktoś inny") == set()
    assert personal.obstacle(people.pk)
    close(cast, incident)
    assert personal.obstacle(people.pk) == ""
    assert LABEL not in personal.SUBJECT.name({str(people.pk)})[str(people.pk)]
    assert personal.closed_to(cast.officer, people.pk) == ""
