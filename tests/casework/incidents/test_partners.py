"""Partners called up: they are told, answer, are released, leave."""

from typing import Any
from uuid import uuid4

import pytest

from casework.cases.refusal import NotAllowed
from casework.incidents import actions
from casework.incidents.models import Incident, Mobilisation
from casework.incidents.refusals import IncidentRefused
from casework.incidents.selectors import incidents_visible_to
from casework.partners import leaving
from casework.partners.models import Organisation
from ostoja.access.versions import StaleObject
from ostoja.notifications.models import Notification
from tests.casework.incidents.making import call_up, close, make_incident, make_people
from tests.cast import Cast


def told(kind: str) -> set[Any]:
    return {one.person for one in Notification.objects.filter(kind=kind)}


def step(cast: Cast, called: Mobilisation, name: str, **given: Any) -> Mobilisation:
    called.refresh_from_db()
    act = actions.STEPS_OF_BODY[name]
    return act(mobilisation=called, version=called.version, by=cast.partner_worker, **given)


def test_a_body_is_called_up_once_and_its_people_are_told(cast: Cast, incident: Incident) -> None:
    submission = uuid4()
    first = call_up(cast, incident, submission=submission)
    assert call_up(cast, incident, submission=submission).pk == first.pk
    assert told("incident-called-up") == {cast.partner_worker}
    with pytest.raises(IncidentRefused):
        call_up(cast, incident)
    with pytest.raises(NotAllowed):
        call_up(cast, make_incident(cast), submission=submission)


def test_it_answers_and_who_leads_is_told(cast: Cast, incident: Incident) -> None:
    called = call_up(cast, incident)
    called = step(cast, called, "confirm", answer="O czwartej")
    assert (called.state, called.answer) == ("confirmed", "O czwartej")
    assert told("incident-answered") == {cast.coordinator}
    assert not Notification.objects.filter(kind="incident-called-up", read_at=None).exists()
    with pytest.raises(StaleObject):
        actions.arrive(mobilisation=called, version=called.version - 1, by=cast.partner_worker)
    with pytest.raises(IncidentRefused) as refusal:
        step(cast, called, "decline")
    assert refusal.value.field == "answer"
    assert step(cast, called, "arrive").state == "on_site"
    with pytest.raises(IncidentRefused):
        step(cast, called, "confirm")
    assert step(cast, called, "release").state == "released"
    entry = incident.entries.filter(kind="partner")[0]
    assert entry.facts == {"organisation": cast.partner.name, "state": "released"}


def test_who_declined_can_be_asked_again(cast: Cast, incident: Incident) -> None:
    step(cast, call_up(cast, incident), "decline")
    assert not incidents_visible_to(cast.partner_worker).exists()
    call_up(cast, incident)
    assert incidents_visible_to(cast.partner_worker).exists()


@pytest.mark.parametrize("state", ["left", "suspended"])
def test_nobody_is_called_up_who_has_left(cast: Cast, incident: Incident, state: str) -> None:
    Organisation.objects.filter(pk=cast.partner.pk).update(agreement_state=state)
    with pytest.raises(IncidentRefused) as refusal:
        call_up(cast, incident)
    assert refusal.value.field == "organisation"
    cast.partner.refresh_from_db()
    with pytest.raises(IncidentRefused) as refusal:
        make_people(cast, incident, helper=cast.partner)
    assert refusal.value.field == "helper"


def test_a_body_that_leaves_is_released_and_looks_after_nobody(
    cast: Cast, incident: Incident
) -> None:
    called = call_up(cast, incident)
    people = make_people(cast, incident, helper=cast.partner)
    assert leaving.end_work_of(cast.partner, by=cast.coordinator) >= 1
    called.refresh_from_db()
    people.refresh_from_db()
    assert (called.state, people.helper, people.version) == ("released", None, 2)
    assert not incidents_visible_to(cast.partner_worker).exists()


def test_whom_a_body_that_does_not_come_looked_after_waits_for_another(
    cast: Cast, incident: Incident
) -> None:
    called = call_up(cast, incident)
    called = actions.confirm(mobilisation=called, version=1, by=cast.partner_worker)
    people = make_people(cast, incident, helper=cast.partner)
    actions.decline(
        mobilisation=called, version=called.version, by=cast.partner_worker, answer="Bus się zepsuł"
    )
    people.refresh_from_db()
    assert people.helper is None and people.version == 2


def test_a_closed_incident_takes_no_answer(cast: Cast) -> None:
    incident = make_incident(cast)
    called = call_up(cast, incident)
    close(cast, incident)
    with pytest.raises(IncidentRefused):
        step(cast, called, "confirm")


@pytest.mark.parametrize("called_up_before", [True, False])
def test_a_body_that_leaves_looks_after_nobody_whether_it_is_called_up_or_not(
    cast: Cast, incident: Incident, called_up_before: bool
) -> None:
    people = make_people(cast, incident, helper=cast.partner)
    if called_up_before:
        called = call_up(cast, incident)
        release: Any = {"version": called.version, "by": cast.coordinator}
        actions.release(mobilisation=called, **release)  # it gives its people back at once
    assert leaving.end_work_of(cast.partner, by=cast.coordinator) == (not called_up_before)
    people.refresh_from_db()
    assert (people.helper, people.version) == (None, 2)
