"""What happens before a limit: extend with a legal basis, leave, or move on."""

import datetime
from typing import TypedDict, Unpack

from django.utils import timezone

from casework.cases.actions import locked_case
from casework.shelter import limits, nights, notices, refusals
from casework.shelter.choices import NextStep
from casework.shelter.models import BedNight, Stay, StayDecision
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


class Said(TypedDict, total=False):
    """Where they go; or on what an extension rests, and why."""

    destination: str
    legal_basis: str
    reason: str


@action
def decide_next(
    *,
    stay: Stay,
    version: int,
    step: str,
    until: datetime.date,
    by: User | None,
    **said: Unpack[Said],
) -> Stay:
    """Keep the decision, and give or take the nights that follow from it.

    An extension beyond the limit needs its legal basis and a reason, and moves the limit. Raises
    ``StaleObject`` or ``ShelterRefused``, which leaves the stay as it was.
    """
    case = locked_case(stay.case)
    stay = lock(Stay, stay.pk, version)
    stay.case = case
    if not stay.is_open:
        raise refusals.ended()
    _refuse_days(stay, until)
    before = stay.limit_on or stay.planned_end_on
    if step == NextStep.EXTEND:
        _extend(stay, until, said.get("legal_basis", ""), said.get("reason", ""))
    else:
        _refuse_leaving(stay, until, said.get("destination", ""))
    _book(stay, until)
    stay.planned_end_on = until
    stay.save(update_fields=["planned_end_on", "limit_on", "warned_days", "version"])
    facts = {"step": step, "for_limit": before, "until": until, "by": by}
    StayDecision.objects.create(stay=stay, **facts, **said)
    record(f"stay.{_VERBS[NextStep(step)]}", by=by, on=stay, subject=case)
    notices.settled(stay)
    return stay


_VERBS = {
    NextStep.EXTEND: "extended",
    NextStep.LEAVE: "leaving",
    NextStep.MOVE_ON: "moving_on",
}


def _refuse_days(stay: Stay, until: datetime.date) -> None:
    today = timezone.localdate()
    if until < today:
        raise refusals.passed()
    if until <= stay.started_on:
        raise refusals.ends_too_soon("until")
    if until - today > limits.LONGEST_PLANNED:
        raise refusals.too_far("until")


def _extend(stay: Stay, until: datetime.date, legal_basis: str, reason: str) -> None:
    if until <= stay.planned_end_on:
        raise refusals.not_longer()
    if stay.limit_on is None or until <= stay.limit_on:
        return
    if not legal_basis.strip():
        raise refusals.basis_missing()
    if not reason.strip():
        raise refusals.reason_missing()
    stay.limit_on, stay.warned_days = until, None


def _refuse_leaving(stay: Stay, until: datetime.date, destination: str) -> None:
    if stay.limit_on is not None and until > stay.limit_on:
        raise refusals.beyond_limit(stay.limit_on, "until")
    if not destination:
        raise refusals.destination_missing()


def _book(stay: Stay, until: datetime.date) -> None:
    """The nights up to the new day, in the beds of the last night; later ones are free."""
    nights.free_from(stay, until)
    rows = BedNight.objects.filter(stay=stay).order_by("person", "-night").distinct("person")
    last = list(rows.select_related("bed"))
    if not last:
        raise refusals.number_of_beds(stay.people, 0)
    first = last[0].night + nights.A_DAY
    if first >= until:
        return
    locked = {bed.pk: bed for bed in nights.locked(row.bed for row in last)}
    beds = [locked[row.bed_id] for row in last]
    nights.check_beds(stay.facility, beds, stay.people, first, until, case=stay.case, but=stay.pk)
    nights.take(beds, first, until, case=stay.case, stay=stay)
