"""The support plan of a case: the plan, its goals, and the talks about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from casework.cases import plan_page
from casework.cases.actions import plan as actions
from casework.cases.choices import CaseState
from casework.cases.choices_of_plan import GOAL_MOVES, GoalState
from casework.cases.forms.plan import GoalForm, GoalMoveForm, NextTalkForm, TalkForm
from casework.cases.models import Case, PlanGoal
from casework.cases.plan import case_with_plan, goal_for, keeps_plan, open_review
from casework.cases.refusal import NotAllowed
from casework.cases.selectors import sight_of
from casework.cases.views.answers import closed, posted, status_of
from ostoja.access.door import StaffRequest, requires
from ostoja.access.permissions import Permission
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.ui.forms import Form

WRITE = Permission.CASE_ANNOTATE


@requires(Permission.CASE_VIEW)
def case_plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The whole plan: goals with their steps, what was agreed, and when it is looked at again."""
    case = case_with_plan(request.user, pk, Permission.CASE_VIEW)
    context = plan_page.page_of(case, sight_of(case, request.user))
    return render(request, "cases/plan.html", context)


@requires(WRITE)
def plan_goal_new(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down a goal."""
    case = _to_change(request.user, pk)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    form = GoalForm(posted(request))
    if form.is_valid():
        sent = form.cleaned_data
        try:
            actions.add_goal(
                submission=sent["submission"], case=case, words=sent["words"], by=request.user
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The goal was added. Add its first step."))
            return redirect("case_plan", pk)
    return _form_page(request, case, form, _("Add a goal"))


@requires(WRITE)
def plan_goal_edit(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Say a goal in other words."""
    goal = _goal_to_change(request.user, pk)
    if goal.case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, goal.case)
    form = GoalForm(posted(request), initial={"words": goal.words, "version": goal.version})
    if form.is_valid():
        sent = form.cleaned_data
        try:
            actions.change_goal(
                goal=goal, version=sent["version"], words=sent["words"], by=request.user
            )
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The goal was changed."))
            return redirect("case_plan", goal.case_id)
    return _form_page(request, goal.case, form, _("Say the goal in other words"))


@requires(WRITE)
def plan_goal_move(request: StaffRequest, pk: UUID, state: str) -> HttpResponseBase:
    """Say that a goal was reached, is given up, or is open again."""
    if state not in GoalState.values:
        raise Http404
    to, goal = GoalState(state), _goal_to_change(request.user, pk)
    if to not in GOAL_MOVES[GoalState(goal.state)] and request.method != "POST":
        return redirect("case_plan", goal.case_id)
    form = GoalMoveForm(to, posted(request), initial={"version": goal.version})
    if form.is_valid():
        try:
            actions.move_goal(goal=goal, to=to, by=request.user, **form.cleaned_data)
        except StaleObject as stale:
            form.overtaken(stale.current)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It was written down."))
            return redirect("case_plan", goal.case_id)
    title = str(plan_page.MOVES[to])
    return _form_page(request, goal.case, form, title, said=goal.words)


@requires(WRITE)
def plan_review_hold(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Write down a talk about the plan."""
    case = _to_change(request.user, pk)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    form = TalkForm(posted(request))
    if form.is_valid():
        try:
            actions.hold_review(case=case, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The talk was written down."))
            return redirect("case_plan", pk)
    return _form_page(request, case, form, _("Write down a talk about the plan"))


@requires(WRITE)
def plan_review_set(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Say by when the plan is looked at again."""
    case = _to_change(request.user, pk)
    if case.state == CaseState.CLOSED and request.method != "POST":
        return closed(request, case)
    waiting = open_review(case)
    form = NextTalkForm(posted(request), initial={"due_on": waiting.due_on if waiting else None})
    if form.is_valid():
        try:
            actions.set_review(case=case, by=request.user, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The day of the next talk is set."))
            return redirect("case_plan", pk)
    return _form_page(request, case, form, _("Set the next talk"))


def _to_change(user: User, pk: UUID) -> Case:
    case = case_with_plan(user, pk, WRITE)
    if not keeps_plan(sight_of(case, user)):
        raise Http404
    return case


def _goal_to_change(user: User, pk: UUID) -> PlanGoal:
    goal = goal_for(user, pk, WRITE)
    if not keeps_plan(sight_of(goal.case, user)):
        raise Http404
    return goal


def _form_page(
    request: StaffRequest, case: Case, form: Form, title: str, **more: Any
) -> HttpResponse:
    context = {"case": case, "form": form, "title": title, **more}
    return render(request, "cases/plan_form.html", context, status=status_of(form))
