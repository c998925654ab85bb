"""What pages show of support plans: on the case, on a page of their own, on the first page."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases import task_page
from casework.cases.choices import CaseState
from casework.cases.choices_of_plan import GOAL_MOVES, GoalState, ReviewOutcome
from casework.cases.models import Case, CaseTask, PlanGoal, PlanReview
from casework.cases.panels import CaseButton, CasePanel, HistoryEntry
from casework.cases.plan import goals_for, keeps_plan, reads_plan, reviews_for, reviews_of
from casework.cases.selectors import Sight
from casework.cases.task_selectors import tasks_for
from ostoja.access.permissions import Permission
from ostoja.accounts.home import Panel, PanelRow, Pressing
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from ostoja.ui.templatetags.ui import local_time

COLOURS = {GoalState.OPEN: "blue", GoalState.REACHED: "green", GoalState.DROPPED: "grey"}
MOVES: Mapping[GoalState, Promise] = {
    GoalState.REACHED: gettext_lazy("The goal is reached"),
    GoalState.DROPPED: gettext_lazy("Give the goal up"),
    GoalState.OPEN: gettext_lazy("Open the goal again"),
}
ROWS = 5
AHEAD = timedelta(days=14)


def panel(case: Case, sight: Sight) -> CasePanel | None:
    """Goals and the next talk, with the way to the whole plan, for those who lead."""
    if not reads_plan(sight):
        return None
    goals, reviews = list(goals_for(case, sight)), sight.once(reviews_for, case)
    if not goals and not reviews and not (keeps_plan(sight) and case.state != CaseState.CLOSED):
        return None
    has_plan = bool(goals or reviews)
    label = _("Open the plan") if has_plan else _("Make a plan")
    context = {
        "goals": [_goal_row(one) for one in goals],
        "rows": _standing(reviews),
        "buttons": [CaseButton(label, reverse("case_plan", args=[case.pk]))],
    }
    return CasePanel("cases/plan_panel.html", context)


def _goal_row(goal: PlanGoal) -> dict[str, Any]:
    return {
        "title": goal.words,
        "state": goal.get_state_display(),
        "state_colour": COLOURS[GoalState(goal.state)],
        "url": "",
    }


def _standing(reviews: Iterable[PlanReview]) -> list[dict[str, Any]]:
    """What the person said last of the plan, and when the next talk is."""
    today = timezone.localdate()
    held = [one for one in reviews if one.held_on]
    waiting = [one for one in reviews if not one.held_on]
    rows = []
    if held:
        last = max(held, key=lambda one: (one.held_on or today, one.written_at))
        rows.append({"key": _("What the person says of the plan"), "value": agreement_of(last)})
    if waiting:
        soonest = min(waiting, key=lambda one: one.due_on or today)
        rows.append({"key": _("Next talk by"), "value": _due_words(soonest)})
    return rows


def agreement_of(review: PlanReview) -> str:
    """Whether the person agrees, how they said so and when."""
    said = {
        "answer": review.get_answer_display(),
        "way": review.get_way_display(),
        "day": local_time(review.held_on),
    }
    return _("%(answer)s; %(way)s, %(day)s") % said


def _due_words(review: PlanReview) -> str:
    day = str(local_time(review.due_on))
    return _("%(day)s, overdue") % {"day": day} if is_late(review) else day


def is_late(review: PlanReview) -> bool:
    """Whether the talk should have been held by now."""
    return review.due_on is not None and review.due_on < timezone.localdate()


def page_of(case: Case, sight: Sight) -> dict[str, Any]:
    """The whole plan."""
    writes = keeps_plan(sight) and case.state != CaseState.CLOSED
    reviews = sight.once(reviews_for, case)
    steps = _steps_of(tasks_for(case, sight).exclude(goal=None))
    return {
        "case": case,
        "goals": [
            _goal(one, steps.get(one.pk, []), writes=writes) for one in goals_for(case, sight)
        ],
        "rows": _standing(reviews),
        "history": [entry for one in reversed(reviews) if (entry := _entry(one))],
        "buttons": list(_buttons(case)) if writes else [],
    }


def _steps_of(tasks: Iterable[CaseTask]) -> dict[Any, list[dict[str, Any]]]:
    found: dict[Any, list[dict[str, Any]]] = {}
    for task in tasks:
        found.setdefault(task.goal_id, []).append(task_page.row_of(task))
    return found


def _goal(goal: PlanGoal, steps: list[dict[str, Any]], *, writes: bool) -> dict[str, Any]:
    return {
        **_goal_row(goal),
        "pk": goal.pk,
        "ended_words": goal.ended_words,
        "steps": steps,
        "links": list(_links(goal)) if writes else [],
    }


def _links(goal: PlanGoal) -> Iterator[CaseButton]:
    if goal.state == GoalState.OPEN:
        adding = reverse("case_task_new", args=[goal.case_id, "task"])
        yield CaseButton(_("Add a step"), f"{adding}?goal={goal.pk}")
        yield CaseButton(_("Say it in other words"), reverse("plan_goal_edit", args=[goal.pk]))
    for to in GOAL_MOVES[GoalState(goal.state)]:
        yield CaseButton(MOVES[to], reverse("plan_goal_move", args=[goal.pk, to.value]))


def _buttons(case: Case) -> Iterator[CaseButton]:
    yield CaseButton(_("Add a goal"), reverse("plan_goal_new", args=[case.pk]), is_main=True)
    yield CaseButton(_("Write down a talk"), reverse("plan_review_hold", args=[case.pk]))
    yield CaseButton(_("Set the next talk"), reverse("plan_review_set", args=[case.pk]))


def history(case: Case, sight: Sight) -> Iterator[HistoryEntry]:
    """The talks that were held, for the history of the case."""
    for review in sight.once(reviews_for, case):
        if entry := _entry(review):
            yield entry


def _entry(review: PlanReview) -> HistoryEntry | None:
    if not review.held_on:
        return None
    outcome = ReviewOutcome(review.outcome).label
    by = review.by.full_name if review.by else ""
    said = "\n".join(filter(None, [capfirst(str(agreement_of(review))), review.words]))
    title = _("Talk about the support plan: %(outcome)s") % {"outcome": outcome}
    return HistoryEntry(title, review.written_at, by=by, text=said)


def home_panel(user: User) -> Panel | None:
    """For who works on cases: talks about plans that come soon or should have been held."""
    if not holds(user, Permission.CASE_CHANGE):
        return None
    until = timezone.localdate() + AHEAD
    rows = [_panel_row(one) for one in reviews_of(user).filter(due_on__lte=until)[:ROWS]]
    if not rows:
        return None
    return Panel(
        _("Talks about support plans"),
        rows,
        _("Talks to be held in the next two weeks appear here."),
        f"{reverse('cases')}?mine=on",
    )


def _panel_row(review: PlanReview) -> PanelRow:
    text = f"{review.case.number} · {review.case.pseudonym}"
    url = reverse("case_plan", args=[review.case_id])
    return PanelRow(text, url, _due_words(review), _pressing(review))


def _pressing(review: PlanReview) -> Pressing:
    if is_late(review):
        return Pressing.NOW
    return Pressing.TODAY if review.due_on == timezone.localdate() else Pressing.LATER
