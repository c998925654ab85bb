"""What must be told to the person, and the help outside the system of which they hear, too."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import Http404
from django.utils import timezone
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.cases.models import Case
from casework.cases.selectors import acting_group, case_to_change, sight_of
from casework.referrals.actions.appointments import name_appointment
from casework.referrals.actions.outside import ask_outside, end_outside
from casework.referrals.appointments import may_name
from casework.referrals.choices import WORKING, Kind, LegalBasis
from casework.referrals.choices_of_outside import OutsideState, OutsideWay
from casework.referrals.models import OutsideReferral, Referral
from casework.referrals.selectors import referral_for
from casework.telling import actions
from casework.telling.choices import BY_HAND, Result, State, WhyNot
from casework.telling.models import Telling
from casework.telling.selectors import telling_for
from casework.telling.tasks import recall_tellings
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.benefits.making import day
from tests.casework.histories.steps_of_cases import AT, WHO
from tests.casework.histories.world import Who, World, one_of

RESULTS = (Result.TOLD, Result.TOLD, Result.NOT_REACHED, Result.SOMEBODY_ELSE)


class StepsOfTelling(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, which=AT, result=some.sampled_from(RESULTS), way=some.sampled_from(BY_HAND))
    def tell(self, who: Who, which: int, result: Result, way: Any) -> None:
        by, telling = self._tells(who, which)
        if telling is None:
            return

        def work() -> object:
            found = telling_for(by, telling.pk)
            said: dict[str, Any] = {"version": found.version, "submission": uuid4()}
            return actions.note_contact(telling=found, way=way, result=result, by=by, **said)

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, why=some.sampled_from(WhyNot), days=some.integers(0, 2))
    def not_tell(self, who: Who, which: int, why: WhyNot, days: int) -> None:
        by, telling = self._tells(who, which)
        if telling is None:
            return

        def work() -> object:
            found = telling_for(by, telling.pk)
            said: dict[str, Any] = {"why_not": why, "note": "Tak ustalono." if days else ""}
            if why == WhyNot.NOT_REACHED:
                said["again_on"] = day(days)
            return actions.note_not_told(telling=found, version=found.version, by=by, **said)

        self.world.attempt(by, work)

    @rule(which=AT)
    def nobody_tells(self, which: int) -> None:
        """The day of a try has come, or the time is over: somebody is reminded."""
        waiting = Telling.objects.filter(state=State.WAITING).order_by("since", "pk")
        telling = one_of(waiting, which)
        if telling is not None:
            self.world.moved = True
            past = timezone.now() - timedelta(hours=1)
            given: dict[str, Any] = {"due_at": past, "again_on": telling.again_on and day(0)}
            if telling.remind_at is not None:
                given["remind_at"] = past
            Telling.objects.filter(pk=telling.pk).update(**given)
            recall_tellings.run()
            before = telling.reminders
            telling.refresh_from_db()
            assert telling.reminders == before + ("remind_at" in given)

    @rule(who=WHO, which=AT, hours=some.integers(1, 48), told=some.booleans())
    def name_meeting(self, who: Who, which: int, hours: int, told: bool) -> None:
        working = Referral.objects.filter(kind=Kind.REFERRAL, state__in=WORKING)
        referral = one_of(working.order_by("created_at", "pk"), which)
        if referral is None:
            return
        mine = Referral.objects.filter(pk=referral.pk)
        by = self.world.actor(who, mine, Permission.REFERRAL_ANSWER)

        def work() -> object:
            found = referral_for(by, referral.pk, Permission.REFERRAL_VIEW)
            if not may_name(by, found):
                raise Http404
            at = timezone.now() + timedelta(hours=hours)
            return name_appointment(referral=found, by=by, at=at, place="", person_told=told)

        self.world.attempt(by, work)

    @rule(who=WHO, at=AT, which=AT, way=some.sampled_from(OutsideWay))
    def ask_outside(self, who: Who, at: int, which: int, way: OutsideWay) -> None:
        by, case = self._leads(who, at)
        need = one_of(case.needs.all(), which) if case else None
        if case is None or need is None:
            return
        consent = one_of(case.consents.order_by("pk"), which)
        basis = LegalBasis.CONSENT if consent and which % 2 else LegalBasis.STATUTORY_TASK

        def work() -> object:
            found = case_to_change(by, case.pk)
            return ask_outside(
                submission=uuid4(),
                case=found,
                group=_group_of(found, by),
                case_need=need,
                body="Parafia",
                contact="",
                way=way,
                message="",
                legal_basis=basis,
                consent=consent if basis == LegalBasis.CONSENT else None,
                asked_on=day(0),
                remind_on=day(3),
                by=by,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, state=some.sampled_from(OutsideState))
    def end_outside(self, who: Who, which: int, state: OutsideState) -> None:
        asked: OutsideReferral | None = one_of(OutsideReferral.objects.order_by("pk"), which)
        if asked is None:
            return
        cases = Case.objects.filter(pk=asked.case_id)
        by = self.world.actor(who, cases, Permission.CASE_CHANGE)

        def work() -> object:
            found = case_to_change(by, asked.case_id)
            given: dict[str, Any] = {"asked": asked, "version": asked.version, "state": state}
            group = _group_of(found, by)
            return end_outside(outcome="Tak powiedzieli.", group=group, by=by, **given)

        self.world.attempt(by, work)

    def _tells(self, who: Who, which: int) -> tuple[User, Telling | None]:
        telling: Telling | None = one_of(Telling.objects.order_by("-since", "pk"), which)
        cases = Case.objects.filter(pk__in=[telling.case_id] if telling else [])
        needed = (Permission.CASE_CHANGE, Permission.CASE_COORDINATE)[which % 2]
        return self.world.actor(who, cases, needed), telling

    def _leads(self, who: Who, at: int) -> tuple[User, Case | None]:
        case = self.world.case(at)
        cases = Case.objects.filter(pk__in=[case.pk] if case else [])
        return self.world.actor(who, cases, Permission.CASE_CHANGE), case


def _group_of(case: Case, by: User) -> Any:
    """As pages do it: on behalf of the lead, else of who coordinates."""
    changes = sight_of(case, by).may(Permission.CASE_CHANGE)
    return acting_group(case, by, Permission.CASE_CHANGE if changes else Permission.CASE_COORDINATE)
