"""An incident from its declaration to its closing: steps, numbers, refusals, the record."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from casework.incidents import actions, workflow
from casework.incidents.choices import IncidentState, MobilisationState
from casework.incidents.models import Incident
from casework.incidents.refusals import IncidentRefused
from ostoja.access.versions import StaleObject
from ostoja.audit.models import AuditEvent
from ostoja.notifications.models import Notification
from tests.casework.incidents.making import (
    NUMBERS,
    ago,
    close,
    incident_facts,
    make_incident,
    make_people,
    people_facts,
)
from tests.cast import Cast


def verbs(incident: Incident) -> list[str]:
    found = AuditEvent.objects.filter(object_id=str(incident.pk)).order_by("at")
    return list(found.values_list("verb", flat=True))


def test_a_double_click_declares_one_and_staff_are_told(cast: Cast) -> None:
    facts = incident_facts(cast)
    first = actions.declare(**facts)
    assert actions.declare(**facts).pk == first.pk
    assert Incident.objects.count() == 1
    told = Notification.objects.filter(kind="incident-declared")
    assert {one.person for one in told} == {cast.consultant, cast.colleague, cast.supervisor}
    assert verbs(first) == ["incident.declared", "submission.repeated"]


@pytest.mark.parametrize(
    "away", [timedelta(hours=1), timedelta(days=-500)], ids=["to come", "long ago"]
)
def test_what_cannot_be_declared(cast: Cast, away: timedelta) -> None:
    with pytest.raises(IncidentRefused) as refusal:
        actions.declare(**incident_facts(cast, began_at=timezone.now() + away))
    assert refusal.value.field == "began_at"
    assert not Incident.objects.exists()


def test_only_who_may_lead_is_named_as_leading(cast: Cast, incident: Incident) -> None:
    for person in (cast.consultant, cast.partner_worker, cast.administrator):
        with pytest.raises(IncidentRefused):
            actions.declare(**incident_facts(cast, leader=person))
    facts = incident_facts(cast, leader=cast.supervisor)
    facts.pop("submission")
    changed = actions.change_incident(incident=incident, version=incident.version, **facts)
    assert changed.leader == cast.supervisor


def test_every_step_of_the_table_is_taken_and_kept(cast: Cast) -> None:
    incident = make_incident(cast)
    for state, to, step in workflow.rows():
        if not isinstance(to, IncidentState):
            continue
        ends = {"ended_at": ago(minutes=5), "closed_at": timezone.now()}
        facts = ends if state == "closed" else dict.fromkeys(ends)
        Incident.objects.filter(pk=incident.pk).update(state=state, **facts)
        given: dict[str, Any] = {"reason": "Bo tak"}
        if step.name == "close":
            given["ended_at"] = ago(minutes=5)
        incident.refresh_from_db()
        act: Any = actions.STEPS[step.name]
        with pytest.raises(StaleObject):
            act(incident=incident, version=incident.version - 1, by=cast.coordinator, **given)
        moved = act(incident=incident, version=incident.version, by=cast.coordinator, **given)
        assert moved.state == to
        assert moved.entries.all()[0].facts == {"to": to.value, "step": step.name}
    assert set(verbs(incident)) == {
        "incident.declared",
        "incident.started",
        "incident.wound_down",
        "incident.resumed",
        "incident.closed",
        "incident.reopened",
    }


def test_what_the_table_does_not_hold_is_refused(cast: Cast, incident: Incident) -> None:
    for name in ("start", "resume", "close", "reopen"):
        act: Any = actions.STEPS[name]
        with pytest.raises(IncidentRefused):
            act(incident=incident, version=incident.version, by=cast.coordinator, reason="x")
    assert set(workflow.MOBILISATION) < set(MobilisationState)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"ended_at": None}, "ended_at"),
        ({"ended_at": timedelta(days=-2)}, "ended_at"),
        ({"ended_at": timedelta(days=2)}, "ended_at"),
    ],
)
def test_what_closing_needs(cast: Cast, changes: dict[str, Any], field: str) -> None:
    incident, now = make_incident(cast), timezone.now()
    facts = {k: now + one if isinstance(one, timedelta) else one for k, one in changes.items()}
    with pytest.raises(IncidentRefused) as refusal:
        close(cast, incident, **facts)
    assert refusal.value.field == field


def test_nothing_is_written_into_a_closed_one_until_it_is_opened_again(cast: Cast) -> None:
    incident = make_incident(cast)
    people = make_people(cast, incident)
    closed = close(cast, incident)
    facts = incident_facts(cast)
    facts.pop("submission")
    row = people_facts(cast)
    row.pop("submission")
    for write in (
        lambda: make_people(cast, incident),
        lambda: actions.change_people(people=people, version=1, **row),
        lambda: actions.change_numbers(
            incident=incident, version=closed.version, by=cast.coordinator, **NUMBERS
        ),
        lambda: actions.change_incident(incident=incident, version=closed.version, **facts),
    ):
        with pytest.raises(IncidentRefused):
            write()
    reopened = actions.reopen_incident(
        incident=closed, version=closed.version, by=cast.coordinator, reason="Znów się pali"
    )
    assert (reopened.state, reopened.ended_at, reopened.closed_at) == ("running", None, None)
    make_people(cast, incident)


def test_numbers_are_counted_and_stay_in_the_log(cast: Cast, incident: Incident) -> None:
    counted = actions.change_numbers(
        incident=incident, version=incident.version, by=cast.consultant, **NUMBERS
    )
    assert counted.injured == 6 and counted.counted_at
    assert counted.entries.all()[0].facts == NUMBERS
    with pytest.raises(StaleObject):
        actions.change_numbers(
            incident=incident, version=incident.version, by=cast.consultant, **NUMBERS
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"injured": 41}, "injured"), ({"missing": -1}, "missing"), ({"affected": -3}, "affected")],
)
def test_numbers_that_make_no_sense(
    cast: Cast, incident: Incident, changes: dict[str, int], field: str
) -> None:
    with pytest.raises(IncidentRefused) as refusal:
        actions.change_numbers(
            incident=incident,
            version=incident.version,
            by=cast.consultant,
            **{**NUMBERS, **changes},
        )
    assert refusal.value.field == field
