"""Planning a visit, and changing the plan before anybody goes."""

import datetime
from collections.abc import Collection
from typing import TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case
from casework.partners.models import Organisation
from casework.visits import notices, people, refusals
from casework.visits.actions.rows import LATEST, locked
from casework.visits.choices import LONGEST, MOST_WORKERS, SHORTEST, Stage, VisitState
from casework.visits.clock import in_utc
from casework.visits.models import Visit, VisitWorker
from ostoja.access.versions import StaleObject
from ostoja.accounts.models import User
from ostoja.audit import action, record

A_YEAR = datetime.timedelta(days=366)


class Plan(TypedDict):
    """What is planned: ``people`` go, ``starts_at`` is aware, ``minutes`` is how long it takes."""

    people: Collection[User]
    place: str
    starts_at: datetime.datetime
    minutes: int
    dangers: str
    code_word: str
    phone: str


@action
def plan_visit(
    *,
    submission: UUID,
    organisation: Organisation,
    case: Case | None,
    by: User | None,
    is_sample: bool = False,
    **plan: Unpack[Plan],
) -> Visit:
    """Plan one; the same submission sent again gives the first. Raises ``VisitRefused``, or
    ``NotAllowed`` for a closed case.
    """
    case = locked_case(case) if case else None
    # Without a case the body's row is what two sendings of one form wait for.
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    first = sent_before(Visit.objects.filter(created_by=by), submission, by=by)
    if first is not None:
        return first
    if case is not None:
        refuse_closed(case)
    _refuse(organisation, plan)
    given = {name: value for name, value in plan.items() if name != "people"}
    visit = Visit.objects.create(
        submission=submission,
        organisation=organisation,
        case=case,
        created_by=by,
        is_sample=is_sample,
        **{**given, "starts_at": in_utc(plan["starts_at"])},
    )
    _send(visit, plan["people"])
    record("visit.planned", by=by, on=visit, subject=case, people=len(plan["people"]))
    notices.planned(visit, plan["people"], by=by)
    return visit


@action
def change_visit(*, visit: Visit, version: int, by: User | None, **plan: Unpack[Plan]) -> Visit:
    """Another plan, while nobody has gone. Raises ``StaleObject`` or ``VisitRefused``."""
    row = locked(visit)
    if row.version != version:
        raise StaleObject(row)
    if row.state != VisitState.PLANNED:
        raise refusals.begun()
    if row.alarms.filter(closed_at=None).exists():  # who went may not leave it, and then close it
        raise refusals.rings()
    before = {one.person_id for one in row.workers.all()}
    _refuse(row.organisation, plan, known=before)
    for name, value in plan.items():
        if name != "people":
            setattr(row, name, value)
    row.starts_at, row.stage, row.version = in_utc(plan["starts_at"]), Stage.QUIET, version + 1
    row.save()
    row.workers.exclude(person__in=plan["people"]).delete()
    new = [one for one in plan["people"] if one.pk not in before]
    _send(row, new)
    record("visit.changed", by=by, on=row, subject=row.case)
    notices.on_time(row)
    notices.planned(row, new, by=by)
    return row


def _send(visit: Visit, chosen: Collection[User]) -> None:
    """Whoever is named twice goes once."""
    VisitWorker.objects.bulk_create(VisitWorker(visit=visit, person=one) for one in {*chosen})


def _refuse(organisation: Organisation, plan: Plan, known: Collection[UUID] = frozenset()) -> None:
    """Who went before may go on, also if they have another role by now."""
    wanted = {one.pk for one in plan["people"]} - set(known)
    if not plan["people"]:
        raise refusals.nobody_goes()
    if len(plan["people"]) > MOST_WORKERS:
        raise refusals.too_many_go()
    if people.workers_of([organisation]).filter(pk__in=wanted).count() != len(wanted):
        raise refusals.not_of_the_body()
    if not timezone.now() - LATEST <= plan["starts_at"] <= timezone.now() + A_YEAR:
        raise refusals.too_far()
    if not SHORTEST <= plan["minutes"] <= LONGEST:
        raise refusals.too_long()
