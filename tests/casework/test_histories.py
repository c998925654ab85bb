"""Random histories of cases, needs, referrals, links, consents, tasks, playbooks, beds, visits,
merges, restricted marks, incidents, stores, plans and of what people must be told, with several
people at once; after each step all of it still holds.

``make test`` walks a few, the same ones each time; ``make prove`` walks many, others each time.
"""

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import initialize, invariant, run_state_machine_as_test

from casework.cases.models import Case
from casework.referrals.choices import State
from tests.api.programs import program_of
from tests.casework.cases.situations import make_case, need
from tests.casework.histories import (
    truths_of_incidents,
    truths_of_stores,
    truths_of_telling,
    truths_outside,
)
from tests.casework.histories.on_record import the_audit_is_complete
from tests.casework.histories.steps_of_cases import StepsOfCases
from tests.casework.histories.steps_of_incidents import StepsOfIncidents
from tests.casework.histories.steps_of_plans import StepsOfPlans
from tests.casework.histories.steps_of_stores import StepsOfStores
from tests.casework.histories.steps_of_telling import StepsOfTelling
from tests.casework.histories.steps_of_work import StepsOfWork
from tests.casework.histories.steps_outside import StepsOutside
from tests.casework.histories.truths import TRUTHS, the_door_says_the_same
from tests.casework.histories.who_may import VIEW, Picture
from tests.casework.histories.world import World, make_world
from tests.casework.referrals.situations import hand_over, take

FEW = settings(max_examples=6, stateful_step_count=40, derandomize=True)
MANY = settings(max_examples=150, stateful_step_count=60)
UNHURRIED: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
    "phases": [Phase.generate],  # to shorten what it found would take hours
}


EACH = (
    *TRUTHS,
    *truths_outside.TRUTHS,
    *truths_of_incidents.TRUTHS,
    *truths_of_stores.TRUTHS,
    *truths_of_telling.TRUTHS,
)
"""Asked after each step."""
AT_THE_END = (
    the_door_says_the_same,
    truths_of_incidents.names_are_read_by_whom_they_concern,
    truths_of_telling.plans_are_read_by_who_leads,
)
"""What takes longer is looked at once."""


class Histories(
    StepsOfCases,
    StepsOfWork,
    StepsOutside,
    StepsOfIncidents,
    StepsOfStores,
    StepsOfTelling,
    StepsOfPlans,
):
    """One history; what it wrote is undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.world = make_world()

    @initialize()
    def begin(self) -> None:
        """A case that is coordinated and one that is not: the longest ways begin in the middle."""
        cast = self.world.cast
        for pseudonym in ("Wrzos", "Kalina"):
            case = make_case(cast, pseudonym=pseudonym, needs=[need(0), need(1)])
            self.world.cases.append(case.pk)
        take(hand_over(cast, Case.objects.get(pk=self.world.cases[0])), State.ACCEPTED, cast)

    @invariant()
    def all_holds(self) -> None:
        """Every truth, with all that is wrong at once; what was refused has changed nothing."""
        if not self.world.moved:
            return
        self.world.moved, now = False, Picture(self.world)
        wrong = [words for truth in EACH for words in truth(now)]
        assert not wrong, wrong

    def teardown(self) -> None:
        """The audit, and what takes longer."""
        now = Picture(self.world)
        try:
            assert not list(the_audit_is_complete(self.world))
            wrong = [words for truth in AT_THE_END for words in truth(now)]
            assert not wrong, wrong
            programs_see_what_people_see(self.world)
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)


def programs_see_what_people_see(world: World) -> None:
    """The API's list is written by the database itself, so it is asked by itself."""
    now = Picture(world)
    for person in (world.cast.colleague, world.cast.coordinator, world.cast.partner_worker):
        answer = program_of(person).get("cases/")
        found = {one["id"] for one in answer.json()["results"]}
        alive = [case.pk for case in now.cases.values() if case.merged_into is None]
        assert found == {str(pk) for pk in alive if now.may(person, pk, VIEW)}


@pytest.mark.parametrize(
    "how_many",
    [pytest.param(FEW, id="few"), pytest.param(MANY, id="many", marks=pytest.mark.prove)],
)
def test_after_each_step_of_any_history_everything_holds(gdansk: None, how_many: settings) -> None:
    run_state_machine_as_test(Histories, settings=settings(how_many, **UNHURRIED))
