"""Who reads of the people around the person of a case, and what follows from them."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from casework.cases.choices_of_people import LivesWith, PersonRole
from casework.cases.models import Case, CasePerson
from casework.cases.selectors import Sight, case_for, sight_of
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User


def reads_people(sight: Sight) -> bool:
    """Those who lead or coordinate the case and know who its person is; nobody else."""
    return sight.leads and sight.may(Permission.CASE_PERSON)


def keeps_people(sight: Sight) -> bool:
    """Of those, who may write into the case."""
    return reads_people(sight) and sight.may(Permission.CASE_ANNOTATE)


def people_for(case: Case, sight: Sight) -> QuerySet[CasePerson]:
    """The one place that decides it."""
    return case.people.all() if reads_people(sight) else case.people.none()


def case_with_people(user: User, pk: UUID, permission: Permission) -> Case:
    """The case, or ``Http404`` where the people around it are not for this person."""
    case = case_for(user, pk, permission)
    if not reads_people(sight_of(case, user)):
        raise Http404
    return case


def person_for(user: User, pk: UUID, permission: Permission) -> CasePerson:
    """One of them with the case, or ``Http404``."""
    person = get_object_or_404(CasePerson, pk=pk)
    person.case = case_with_people(user, person.case_id, permission)
    return person


def lives_with_danger(people: list[CasePerson]) -> bool:
    """Whether somebody who uses violence lives at the same address."""
    return any(one.is_danger and one.lives_with == LivesWith.YES for one in people)


def household_of(case: Case, sight: Sight) -> int:
    """How many would come along to a shelter, the person included, as far as one may know."""
    household = people_for(case, sight).filter(lives_with=LivesWith.YES)
    children = household.filter(role=PersonRole.CHILD)
    return 1 + children.count()
