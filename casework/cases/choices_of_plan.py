"""The values that describe a support plan: what became of a goal, and what was said of the plan."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class GoalState(TextChoices):
    """What became of a goal."""

    OPEN = "open", pgettext_lazy("goal", "on the way")
    REACHED = "reached", pgettext_lazy("goal", "reached")
    DROPPED = "dropped", pgettext_lazy("goal", "given up")


GOAL_MOVES: Mapping[GoalState, Mapping[GoalState, str]] = {
    GoalState.OPEN: {GoalState.REACHED: "reached", GoalState.DROPPED: "dropped"},
    GoalState.REACHED: {GoalState.OPEN: "reopened"},
    GoalState.DROPPED: {GoalState.OPEN: "reopened"},
}
"""State, next states, and what the audit calls the step."""


class ReviewOutcome(TextChoices):
    """What a talk about the plan came to."""

    BEGUN = "begun", pgettext_lazy("review of a plan", "the plan was made")
    ON_COURSE = "on_course", pgettext_lazy("review of a plan", "it goes on as planned")
    CHANGED = "changed", pgettext_lazy("review of a plan", "the plan was changed")
    ENDED = "ended", pgettext_lazy("review of a plan", "the plan ends")


class PlanAnswer(TextChoices):
    """What the person says of the plan."""

    AGREED = "agreed", pgettext_lazy("of the plan", "agrees")
    PARTLY = "partly", pgettext_lazy("of the plan", "agrees in part")
    REFUSED = "refused", pgettext_lazy("of the plan", "wants no plan")
    NOT_ABLE = "not_able", pgettext_lazy("of the plan", "cannot say at present")
