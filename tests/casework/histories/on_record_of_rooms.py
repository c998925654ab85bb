"""The audit against the rows of stores, incidents, tellings, plans and mergings."""

from collections.abc import Iterator
from typing import Any

from casework.benefits.choices import MovementKind
from casework.benefits.models import Giving, Movement
from casework.cases.models import CaseMerge, PlanGoal, PlanReview
from casework.incidents.choices import EntryKind
from casework.incidents.models import Entry, Incident, Mobilisation, SituationReport
from casework.partners.models import OrganisationMerge
from casework.referrals.choices_of_outside import OutsideState
from casework.referrals.models import OutsideReferral
from casework.telling.choices import BY_HAND, State
from casework.telling.models import Attempt, Telling

Happened = Iterator[tuple[str, Any]]
STEPS = {
    "start": "incident.started",
    "wind-down": "incident.wound_down",
    "resume": "incident.resumed",
    "close": "incident.closed",
    "reopen": "incident.reopened",
}
MOVES = {
    MovementKind.DELIVERY: "benefit.delivered",
    MovementKind.COUNT: "benefit.counted",
    MovementKind.WRITE_OFF: "benefit.written_off",
}
ALWAYS = (
    {*STEPS.values(), *MOVES.values()}
    | {f"outside.{state}" for state in OutsideState if state != OutsideState.WAITING}
    | {
        "benefit.given",
        "benefit.taken_back",
        "case.merged",
        "case.separated",
        "incident.counted",
        "incident.declared",
        "mobilisation.asked",
        "outside.asked",
        "partner.merged",
        "partner.separated",
        "plan_goal.added",
        "plan_review.held",
        "situation_report.sent",
        "telling.raised",
        "telling.told",
        "telling.tried",
    }
)
"""Looked for also where no row asks for them."""


def happened_in_rooms() -> Happened:
    """Each verb with the key of what it is on record of."""
    yield from _in_stores()
    yield from _in_incidents()
    yield from _to_people()
    for kind, model in (("case", CaseMerge), ("partner", OrganisationMerge)):
        for merge in model._default_manager.all():  # each on both records
            yield from [(f"{kind}.merged", merge.pk)] * 2
            yield from [(f"{kind}.separated", merge.pk)] * 2 * (merge.undone_at is not None)


def _in_stores() -> Happened:
    for line in Movement.objects.filter(kind__in=MOVES).select_related("batch"):
        yield MOVES[MovementKind(line.kind)], line.batch.article_id
    for giving in Giving.objects.all():
        yield "benefit.given", giving.pk
        if giving.is_back:
            yield "benefit.taken_back", giving.pk


def _in_incidents() -> Happened:
    yield from (("incident.declared", one.pk) for one in Incident.objects.all())
    yield from (("mobilisation.asked", one.pk) for one in Mobilisation.objects.all())
    yield from (("situation_report.sent", one.pk) for one in SituationReport.objects.all())
    for entry in Entry.objects.filter(kind__in=[EntryKind.STATE, EntryKind.NUMBERS]):
        if entry.kind == EntryKind.NUMBERS:
            yield "incident.counted", entry.incident_id
        elif "step" in entry.facts:
            yield STEPS[entry.facts["step"]], entry.incident_id


def _to_people() -> Happened:
    for telling in Telling.objects.all():
        yield "telling.raised", telling.pk
        if telling.state == State.TOLD:
            yield "telling.told", telling.pk
    tried = Attempt.objects.filter(way__in=BY_HAND).exclude(result="told")
    yield from (("telling.tried", one.telling_id) for one in tried)
    for asked in OutsideReferral.objects.all():
        yield "outside.asked", asked.pk
        if asked.ended_at is not None:
            yield f"outside.{asked.state}", asked.pk
    yield from (("plan_goal.added", one.pk) for one in PlanGoal.objects.all())
    held = PlanReview.objects.exclude(held_on=None)
    yield from (("plan_review.held", one.pk) for one in held)
