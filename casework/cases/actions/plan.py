"""The support plan: goals, what becomes of them, and the talks in which it is agreed."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.cases import due
from casework.cases.actions.locking import locked_case, refuse_closed, sent_before
from casework.cases.choices_of_plan import GOAL_MOVES, GoalState
from casework.cases.models import Case, PlanGoal, PlanReview
from casework.cases.plan import open_review
from casework.cases.refusal import NotAllowed
from ostoja.access.versions import StaleObject, lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class TalkFacts(TypedDict):
    """What is written of a talk about the plan."""

    held_on: date
    outcome: str
    answer: str
    way: str
    words: str


@action
def add_goal(*, submission: UUID, case: Case, words: str, by: User | None) -> PlanGoal:
    """Write down a goal; a repeat with the same id gives the first."""
    case = locked_case(case)
    first = sent_before(PlanGoal.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    goal = PlanGoal.objects.create(submission=submission, case=case, words=words, created_by=by)
    record("plan_goal.added", by=by, on=goal, subject=case)
    return goal


@action
def change_goal(*, goal: PlanGoal, version: int, words: str, by: User | None) -> PlanGoal:
    """Say a goal in other words, as the person says it now."""
    case = locked_case(goal.case)
    refuse_closed(case)
    changed = lock(PlanGoal, goal.pk, version)
    changed.words = words
    changed.save(update_fields=["words", "version"])
    record("plan_goal.changed", by=by, on=changed, subject=case)
    return changed


@action
def move_goal(
    *, goal: PlanGoal, version: int, to: GoalState, words: str, by: User | None
) -> PlanGoal:
    """Say that a goal was reached, is given up, or is open again; said twice, it changes once."""
    case = locked_case(goal.case)
    refuse_closed(case)
    found = PlanGoal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    if found.state == to:
        record("submission.repeated", by=by, on=found, subject=case)
        return found
    if found.version != version:
        raise StaleObject(found)
    step = GOAL_MOVES[GoalState(found.state)].get(to)
    if step is None:
        raise NotAllowed(_("This is not possible now, so nothing was changed."))
    found.state, found.ended_words, found.version = to, words, found.version + 1
    found.ended_at = None if to == GoalState.OPEN else timezone.now()
    found.save(update_fields=["state", "ended_words", "ended_at", "version"])
    record(f"plan_goal.{step}", by=by, on=found, subject=case)
    return found


@action
def set_review(*, submission: UUID, case: Case, due_on: date, by: User | None) -> PlanReview:
    """Say by when the plan is looked at again; a day that was set before is moved."""
    case = locked_case(case)
    refuse_closed(case)
    if due_on < timezone.localdate():
        raise NotAllowed(_("Choose a day that has not passed."))
    review = open_review(case)
    if review is None:
        first = sent_before(PlanReview.objects.filter(case=case), submission, by=by)
        if first is not None:
            return first
        review = PlanReview(submission=submission, case=case)
    review.due_on, review.by = due_on, by
    review.save()
    due.renew(case)
    record("plan_review.set", by=by, on=review, subject=case)
    return review


@action
def hold_review(
    *,
    submission: UUID,
    case: Case,
    next_on: date | None,
    by: User | None,
    **facts: Unpack[TalkFacts],
) -> PlanReview:
    """Write down a talk about the plan: the one that was to be held, else one more.

    ``next_on`` is the day of the next one. A repeat with the same id gives the first.
    """
    case = locked_case(case)
    first = sent_before(PlanReview.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    _refuse_wrong(facts["held_on"], next_on)
    review = open_review(case) or PlanReview(case=case)
    for name, value in facts.items():
        setattr(review, name, value)
    review.submission, review.by, review.written_at = submission, by, timezone.now()
    review.save()
    record("plan_review.held", by=by, on=review, subject=case)
    if next_on is not None:
        PlanReview.objects.create(
            case=case, submission=uuid5(submission, "next"), due_on=next_on, by=by
        )
    due.renew(case)
    return review


def _refuse_wrong(held_on: date, next_on: date | None) -> None:
    if held_on > timezone.localdate():
        raise NotAllowed(_("A talk cannot be written down before it was held."))
    if next_on is not None and next_on <= held_on:
        raise NotAllowed(_("The next talk comes after this one."))
