"""Who reads what of a case."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404

from casework.cases import sharing
from casework.cases.access import COORDINATES
from casework.cases.actions import add_note, close_case
from casework.cases.choices import NoteVisibility, Urgency
from casework.cases.models import Case
from casework.cases.selectors import (
    acting_group,
    case_for,
    case_to_finish,
    cases_visible_to,
    chosen,
    most_urgent_first,
    needs_for,
    notes_for,
    sight_of,
    worked_on_by,
)
from casework.partners.models import Organisation
from ostoja.access.door import grant
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from ostoja.audit.models import AuditEvent
from tests.casework.cases.situations import make_case, need
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    """The centre leads, the coordinator coordinates, the partner works on it."""
    case = make_case(cast, needs=[need(0), need(1)])
    grant(cast.coordinating.group, case, *COORDINATES)
    grant(cast.partner.group, case, Permission.CASE_VIEW, Permission.CASE_ANNOTATE)
    return case


def note(case: Case, body: Organisation, visibility: str, by: User) -> str:
    text = f"{body.key} {visibility}"
    facts: dict[str, Any] = {"text": text, "visibility": visibility, "group": body.group}
    add_note(submission=uuid4(), case=case, by=by, **facts)
    return text


def test_each_note_is_read_by_those_it_is_meant_for(cast: Cast, case: Case) -> None:
    for body, by in (
        (cast.centre, cast.consultant),
        (cast.coordinating, cast.coordinator),
        (cast.partner, cast.partner_worker),
    ):
        for visibility in set(NoteVisibility) - {NoteVisibility.NAMED}:
            note(case, body, visibility, by)
    everybody = {"centre everybody", "coordinating everybody", "partner everybody"}
    leading = {"centre leading", "coordinating leading", "partner leading"}
    coordinator = {"centre coordinator", "coordinating coordinator", "partner coordinator"}
    own = {"centre own", "centre coordinator"}
    read = {
        cast.consultant: everybody | leading | own,
        cast.colleague: everybody | leading | own,
        cast.supervisor: everybody | leading | own,
        cast.coordinator: everybody | leading | coordinator | {"coordinating own"},
        cast.partner_worker: everybody | {"partner leading", "partner own", "partner coordinator"},
        cast.stranger: set(),
        cast.administrator: set(),
        cast.member: set(),
    }
    for person, texts in read.items():
        assert {one.text for one in notes_for(case, sight_of(case, person))} == texts, person


def test_only_those_who_lead_see_all_needs(
    cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = case.needs.all()[1]
    monkeypatch.setattr(sharing, "_sharing", [lambda case, groups: [shared.pk] if groups else []])
    assert len(needs_for(case, sight_of(case, cast.consultant))) == 2
    assert len(needs_for(case, sight_of(case, cast.coordinator))) == 2
    assert needs_for(case, sight_of(case, cast.partner_worker)) == [shared]
    assert needs_for(case, sight_of(case, cast.stranger)) == []


def test_a_case_is_absent_for_whom_it_is_forbidden(cast: Cast, case: Case) -> None:
    assert case_for(cast.partner_worker, case.pk, Permission.CASE_VIEW) == case
    for person in (cast.stranger, cast.administrator, cast.officer, cast.analyst, cast.member):
        with pytest.raises(Http404):
            case_for(person, case.pk, Permission.CASE_VIEW)
        assert not cases_visible_to(person).exists()
    with pytest.raises(Http404):
        case_for(cast.partner_worker, case.pk, Permission.CASE_CHANGE)
    with pytest.raises(Http404):
        case_for(cast.consultant, uuid4(), Permission.CASE_VIEW)


@pytest.mark.parametrize(
    ("permission", "rows"),
    [
        (Permission.CASE_VIEW, 1),
        (Permission.CASE_CHANGE, 1),
        (Permission.CASE_ANNOTATE, 1),
        (Permission.CASE_HAND_OVER, 1),
    ],
)
def test_who_saw_a_case_is_recorded(
    cast: Cast, case: Case, permission: Permission, rows: int
) -> None:
    case_for(cast.consultant, case.pk, permission)
    seen = AuditEvent.objects.filter(verb="case.seen", subject_id=str(case.pk))
    assert [event.actor_id for event in seen] == [cast.consultant.pk] * rows


def test_a_person_acts_for_the_body_that_may(cast: Cast, case: Case) -> None:
    assert acting_group(case, cast.consultant, Permission.CASE_CHANGE) == cast.centre.group
    assert acting_group(case, cast.partner_worker, Permission.CASE_ANNOTATE) == cast.partner.group
    with pytest.raises(Http404):
        acting_group(case, cast.partner_worker, Permission.CASE_CHANGE)


def test_the_lead_finishes_its_own_case_and_the_coordinator_a_coordinated_one(
    cast: Cast, case: Case
) -> None:
    assert case_to_finish(cast.consultant, case.pk) == case
    Case.objects.filter(pk=case.pk).update(state="coordinated")
    assert case_to_finish(cast.coordinator, case.pk) == case
    for person in (cast.consultant, cast.partner_worker, cast.supervisor, cast.stranger):
        with pytest.raises(Http404):
            case_to_finish(person, case.pk)


def test_the_most_urgent_comes_first_and_then_the_oldest(cast: Cast) -> None:
    made = [make_case(cast, urgency=urgency) for urgency in reversed(Urgency)]
    made.append(make_case(cast, urgency=Urgency.IMMEDIATE))
    order = list(most_urgent_first(cases_visible_to(cast.consultant)))
    assert order == [made[3], made[4], made[2], made[1], made[0]]


def test_the_list_is_filtered(cast: Cast) -> None:
    mine = make_case(cast, urgency="urgent", phase="prevention")
    other = make_case(cast, by=cast.colleague)
    closed = make_case(cast)
    close_case(
        case=closed,
        version=1,
        submission=uuid4(),
        answers={one.pk: "met" for one in closed.needs.all()},
        how_it_ended="Koniec.",
        group=cast.centre.group,
        by=cast.consultant,
    )

    def found(**wish: object) -> set[Case]:
        return set(chosen(cases_visible_to(cast.consultant), cast.consultant, wish))

    assert found() == {mine, other}
    assert found(state="closed") == {closed}
    assert found(urgency="urgent") == found(phase="prevention") == found(mine=True) == {mine}
    assert found(urgency="urgent", phase="intervention") == set()
    assert set(worked_on_by(cast.consultant)) == {mine}


def test_a_deactivated_person_sees_nothing(cast: Cast, case: Case) -> None:
    User.objects.filter(pk=cast.consultant.pk).update(is_active=False)
    person = User.objects.get(pk=cast.consultant.pk)
    assert not cases_visible_to(person).exists()
    assert not sight_of(case, person).permissions
