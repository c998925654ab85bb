"""What people say on their way to somebody's home, and what the clock does when they do not."""

from datetime import timedelta
from uuid import uuid4

from django.http import Http404
from django.utils import timezone
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.cases.models import Case
from casework.cases.selectors import case_for
from casework.partners.selectors import organisations_of
from casework.visits import actions
from casework.visits.choices import GOING_ON, VisitOutcome, VisitState
from casework.visits.models import Alarm, Visit
from casework.visits.selectors import alarm_for, group_writing, visit_for
from casework.visits.tasks import watch_visits
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.steps_of_cases import AT, WHO
from tests.casework.histories.world import Who, World, one_of

LONG = timedelta(hours=3)
"""Longer than the clock waits before it has called everybody."""


class StepsOutside(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, at=AT, others=some.integers(0, 1))
    def plan_visit(self, who: Who, at: int, others: int) -> None:
        case = self.world.case(at)
        if case is None:
            return
        cases = Case.objects.filter(pk=case.pk)
        by = self.world.actor(who, cases, Permission.CASE_ANNOTATE)

        def work() -> object:
            found = case_for(by, case.pk, Permission.CASE_ANNOTATE)
            bodies = organisations_of(by, Permission.VISIT_CHANGE)
            if not bodies:
                raise Http404
            return actions.plan_visit(
                submission=uuid4(),
                organisation=bodies[0],
                case=found,
                by=by,
                people=[by, *self.world.people[at % 2 : at % 2 + others]],
                place="ul. Zmyślona 3",
                starts_at=timezone.now(),
                minutes=60,
                dangers="",
                code_word="",
                phone="",
            )

        self.world.attempt(by, work)

    @rule(which=AT, who=WHO)
    def come_to_the_door(self, which: int, who: Who) -> None:
        by, visit = self._goes(which, None if who[1] else who)
        if visit is not None:
            self.world.attempt(
                by,
                lambda: actions.check_in(
                    visit=visit_for(by, visit.pk, Permission.VISIT_CHANGE),
                    submission=uuid4(),
                    by=by,
                ),
            )

    @rule(which=AT, minutes=some.integers(0, 90))
    def need_longer(self, which: int, minutes: int) -> None:
        by, visit = self._goes(which)
        if visit is not None:
            self.world.attempt(
                by,
                lambda: actions.extend(
                    visit=visit_for(by, visit.pk, Permission.VISIT_CHANGE),
                    submission=uuid4(),
                    minutes=minutes,
                    by=by,
                ),
            )

    @rule(which=AT, outcome=some.sampled_from([VisitOutcome.MET, VisitOutcome.NOBODY]))
    def come_out(self, which: int, outcome: VisitOutcome) -> None:
        by, visit = self._goes(which)
        if visit is None:
            return

        def work() -> object:
            found = visit_for(by, visit.pk, Permission.VISIT_CHANGE)
            return actions.check_out(
                visit=found,
                submission=uuid4(),
                outcome=outcome,
                by=by,
                note="Rozmowa w kuchni.",
                group=group_writing(found.case, by),
            )

        self.world.attempt(by, work)

    @rule(which=AT)
    def ask_for_help(self, which: int) -> None:
        by, visit = self._goes(which)
        if visit is not None:
            self.world.attempt(
                by,
                lambda: actions.ask_help(
                    visit=visit_for(by, visit.pk, Permission.VISIT_CHANGE),
                    submission=uuid4(),
                    by=by,
                ),
            )

    @rule(which=AT)
    def nobody_hears_from_them(self, which: int) -> None:
        going = Visit.objects.filter(state__in=GOING_ON).order_by("created_at", "pk")
        visit = one_of(going, which)
        if visit is None:
            return
        self.world.moved = True
        rows = Visit.objects.filter(pk=visit.pk)
        if visit.state == VisitState.UNDER_WAY:
            rows.update(checked_in_at=visit.checked_in_at - 2 * LONG, ends_at=timezone.now() - LONG)
        else:
            rows.update(starts_at=timezone.now() - LONG)
        watch_visits.run()
        assert Alarm.objects.filter(visit=visit, closed_at=None).exists()
        before = Alarm.objects.count()
        watch_visits.run()
        assert Alarm.objects.count() == before

    @rule(who=WHO, which=AT)
    def take_alarm(self, who: Who, which: int) -> None:
        by, alarm = self._is_called(who, which)
        if alarm is not None:
            self.world.attempt(
                by,
                lambda: actions.take_alarm(
                    alarm=alarm_for(by, alarm.pk), version=alarm.version, by=by
                ),
            )

    @rule(who=WHO, which=AT, goes_on=some.sampled_from([None, 0, 30]))
    def close_alarm(self, who: Who, which: int, goes_on: int | None) -> None:
        by, alarm = self._is_called(who, which)
        if alarm is not None:
            self.world.attempt(
                by,
                lambda: actions.close_alarm(
                    alarm=alarm_for(by, alarm.pk),
                    version=alarm.version,
                    done="Odebrali telefon, są bezpieczni.",
                    goes_on=goes_on,
                    by=by,
                ),
            )

    def _goes(self, which: int, who: Who | None = None) -> tuple[User, Visit | None]:
        """The latest visits first; somebody who goes, unless another is named."""
        visit: Visit | None = one_of(Visit.objects.order_by("-created_at", "pk"), which)
        going = [one.person for one in visit.workers.select_related("person")] if visit else []
        if who is not None or not going:
            return self.world.people[who[0] if who else 0], visit
        by: User = going[which % len(going)]
        return by, visit

    def _is_called(self, who: Who, which: int) -> tuple[User, Alarm | None]:
        alarm: Alarm | None = one_of(Alarm.objects.order_by("-raised_at", "pk"), which)
        called = [one for one in self.world.people if alarm and one.pk in alarm.called]
        able = called if who[1] and called else self.world.people
        return able[who[0] % len(able)], alarm
