"""Planning: who may go, what is refused, what is kept once, and who sees it."""

from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.utils import timezone

from casework.cases.models import Case
from casework.cases.refusal import NotAllowed
from casework.visits.actions import change_visit
from casework.visits.models import Visit
from casework.visits.refusals import VisitRefused
from casework.visits.selectors import visit_for, visits_visible_to
from ostoja.access.roles import Role
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import Membership, User
from ostoja.audit.models import AuditEvent
from tests.casework.cases.ending_situations import close
from tests.casework.cases.test_restricting import restrict
from tests.casework.visits.making import make_inside, make_visit, minutes, plan_of, told
from tests.cast import Cast, make_person


def test_sent_twice_is_planned_once(cast: Cast, case: Case) -> None:
    key = uuid4()
    first = make_visit(cast, case, submission=key)
    assert make_visit(cast, case, submission=key, place="Gdzie indziej").pk == first.pk
    assert (Visit.objects.count(), first.workers.count()) == (1, 1)
    assert AuditEvent.objects.filter(verb="visit.planned", subject_id=str(case.pk)).count() == 1
    with pytest.raises(NotAllowed, match="already used"):
        make_visit(cast, submission=key, by=cast.colleague)


def test_others_who_go_are_told(cast: Cast) -> None:
    make_visit(cast, people=[cast.consultant, cast.colleague])
    assert told("planned") == {cast.colleague.email}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": []}, "people"),
        ({"people": "stranger"}, "people"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"starts_at": minutes(60 * 24 * 400)}, "starts_at"),
        ({"starts_at": minutes(-60 * 25)}, "starts_at"),
    ],
)
def test_what_makes_no_plan_is_refused(cast: Cast, changes: dict[str, Any], field: str) -> None:
    if changes.get("people") == "stranger":
        changes = {"people": [cast.consultant, cast.stranger]}
    if "starts_at" in changes:
        changes = {"starts_at": timezone.now() + changes["starts_at"]}
    with pytest.raises(VisitRefused) as refusal:
        make_visit(cast, **changes)
    assert refusal.value.field == field and not Visit.objects.exists()


def test_nobody_is_sent_in_a_crowd(cast: Cast) -> None:
    crowd = [make_person(Role.CONSULTANT, cast.centre, f"{n}@city.example") for n in range(9)]
    with pytest.raises(VisitRefused, match="At most 8 people"):
        make_visit(cast, people=crowd)


def test_whoever_is_named_twice_goes_once(cast: Cast) -> None:
    visit = make_visit(cast, people=[cast.consultant, cast.colleague, cast.consultant])
    assert visit.workers.count() == 2


def test_a_closed_case_is_not_visited(cast: Cast, case: Case) -> None:
    with pytest.raises(NotAllowed, match="closed"):
        make_visit(cast, close(cast, case))


def test_the_plan_changes_until_somebody_goes(cast: Cast) -> None:
    visit = make_visit(cast, people=[cast.consultant, cast.colleague])
    plan = plan_of(cast, people=[cast.consultant, cast.supervisor], place="Inny adres")
    changed = change_visit(visit=visit, version=1, by=cast.consultant, **plan)
    assert (changed.place, changed.version) == ("Inny adres", 2)
    assert {one.person for one in changed.workers.all()} == {cast.consultant, cast.supervisor}
    assert told("planned", unread=True) == {cast.supervisor.email}
    with pytest.raises(StaleObject):
        change_visit(visit=visit, version=1, by=cast.consultant, **plan)
    inside = make_inside(cast, 30)
    with pytest.raises(VisitRefused, match="cannot be changed"):
        change_visit(visit=inside, version=inside.version, by=cast.consultant, **plan)


def test_the_people_of_the_body_see_it_and_nobody_else(cast: Cast, case: Case) -> None:
    visit = make_visit(cast, case)
    for who in (cast.consultant, cast.colleague, cast.supervisor):
        assert visit_for(who, visit.pk) == visit
    for who in (cast.coordinator, cast.partner_worker, cast.analyst, cast.administrator):
        assert not visits_visible_to(who).exists()
        with pytest.raises(Http404):
            visit_for(who, visit.pk)


def test_who_leaves_the_body_sees_nothing_more_also_of_their_own(cast: Cast) -> None:
    visit = make_visit(cast)
    Membership.objects.filter(user=cast.consultant).delete()
    Membership.objects.create(
        user=cast.consultant, role=Role.PARTNER_WORKER, group=cast.partner.group
    )
    who = User.objects.get(pk=cast.consultant.pk)
    assert not visits_visible_to(who).filter(pk=visit.pk).exists()


def test_a_visit_for_a_case_kept_by_name_is_kept_too(cast: Cast, case: Case) -> None:
    visit, other = make_visit(cast, case), make_visit(cast)
    restrict(case, cast.consultant, cast.consultant)
    assert set(visits_visible_to(cast.colleague)) == {other}
    assert set(visits_visible_to(cast.consultant)) == {visit, other}
