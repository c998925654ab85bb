"""Who reads the support plan of a case, and when somebody must look at it again."""

from datetime import datetime, time
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from casework.cases.choices import CaseState
from casework.cases.choices_of_plan import PlanAnswer
from casework.cases.models import Case, PlanGoal, PlanReview
from casework.cases.selectors import Sight, case_for, cases_visible_to, sight_of
from casework.moments import moment_of
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with
from ostoja.accounts.models import User

LAST_MINUTE = time(23, 59)


def reads_plan(sight: Sight) -> bool:
    """Those who lead or coordinate the case. Others see the tasks of their own body alone."""
    return sight.leads and sight.may(Permission.CASE_SUMMARY)


def keeps_plan(sight: Sight) -> bool:
    """Of those, who may write into the case."""
    return reads_plan(sight) and sight.may(Permission.CASE_ANNOTATE)


def case_with_plan(user: User, pk: UUID, permission: Permission) -> Case:
    """The case, or ``Http404`` where its plan is not for this person."""
    case = case_for(user, pk, permission)
    if not reads_plan(sight_of(case, user)):
        raise Http404
    return case


def goal_for(user: User, pk: UUID, permission: Permission) -> PlanGoal:
    """One goal with its case, or ``Http404``."""
    goal = get_object_or_404(PlanGoal, pk=pk)
    goal.case = case_with_plan(user, goal.case_id, permission)
    return goal


def goals_for(case: Case, sight: Sight) -> QuerySet[PlanGoal]:
    """The goals that this person may read."""
    return case.goals.all() if reads_plan(sight) else case.goals.none()


def reviews_for(case: Case, sight: Sight) -> QuerySet[PlanReview]:
    """The talks about the plan of which this person may read, in their order."""
    if not reads_plan(sight):
        return case.plan_reviews.none()
    return case.plan_reviews.select_related("by")


def open_review(case: Case) -> PlanReview | None:
    """The next talk that is to be held, if any."""
    return case.plan_reviews.filter(held_on=None).order_by("due_on", "pk").first()


def soonest_review(case: Case) -> datetime | None:
    """By when somebody must look at the plan with the person: a term of the case."""
    day = case.plan_reviews.filter(held_on=None).aggregate(day=Min("due_on"))["day"]
    return moment_of(day, LAST_MINUTE) if day else None


def is_planned_or_refused(case: Case) -> bool:
    """Whether there is a plan, or the person said that they want none."""
    if case.goals.exists():
        return True
    return case.plan_reviews.filter(answer=PlanAnswer.REFUSED).exists()


def reviews_of(user: User) -> QuerySet[PlanReview]:
    """Talks to be held in cases that this person works on, or that nobody does and they could."""
    could = Q(case__worker=None, case__lead__group__in=groups_with(user, Permission.CASE_CHANGE))
    found = PlanReview.objects.filter(Q(case__worker=user) | could, held_on=None)
    found = found.filter(case__in=cases_visible_to(user).exclude(state=CaseState.CLOSED))
    return found.select_related("case").order_by("due_on", "pk")
