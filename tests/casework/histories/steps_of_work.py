"""What people and the clock do with referrals, links, beds and stays."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from django.utils import timezone
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.cases.choices import CaseState
from casework.cases.models import Case
from casework.cases.selectors import acting_group, case_for
from casework.partners.actions import change_agreement
from casework.partners.choices import AgreementState, OrganisationRole
from casework.partners.models import Organisation
from casework.partners.selectors import organisation_with_role
from casework.referrals import actions, links, selectors
from casework.referrals.choices import AWAITING, Kind, LegalBasis, State
from casework.referrals.models import Referral
from casework.referrals.passing_on import waits_for_the_next
from casework.referrals.tasks import end_over_consents, expire_overdue
from casework.referrals.workflow import Side, needs_of, steps_from
from casework.shelter import actions as shelter
from casework.shelter import selectors as houses
from casework.shelter.choices import Destination, HoldEnd, StayBasis
from casework.shelter.models import Hold, Stay
from ostoja.access.permissions import Permission
from ostoja.accounts.models import User
from tests.casework.histories.steps_of_cases import AT, WHO
from tests.casework.histories.world import Who, World, one_of
from tests.casework.referrals.situations import SAID, letter
from tests.casework.shelter.making import day

NIGHTS = some.integers(1, 4)
SENT_WITH = {
    Kind.HANDOVER: Permission.CASE_HAND_OVER,
    Kind.REFERRAL: Permission.CASE_COORDINATE,
    Kind.TRANSFER: Permission.CASE_COORDINATE,
}


class StepsOfWork(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, at=AT, kind=some.sampled_from(Kind), to=AT, shares=some.integers(0, 15))
    def write(self, who: Who, at: int, kind: Kind, to: int, shares: int) -> None:
        case = self.world.case(at)
        if case is None:
            return
        if who[1]:  # they know that each case is handed over once, and all else comes after that
            kind = _fitting(kind, CaseState(case.state))
        by = self.world.actor(who, Case.objects.filter(pk=case.pk), SENT_WITH[kind])
        facts = letter(share_summary=bool(shares & 1), share_person=bool(shares & 2))
        facts |= {"kind": kind, "case": case, "receiver": self._receiver(kind, to)}
        if kind == Kind.REFERRAL:
            facts |= {"case_need": one_of(case.needs.all(), to), "by_link": bool(shares & 4)}
        if shares & 8:
            consent = one_of(case.consents.order_by("pk"), to)
            facts |= {"legal_basis": LegalBasis.CONSENT, "consent": consent}
        write = actions.save_draft if shares == 15 else actions.draft_and_send

        def work() -> Referral:
            found = case_for(by, case.pk, SENT_WITH[kind])
            own = acting_group(found, by, SENT_WITH[kind])
            return write(group=own, by=by, **facts)

        self._keep_token(self.world.attempt(by, work))

    def _receiver(self, kind: Kind, to: int) -> Organisation | None:
        if kind == Kind.HANDOVER:
            return organisation_with_role(OrganisationRole.COORDINATOR)
        return self.world.bodies[to % (5 if kind == Kind.REFERRAL else 4)]

    @rule(who=WHO, which=AT, to=AT)
    def step(self, who: Who, which: int, to: int) -> None:
        referral = self._referral(which)
        if referral is None:
            return
        steps = list(steps_from(referral.kind, referral.state).items())
        if not who[1] or not steps:
            self._take(self.world.people[who[0]], referral, list(State)[to % len(State)])
            return
        state, step = steps[to % len(steps)]
        if step.permission is not None:
            things: Any = Case.objects.filter(pk=referral.case_id)
            if step.side == Side.RECEIVER:
                things = Referral.objects.filter(pk=referral.pk)
            self._take(self.world.actor(who, things, step.permission), referral, state)

    def _take(self, by: User, referral: Referral, to: State) -> None:
        def work() -> Referral:
            found = selectors.referral_to_move(by, referral.pk, to)
            needs = needs_of(found.kind, found.state, to)
            said = {name: words for name, words in SAID.get(to, {}).items() if name in needs}
            return actions.move(referral=found, to=to, version=found.version, by=by, **said)

        self._keep_token(self.world.attempt(by, work))

    @rule(which=AT, to=some.sampled_from([State.ACCEPTED, State.DECLINED, State.COMPLETED]))
    def answer_by_link(self, which: int, to: State) -> None:
        token = one_of(self.world.tokens, which)
        link = links.link_with(token) if token else None
        if link is None:
            return

        def work() -> Referral:
            version = link.referral.version
            said: dict[str, Any] = SAID.get(to, {})
            return actions.answer_by_link(
                link=link, to=to, version=version, name="Ola Cicha", **said
            )

        self._keep_token(self.world.attempt(None, work))

    def _keep_token(self, referral: Referral | None) -> None:
        if referral is not None and referral.link_token:
            self.world.tokens.append(referral.link_token)

    @rule(which=AT)
    def time_passes(self, which: int) -> None:
        waiting = Referral.objects.filter(pk__in=self._referrals(), state__in=AWAITING)
        late = one_of(waiting.order_by("created_at"), which)
        if late is not None:
            past = timezone.now() - timedelta(hours=1)
            self.world.moved = True
            Referral.objects.filter(pk=late.pk).update(respond_by=past)
            expire_overdue.run()
            end_over_consents.run()

    @rule(who=WHO, which=AT, to=AT)
    def decide_on_returned(self, who: Who, which: int, to: int) -> None:
        by, referral = self._who_decides(who, which)
        if referral is None:
            return

        def work() -> object:
            found = selectors.referral_for(by, referral.pk, Permission.REFERRAL_VIEW)
            if selectors.can_acknowledge(by, found):
                return actions.acknowledge(referral=found, by=by)
            if not waits_for_the_next(by, found):
                raise Http404
            own = acting_group(found.case, by, Permission.CASE_COORDINATE)
            receiver = self.world.bodies[to % 5]
            return actions.send_on(
                referral=found, receiver=receiver, service=None, group=own, by=by
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, house=some.integers(0, 1), first=some.integers(0, 3), nights=NIGHTS)
    def hold_bed(self, who: Who, which: int, house: int, first: int, nights: int) -> None:
        by, referral = self._who_decides(who, which)
        found_house = self.world.houses[house]
        if referral is None:
            return

        def work() -> object:
            found = selectors.referral_for(by, referral.pk, Permission.REFERRAL_VIEW)
            if found_house not in houses.own_facilities(by, Permission.STAY_ADMIT):
                raise Http404
            return shelter.hold_beds(
                submission=uuid4(),
                referral=found,
                facility=found_house,
                beds=[one_of(found_house.beds.all(), which)],
                people=1,
                first_on=day(first),
                until_on=day(first + nights),
                by=by,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT)
    def end_hold(self, who: Who, which: int) -> None:
        by, hold = self.world.people[who[0]], one_of(Hold.objects.order_by("created_at"), which)
        if hold is not None:
            self.world.attempt(
                by,
                lambda: shelter.end_hold(
                    hold=houses.hold_for(by, hold.pk), end=HoldEnd.GIVEN_UP, by=by
                ),
            )

    @rule(who=WHO, at=AT, house=some.integers(0, 1), people=some.integers(1, 2), nights=NIGHTS)
    def admit(self, who: Who, at: int, house: int, people: int, nights: int) -> None:
        case = self.world.case(at)
        if case is None:
            return
        cases = Case.objects.filter(pk=case.pk)
        by = self.world.actor(who, cases, Permission.CASE_ANNOTATE)

        def work() -> object:
            found = case_for(by, case.pk, Permission.CASE_ANNOTATE)
            place = houses.facility_for(by, self.world.houses[house].pk, Permission.STAY_ADMIT)
            beds = (list(place.beds.all()) * 2)[at % 2 : at % 2 + people]
            return shelter.admit(
                submission=uuid4(),
                case=found,
                facility=place,
                beds=beds,
                people=people,
                basis=StayBasis.ART_47,
                started_on=day(-(at % 3)),
                planned_end_on=day(nights),
                by=by,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, first=some.integers(-1, 3))
    def change_bed(self, who: Who, which: int, first: int) -> None:
        by, stay = self.world.people[who[0]], self._stay(which)
        if stay is None:
            return

        def work() -> object:
            found = houses.stay_for(by, stay.pk, Permission.STAY_ADMIT)
            beds = [one_of(found.facility.beds.all(), which)]
            return shelter.move_beds(
                stay=found, version=found.version, beds=beds, from_on=day(first), by=by
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, ended=some.integers(-2, 1))
    def discharge(self, who: Who, which: int, ended: int) -> None:
        by, stay = self.world.people[who[0]], self._stay(which)
        if stay is None:
            return

        def work() -> object:
            found = houses.stay_for(by, stay.pk, Permission.STAY_ADMIT)
            return shelter.discharge(
                stay=found,
                version=found.version,
                ended_on=day(ended),
                destination=Destination.FAMILY,
                by=by,
            )

        self.world.attempt(by, work)

    @rule(body=some.integers(2, 4), leaves=some.booleans())
    def change_agreement(self, body: int, leaves: bool) -> None:
        organisation = Organisation.objects.get(pk=self.world.bodies[body].pk)
        by = self.world.cast.coordinator
        signed = AgreementState.SIGNATORY
        if not leaves or organisation.agreement_state != signed:
            Organisation.objects.filter(pk=organisation.pk).update(agreement_state=signed)
            self.world.moved = True
            return
        self.world.attempt(
            by,
            lambda: change_agreement(
                pk=organisation.pk,
                version=organisation.version,
                state=AgreementState.LEFT,
                day=day(),
                by=by,
            ),
        )

    def _referrals(self) -> list[UUID]:
        found = Referral.objects.filter(case__in=self.world.cases).order_by("created_at", "pk")
        return list(found.values_list("pk", flat=True))

    def _referral(self, which: int) -> Referral | None:
        found = Referral.objects.select_related("case").filter(case__in=self.world.cases)
        latest: Referral | None = one_of(found.order_by("-created_at", "pk"), which)
        return latest

    def _who_decides(self, who: Who, which: int) -> tuple[User, Referral | None]:
        """The sender's side, mostly; about beds the receiver's decides as well."""
        referral = self._referral(which)
        cases = Case.objects.filter(pk__in=[referral.case_id] if referral else [])
        needed = (Permission.CASE_COORDINATE, Permission.CASE_ANNOTATE)[which % 2]
        return self.world.actor(who, cases, needed), referral

    def _stay(self, which: int) -> Stay | None:
        found: Stay | None = one_of(Stay.objects.order_by("created_at", "pk"), which)
        return found


def _fitting(kind: Kind, state: CaseState) -> Kind:
    if state == CaseState.OPEN:
        return Kind.HANDOVER
    return Kind.REFERRAL if kind == Kind.HANDOVER else kind
