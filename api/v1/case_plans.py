"""The support plan of a case: goals, and the talks in which it is agreed and reviewed."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.fields import Body, Choice, Day, Shown, Text
from api.forms_of_rooms import checked, data_for
from api.openapi.operations import operation
from api.resources import Resource, given
from api.v1.letters import UNUSED
from casework.cases.actions import plan as actions
from casework.cases.choices import ConsentWay
from casework.cases.choices_of_plan import GoalState, PlanAnswer, ReviewOutcome
from casework.cases.forms.plan import NextTalkForm, TalkForm
from casework.cases.models import Case as CaseRow
from casework.cases.models import PlanGoal as GoalRow
from casework.cases.plan import case_with_plan, goal_for, keeps_plan
from casework.cases.selectors import sight_of
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User

WRITE = Permission.CASE_ANNOTATE


class PlanGoal(Shown):
    """What the person wants to reach, in their own words. Tasks name it as their `goal`."""

    id = serializers.UUIDField()
    case = serializers.UUIDField(source="case_id")
    words = serializers.CharField()
    state = serializers.ChoiceField(choices=GoalState.choices)
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_words = serializers.CharField(help_text="What came of it.")
    version = serializers.IntegerField()

    example: ClassVar = {
        "id": "7d8e9f0a-1b2c-4d3e-8f4a-5b6c7d8e9fa1",
        "case": "0f8e7d6c-5b4a-4392-8170-1a2b3c4d5e6f",
        "words": "Chcę spać spokojnie.",
        "state": "open",
        "ended_at": None,
        "ended_words": "",
        "version": 1,
    }


class GoalWords(Body):
    """The goal, as the person says it."""

    words = Text(max_length=2_000)

    example: ClassVar = {"words": "Chcę spać spokojnie."}


class GoalEnd(Body):
    """What came of it, or why it is open again."""

    words = Text(max_length=2_000, required=False, allow_blank=True)

    example: ClassVar = {"words": "Śpi u siostry."}


class PlanReview(Shown):
    """A talk about the plan: to be held by `due_on`, or held on `held_on`."""

    id = serializers.UUIDField()
    due_on = serializers.DateField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    outcome = serializers.ChoiceField(choices=ReviewOutcome.choices, allow_blank=True)
    answer = serializers.ChoiceField(
        choices=PlanAnswer.choices, allow_blank=True, help_text="What the person says of the plan."
    )
    way = serializers.ChoiceField(choices=ConsentWay.choices, allow_blank=True)
    words = serializers.CharField()

    example: ClassVar = {
        "id": "8e9f0a1b-2c3d-4e4f-9a5b-6c7d8e9fa0b1",
        "due_on": None,
        "held_on": "2026-11-22",
        "outcome": "begun",
        "answer": "agreed",
        "way": "in_person",
        "words": "",
    }


class PlanTalk(Body):
    """A talk that was held, and the day of the next one."""

    held_on = Day()
    outcome = Choice(choices=ReviewOutcome.choices)
    answer = Choice(choices=PlanAnswer.choices)
    way = Choice(choices=ConsentWay.choices)
    words = Text(max_length=10_000, required=False, allow_blank=True)
    next_on = Day(required=False, allow_null=True)

    example: ClassVar = {
        **{name: PlanReview.example[name] for name in ("held_on", "outcome", "answer", "way")},
        "next_on": "2026-12-22",
    }


class NextPlanTalk(Body):
    """By when the plan is looked at again."""

    due_on = Day()

    example: ClassVar = {"due_on": "2026-12-22"}


class PlanGoalsView(Resource):
    """For those who lead or coordinate the case; others see the tasks of their own body."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = {"create": WRITE}
    ordering = ("created_at", "id")

    @operation("List the goals of a support plan", "The earliest first.", gives=PlanGoal, page=True)
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_with_plan(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(case.goals.all(), PlanGoal)

    @operation("Add a goal", takes=GoalWords, gives=PlanGoal, status=201)
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = _to_change(self.user, case_pk)
        words: str = self.body(GoalWords)["words"]
        goal = actions.add_goal(submission=self.submission, case=case, words=words, by=self.user)
        location = f"/api/v1/plan-goals/{goal.pk}/"
        return given(PlanGoal(goal).data, version=goal.version, status=201, location=location)


class PlanGoalView(Resource):
    """One goal, and what becomes of it."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = dict.fromkeys(("partial_update", "reach", "give_up", "reopen"), WRITE)

    @operation("Read a goal", gives=PlanGoal)
    def retrieve(self, request: Request, pk: UUID) -> Response:
        return _shown(goal_for(self.user, pk, Permission.CASE_VIEW))

    @operation("Say a goal in other words", takes=GoalWords, gives=PlanGoal, versioned=True)
    def partial_update(self, request: Request, pk: UUID) -> Response:
        goal, version = self._found(pk), self.version
        words = self.body(GoalWords, partial=True).get("words", goal.words)
        changed = actions.change_goal(goal=goal, version=version, words=words, by=self.user)
        return _shown(changed)

    @operation("Say that a goal is reached", takes=GoalEnd, gives=PlanGoal, versioned=True)
    def reach(self, request: Request, pk: UUID) -> Response:
        return self._move(pk, GoalState.REACHED)

    @operation("Give a goal up", takes=GoalEnd, gives=PlanGoal, versioned=True)
    def give_up(self, request: Request, pk: UUID) -> Response:
        return self._move(pk, GoalState.DROPPED)

    @operation("Open a goal again", takes=GoalEnd, gives=PlanGoal, versioned=True)
    def reopen(self, request: Request, pk: UUID) -> Response:
        return self._move(pk, GoalState.OPEN)

    def _move(self, pk: UUID, to: GoalState) -> Response:
        goal, version = self._found(pk), self.version
        words = self.body(GoalEnd).get("words", "")
        moved = actions.move_goal(goal=goal, version=version, to=to, words=words, by=self.user)
        return _shown(moved)

    def _found(self, pk: UUID) -> GoalRow:
        goal = goal_for(self.user, pk, WRITE)
        if not keeps_plan(sight_of(goal.case, self.user)):
            raise Http404
        return goal


class PlanReviewView(Resource):
    """Talks about a plan: those that were held, and the next one."""

    tag = "cases"
    part = "cases"
    permission = Permission.CASE_VIEW
    permissions: ClassVar = dict.fromkeys(("create", "set_next"), WRITE)
    ordering = ("written_at", "id")

    @operation(
        "List the talks about a support plan", "The earliest first.", gives=PlanReview, page=True
    )
    def list(self, request: Request, case_pk: UUID) -> Response:
        case = case_with_plan(self.user, case_pk, Permission.CASE_VIEW)
        return self.page(case.plan_reviews.all(), PlanReview)

    @operation(
        "Write down a talk about a support plan",
        "The one that was to be held counts as held; `next_on` sets the next one.",
        takes=PlanTalk,
        gives=PlanReview,
        status=201,
    )
    def create(self, request: Request, case_pk: UUID) -> Response:
        case = _to_change(self.user, case_pk)
        data = data_for(TalkForm, {**self.body(PlanTalk), "submission": UNUSED})
        facts = _without_submission(checked(TalkForm(data)).cleaned_data)
        review = actions.hold_review(submission=self.submission, case=case, by=self.user, **facts)
        return given(PlanReview(review).data, status=201)

    @operation(
        "Set the next talk about a support plan",
        "A day that was set before is moved.",
        takes=NextPlanTalk,
        gives=PlanReview,
    )
    def set_next(self, request: Request, case_pk: UUID) -> Response:
        case = _to_change(self.user, case_pk)
        data = data_for(NextTalkForm, {**self.body(NextPlanTalk), "submission": UNUSED})
        facts = _without_submission(checked(NextTalkForm(data)).cleaned_data)
        review = actions.set_review(submission=self.submission, case=case, by=self.user, **facts)
        return given(PlanReview(review).data)


def _to_change(user: User, pk: UUID) -> CaseRow:
    case = case_with_plan(user, pk, WRITE)
    if not keeps_plan(sight_of(case, user)):
        raise Http404
    return case


def _without_submission(sent: dict[str, Any]) -> dict[str, Any]:
    """The Idempotency-Key stands for the page's own id."""
    return {name: value for name, value in sent.items() if name != "submission"}


def _shown(goal: GoalRow) -> Response:
    return given(PlanGoal(goal).data, version=goal.version)
