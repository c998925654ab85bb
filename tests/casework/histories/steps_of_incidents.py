"""What people do while an incident goes on: declare, call up, write down, bind cases, close."""

from typing import Any
from uuid import uuid4

from django.http import Http404
from django.utils import timezone
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule

from casework.cases.selectors import case_for
from casework.incidents import actions
from casework.incidents.choices import IncidentKind, Whereabouts
from casework.incidents.models import AffectedPeople, CaseBinding, Incident, Mobilisation
from casework.incidents.selectors import (
    binding_for,
    incident_for,
    may_step,
    mobilisation_for,
    people_for,
)
from casework.incidents.workflow import step_named, step_of_body, steps_from, steps_of_body
from casework.partners.selectors import organisations_of
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from tests.casework.cases.situations import need
from tests.casework.histories.steps_of_cases import AT, WHO
from tests.casework.histories.world import Who, World, one_of

LOG, LEAD = Permission.INCIDENT_LOG, Permission.INCIDENT_LEAD
NUMBERS = some.integers(0, 3)


class StepsOfIncidents(RuleBasedStateMachine):
    """Each step goes through the same door as its page does."""

    world: World

    @rule(who=WHO, leader=AT)
    def declare(self, who: Who, leader: int) -> None:
        if Incident.objects.count() == 2:
            return
        by, leads = self.world.holder(who, LEAD), self.world.people[leader % 6]

        def work() -> object:
            if not holds(by, LEAD):
                raise Http404
            return actions.declare(
                submission=uuid4(),
                kind=IncidentKind.GAS,
                name="Wybuch gazu",
                place="ul. Zmyślona 3",
                began_at=timezone.now(),
                leader=leads,
                by=by,
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, to=AT, says=some.booleans())
    def step_incident(self, who: Who, which: int, to: int, says: bool) -> None:
        by, incident = self.world.holder(who, LEAD), self._incident(which)
        if incident is None:
            return
        steps = [one.name for one in steps_from(incident.state).values()]
        name = (steps if who[1] else list(actions.STEPS))[to % (len(steps) if who[1] else 5)]

        def work() -> object:
            found = incident_for(by, incident.pk, LEAD)
            said: dict[str, Any] = {"reason": "Tak jest." if says else ""}
            allowed = step_named(found.state, name)
            if allowed is not None and "ended_at" in allowed[1].needs:
                said["ended_at"] = timezone.now()
            return actions.STEPS[name](incident=found, version=found.version, by=by, **said)

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, body=AT)
    def call_up(self, who: Who, which: int, body: int) -> None:
        by, incident = self.world.holder(who, LEAD), self._incident(which)
        if incident is None:
            return
        asked = self.world.bodies[2 + body % 3]

        def work() -> object:
            found = incident_for(by, incident.pk, LEAD)
            return actions.mobilise(
                submission=uuid4(), incident=found, organisation=asked, asked_for="Koce", by=by
            )

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, to=AT, says=some.booleans())
    def step_of_body(self, who: Who, which: int, to: int, says: bool) -> None:
        called: Mobilisation | None = one_of(Mobilisation.objects.order_by("-asked_at"), which)
        if called is None:
            return
        steps = list(steps_of_body(called.state).values())
        known = [one.name for one in steps] if who[1] and steps else list(actions.STEPS_OF_BODY)
        name = known[to % len(known)]
        by = self.world.people[who[0]]

        def work() -> object:
            found = mobilisation_for(by, called.pk)
            allowed = step_of_body(found.state, name)
            if allowed is not None and not may_step(by, found, allowed[1].permission):
                raise Http404
            answer = "Nie mamy już nikogo." if says else ""
            step = actions.STEPS_OF_BODY[name]
            return step(mobilisation=found, version=found.version, by=by, answer=answer)

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, helper=some.none() | AT, number=NUMBERS, again=some.booleans())
    def write_people(
        self, who: Who, which: int, helper: int | None, number: int, again: bool
    ) -> None:
        by, incident = self.world.holder(who, LOG), self._incident(which)
        if incident is None:
            return
        row = one_of(incident.people.all(), which) if again else None
        facts: dict[str, Any] = {
            "label": "Rodzina z parteru",
            "number": number,
            "whereabouts": list(Whereabouts)[which % len(Whereabouts)],
            "place": "",
            "needs": [need(number)],
            "remark": "",
            "helper": None if helper is None else self.world.bodies[helper % 5],
        }

        def work() -> object:
            if row is not None:
                found = people_for(by, row.pk)
                return actions.change_people(people=found, version=found.version, by=by, **facts)
            to = incident_for(by, incident.pk, LOG)
            return actions.add_people(submission=uuid4(), incident=to, by=by, **facts)

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, opens=some.booleans())
    def remove_people(self, who: Who, which: int, opens: bool) -> None:
        """Take a line out, or open a case for it."""
        by, row = self.world.holder(who, LOG), one_of(AffectedPeople.objects.all(), which)
        if row is None or (opens and len(self.world.cases) == 4):
            return

        def remove() -> object:
            found = people_for(by, row.pk)
            actions.remove_people(people=found, version=found.version, by=by)
            return None

        def open_case() -> object:
            found, leads = people_for(by, row.pk), organisations_of(by, Permission.CASE_OPEN)
            if not leads:
                raise Http404
            facts = {"lead": leads[0], "pseudonym": "Parter", "person_name": ""}
            said: dict[str, Any] = {**facts, "summary": "Po wybuchu.", "urgency": "soon"}
            made = actions.open_case_for(submission=uuid4(), people=found, by=by, **said)
            self.world.cases.append(made.pk)
            return made

        self.world.attempt(by, open_case if opens else remove)

    @rule(who=WHO, which=AT, at=AT, takes_out=some.booleans())
    def bind(self, who: Who, which: int, at: int, takes_out: bool) -> None:
        by, incident, case = self.world.holder(who, LOG), self._incident(which), self.world.case(at)
        if incident is None or case is None:
            return
        bound = one_of(CaseBinding.objects.order_by("bound_at", "pk"), at) if takes_out else None

        def work() -> object:
            if bound is not None:
                return actions.unbind_case(binding=binding_for(by, bound.pk), by=by)
            found = incident_for(by, incident.pk, LOG)
            seen = case_for(by, case.pk, Permission.CASE_VIEW)
            return actions.bind_case(incident=found, case=seen, by=by)

        self.world.attempt(by, work)

    @rule(who=WHO, which=AT, affected=NUMBERS, missing=NUMBERS, what=some.sampled_from("cln"))
    def keep_the_log(self, who: Who, which: int, affected: int, missing: int, what: str) -> None:
        """Numbers from the spot, a note, or a situation report."""
        by, incident = self.world.holder(who, LEAD if what == "l" else LOG), self._incident(which)
        if incident is None:
            return

        def work() -> object:
            found = incident_for(by, incident.pk, LEAD if what == "l" else LOG)
            sent: dict[str, Any] = {"incident": found, "by": by}
            if what == "l":
                return actions.send_report(submission=uuid4(), words="", **sent)
            if what == "n":
                is_for = bool(affected % 2)
                return actions.add_entry(
                    submission=uuid4(), text="Gaz odcięty.", for_partners=is_for, **sent
                )
            none = {"injured": 0, "evacuated": 0, "sheltered": 0}
            counted: Any = {**none, "affected": affected, "missing": missing}
            return actions.change_numbers(version=found.version, **counted, **sent)

        self.world.attempt(by, work)

    def _incident(self, which: int) -> Incident | None:
        found: Incident | None = one_of(Incident.objects.order_by("created_at", "pk"), which)
        return found
