"""Read by somebody who wants to break it: leaks between bodies, lost words, rows that are gone."""

from typing import Any
from uuid import uuid4

import pytest

from casework.incidents import actions, selectors
from casework.incidents.models import AffectedPeople, CaseBinding, Incident, Mobilisation
from casework.incidents.refusals import IncidentRefused
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from ostoja.notifications.models import Notification
from tests.casework.cases.situations import url
from tests.casework.incidents.making import call_up, close, make_incident, make_people
from tests.casework.incidents.test_with_cases import opening
from tests.cast import Cast, browser_of


def test_who_logs_and_works_for_a_partner_too_writes_for_the_city(
    cast: Cast, incident: Incident
) -> None:
    """The group of the centre sorts before that of the partner, so the partner is renamed."""
    cast.partner.group.name = "a"
    cast.partner.group.save()
    Membership.objects.create(
        user=cast.consultant, role=Role.PARTNER_WORKER, group=cast.partner.group
    )
    call_up(cast, incident)
    writer = User.objects.get(pk=cast.consultant.pk)
    entry = actions.add_entry(
        submission=uuid4(), incident=incident, text="Nazwiska", for_partners=False, by=writer
    )
    assert entry.group == cast.centre.group
    assert entry not in selectors.entries_of(incident, cast.partner_worker)


def helper_after(cast: Cast, incident: Incident, *steps: str) -> Any:
    called = call_up(cast, incident)
    people = make_people(cast, incident, helper=cast.partner)
    for name in steps:
        called = actions.STEPS_OF_BODY[name](
            mobilisation=called, version=called.version, by=cast.coordinator
        )
    people.refresh_from_db()
    return people.helper


@pytest.mark.parametrize("steps", [["release"], ["confirm", "release"]])
def test_nobody_is_thought_to_be_looked_after_by_a_body_that_need_not_come(
    cast: Cast, incident: Incident, steps: list[str]
) -> None:
    assert helper_after(cast, incident, *steps) is None


def test_whom_a_body_looks_after_that_was_on_site_stays_with_it(
    cast: Cast, incident: Incident
) -> None:
    assert helper_after(cast, incident, "confirm", "arrive", "release") == cast.partner


def test_a_line_that_somebody_takes_out_at_that_moment(
    cast: Cast, incident: Incident, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_people(cast, incident)
    monkeypatch.setattr(selectors, "people_for", lambda _user, _pk: people)
    AffectedPeople.objects.filter(pk=people.pk).delete()
    browser = browser_of(cast.consultant)
    typed = {"label": "Ktoś", "number": "2", "whereabouts": "at_home", "version": "1"}
    answer = browser.post(url("affected_edit", people.pk), {**typed, "remark": "Długa uwaga"})
    assert answer.status_code == 422 and "Długa uwaga" in answer.content.decode()
    answer = browser.post(url("affected_remove", people.pk), {"version": "1"})
    assert answer.status_code == 422
    case = {"pseudonym": "Wrzos", "summary": "Po pożarze", "urgency": "urgent"}
    answer = browser.post(url("affected_case", people.pk), {**case, "lead": str(cast.centre.pk)})
    assert answer.status_code == 422 and "Po pożarze" in answer.content.decode()
    with pytest.raises(IncidentRefused):
        actions.open_case_for(submission=uuid4(), people=people, **opening(cast))
    assert not CaseBinding.objects.exists()


def test_an_answer_that_comes_too_late_is_not_lost(cast: Cast, incident: Incident) -> None:
    called = call_up(cast, incident)
    actions.release(mobilisation=called, version=called.version, by=cast.coordinator)
    browser = browser_of(cast.coordinator)
    address = url("mobilisation_step", called.pk, "confirm")
    answer = browser.post(address, {"version": "1", "answer": "O czwartej busem"})
    assert answer.status_code == 422 and "O czwartej busem" in answer.content.decode()
    assert browser.post(address, {"version": "1", "answer": " "}).status_code == 302
    assert browser.get(address).status_code == 302
    assert Mobilisation.objects.get().state == "released"


def test_nobody_is_pressed_to_answer_to_an_incident_that_is_over(cast: Cast) -> None:
    incident = make_incident(cast)
    call_up(cast, incident)
    asked = Notification.objects.filter(kind="incident-called-up", read_at=None)
    assert asked.exists()
    close(cast, incident)
    assert not asked.exists()
