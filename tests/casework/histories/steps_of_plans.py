"""What people do with support plans, and with two records of one body."""

from typing import Any
from uuid import uuid4

from django.http import Http404
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.cases.actions import plan
from casework.cases.choices import ConsentWay
from casework.cases.choices_of_plan import GoalState, PlanAnswer, ReviewOutcome
from casework.cases.models import Case, PlanGoal
from casework.cases.plan import case_with_plan, goal_for, keeps_plan
from casework.cases.selectors import sight_of
from casework.partners.actions import merge_organisations, separate_organisations
from casework.partners.merged_facts import conflicts
from casework.partners.models import OrganisationMerge
from casework.partners.selectors import organisation_for
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User
from tests.casework.benefits.making import day
from tests.casework.histories.steps_of_cases import AT, WHO
from tests.casework.histories.world import Who, World, one_of

WRITE, PARTNERS = Permission.CASE_ANNOTATE, Permission.PARTNER_CHANGE
DAYS = some.none() | some.integers(-1, 30)


class StepsOfPlans(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, at=AT)
    def add_goal(self, who: Who, at: int) -> None:
        by, case = self._writes(who, at)
        if case is None:
            return

        def work() -> object:
            found = _to_change(by, case)
            return plan.add_goal(submission=uuid4(), case=found, words="Mieszkać sama.", by=by)

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, to=some.sampled_from(GoalState))
    def move_goal(self, who: Who, which: int, to: GoalState) -> None:
        goal = one_of(PlanGoal.objects.order_by("created_at", "pk"), which)
        if goal is None:
            return
        by = self.world.actor(who, Case.objects.filter(pk=goal.case_id), WRITE)

        def work() -> object:
            found = goal_for(by, goal.pk, WRITE)
            if not keeps_plan(sight_of(found.case, by)):
                raise Http404
            said: dict[str, Any] = {"to": to, "words": "Udało się.", "by": by}
            return plan.move_goal(goal=found, version=found.version, **said)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, next_on=DAYS, was_held=some.booleans())
    def talk_of_plan(self, who: Who, at: int, next_on: int | None, was_held: bool) -> None:
        """Write down a talk, or by when one is to be held."""
        by, case = self._writes(who, at)
        if case is None:
            return

        def work() -> object:
            found, following = _to_change(by, case), None if next_on is None else day(next_on)
            sent: dict[str, Any] = {"submission": uuid4(), "case": found, "by": by}
            if not was_held:
                return plan.set_review(due_on=following or day(7), **sent)
            return plan.hold_review(
                next_on=following,
                held_on=day(0),
                outcome=ReviewOutcome.CHANGED,
                answer=PlanAnswer.AGREED,
                way=ConsentWay.IN_PERSON,
                words="",
                **sent,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, kept=AT, merged=AT)
    def merge_bodies(self, who: Who, kept: int, merged: int) -> None:
        by = self.world.holder(who, PARTNERS)
        bodies = self.world.bodies[2:]

        def work() -> object:
            one, other = (
                organisation_for(by, bodies[at % 3].pk, PARTNERS) for at in (kept, merged)
            )
            return merge_organisations(
                kept=one,
                merged=other,
                versions=(one.version, other.version),
                choices=dict.fromkeys(conflicts(one, other), "kept"),
                submission=uuid4(),
                by=by,
            )

        self.world.attempt(by, work)
        self.world.forget_roles()

    @rule(who=WHO, which=AT)
    def separate_bodies(self, who: Who, which: int) -> None:
        by = self.world.holder(who, PARTNERS)
        merge = one_of(OrganisationMerge.objects.filter(undone_at=None).order_by("at"), which)
        if merge is None:
            return

        def work() -> object:
            if not holds(by, PARTNERS):
                raise Http404
            return separate_organisations(merge=merge, by=by)

        self.world.attempt(by, work)
        self.world.forget_roles()

    def _writes(self, who: Who, at: int) -> tuple[User, Case | None]:
        case = self.world.case(at)
        cases = Case.objects.filter(pk__in=[case.pk] if case else [])
        return self.world.actor(who, cases, WRITE), case


def _to_change(by: User, case: Case) -> Case:
    found = case_with_plan(by, case.pk, WRITE)
    if not keeps_plan(sight_of(found, by)):
        raise Http404
    return found
