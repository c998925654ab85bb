"""Two records of one body become one and come apart: whoever goes can say so, and ask for help."""

from uuid import uuid4

from casework.partners.actions import separate_organisations
from casework.visits.actions import ask_help, check_in
from casework.visits.models import Alarm, Visit
from casework.visits.selectors import visits_visible_to
from ostoja.access.roles import Role
from ostoja.accounts.models import Membership, User
from tests.casework.partners.doubles import double_of, merge, worker_of
from tests.casework.visits.making import make_inside, make_visit
from tests.cast import Cast, make_person


def seen_by(person: User) -> set[Visit]:
    """By whoever signs in anew."""
    return set(visits_visible_to(User.objects.get(pk=person.pk)))


def test_what_was_planned_meanwhile_goes_with_those_who_go(cast: Cast) -> None:
    double = double_of(cast)
    worker = worker_of(double)
    before = make_visit(cast, organisation=double, people=[worker], by=worker)
    made = merge(cast, cast.partner, double)
    alone = make_visit(cast, organisation=cast.partner, people=[worker], by=worker)
    both = [worker, cast.partner_worker]
    mixed = make_visit(cast, organisation=cast.partner, people=both, by=worker)
    theirs = make_visit(
        cast, organisation=cast.partner, people=[cast.partner_worker], by=cast.partner_worker
    )
    assert seen_by(worker) == {before, alone, mixed, theirs}
    separate_organisations(merge=made, by=cast.coordinator)
    assert seen_by(worker) == {before, alone}
    assert seen_by(cast.partner_worker) == {mixed, theirs}
    check_in(visit=mixed, submission=uuid4(), by=cast.partner_worker)
    assert mixed in seen_by(worker)
    assert Visit.objects.filter(organisation=double).count() == 2


def test_who_is_inside_calls_for_help_whoevers_people_they_are_by_now(cast: Cast) -> None:
    planned, inside = make_visit(cast), make_inside(cast, 30)
    Membership.objects.filter(user=cast.consultant).update(group=cast.partner.group)
    assert seen_by(cast.consultant) == {inside}
    ask_help(visit=inside, submission=uuid4(), by=cast.consultant)
    assert Alarm.objects.get().is_open
    assert not visits_visible_to(make_person(Role.ANALYST, None, "any@city.example")).exists()
    assert planned in visits_visible_to(cast.colleague)
