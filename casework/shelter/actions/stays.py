"""Admission, change of bed and discharge."""

import datetime
from collections.abc import Sequence
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.utils import timezone

from casework.cases.actions import locked_case, refuse_closed, sent_before
from casework.cases.models import Case
from casework.shelter import limits, nights, notices, refusals
from casework.shelter.actions.holds import end_holds_of
from casework.shelter.actions.waiting import got_a_bed
from casework.shelter.choices import StayBasis
from casework.shelter.models import Bed, Facility, Stay
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record

LATEST_ENTRY = datetime.timedelta(days=92)
"""So late an admission may still be written down."""


class Admission(TypedDict):
    """Who comes into which beds, from when, on which basis and until when."""

    facility: Facility
    beds: Sequence[Bed]
    people: int
    basis: str
    started_on: datetime.date
    planned_end_on: datetime.date
    certificate_until: NotRequired[datetime.date | None]


@action
def admit(
    *,
    submission: UUID,
    case: Case,
    by: User | None,
    is_sample: bool = False,
    **facts: Unpack[Admission],
) -> Stay:
    """Give the household beds; the same submission sent again gives the first result.

    Raises ``ShelterRefused``, or ``NotAllowed`` for a closed case. What was held for the case in
    this house is used up, and it waits for no bed any more.
    """
    case = locked_case(case)
    first = sent_before(Stay.objects.filter(case=case), submission, by=by)
    if first is not None:
        return first
    refuse_closed(case)
    if case.stays.filter(ended_on__isnull=True).exists():
        raise refusals.has_a_bed()
    stay = Stay(submission=submission, case=case, created_by=by, is_sample=is_sample)
    _plan(stay, facts)
    beds = nights.locked(facts["beds"])
    days = stay.started_on, stay.planned_end_on
    nights.check_beds(stay.facility, beds, stay.people, *days, case=case)
    nights.check_case(case, *days)
    stay.save(force_insert=True)
    end_holds_of(case, stay.facility, by=by)
    nights.take(beds, *days, case=case, stay=stay)
    got_a_bed(case, by=by)
    record("stay.admitted", by=by, on=stay, subject=case, people=stay.people)
    return stay


def _plan(stay: Stay, facts: Admission) -> None:
    """Write down the days, if they make a stay."""
    certificate = facts.get("certificate_until")
    limit = _checked_limit(facts["facility"], facts["basis"], facts["started_on"], certificate)
    check_days(facts["started_on"], facts["planned_end_on"], limit)
    stay.facility, stay.people, stay.basis = facts["facility"], facts["people"], facts["basis"]
    stay.started_on, stay.planned_end_on = facts["started_on"], facts["planned_end_on"]
    stay.limit_on = limit
    stay.certificate_until = certificate if stay.basis == StayBasis.ART_47_3A else None


@action
def move_beds(
    *, stay: Stay, version: int, beds: Sequence[Bed], from_on: datetime.date, by: User | None
) -> Stay:
    """Other beds of the same house from a night on. Raises ``StaleObject``, ``ShelterRefused``."""
    stay = _locked(stay, version)
    until = max(stay.planned_end_on, timezone.localdate() + nights.A_DAY)
    if not stay.started_on <= from_on < until:
        raise (
            refusals.before_start("from_on")
            if from_on < stay.started_on
            else refusals.too_far("from_on")
        )
    beds = nights.locked(beds)
    nights.check_beds(stay.facility, beds, stay.people, from_on, until, case=stay.case, but=stay.pk)
    nights.free_from(stay, from_on)
    nights.take(beds, from_on, until, case=stay.case, stay=stay)
    stay.save(update_fields=["version"])
    record("stay.moved", by=by, on=stay, subject=stay.case)
    notices.bed_free(stay.facility, by)
    return stay


@action
def discharge(
    *, stay: Stay, version: int, ended_on: datetime.date, destination: str, by: User | None
) -> Stay:
    """They left on this day, at the latest today. Raises ``StaleObject`` or ``ShelterRefused``."""
    stay = _locked(stay, version)
    if ended_on > timezone.localdate():
        raise refusals.in_the_future("ended_on")
    if ended_on < stay.started_on:
        raise refusals.before_start("ended_on")
    if not destination:
        raise refusals.destination_missing()
    stay.ended_on, stay.destination = ended_on, destination
    stay.save(update_fields=["ended_on", "destination", "version"])
    nights.free_from(stay, ended_on)
    record("stay.ended", by=by, on=stay, subject=stay.case, destination=destination)
    notices.settled(stay)
    notices.bed_free(stay.facility, by)
    return stay


def _locked(stay: Stay, version: int) -> Stay:
    """The case first, as everybody does, so that nobody waits for ever."""
    case = locked_case(stay.case)
    locked = lock(Stay, stay.pk, version)
    if not locked.is_open:
        raise refusals.ended()
    locked.case = case
    return locked


def check_days(
    started_on: datetime.date, planned_end_on: datetime.date, limit_on: datetime.date | None
) -> None:
    """Raise ``ShelterRefused`` for days that make no stay."""
    today = timezone.localdate()
    if started_on > today:
        raise refusals.in_the_future("started_on")
    if started_on < today - LATEST_ENTRY:
        raise refusals.too_long_ago("started_on")
    if planned_end_on <= started_on:
        raise refusals.ends_too_soon()
    if limit_on is not None and planned_end_on > limit_on:
        raise refusals.beyond_limit(limit_on)
    if planned_end_on - started_on > limits.LONGEST_PLANNED:
        raise refusals.too_far("planned_end_on")


def _checked_limit(
    facility: Facility,
    basis: str,
    started_on: datetime.date,
    certificate_until: datetime.date | None,
) -> datetime.date | None:
    if basis not in limits.bases_of(facility):
        raise refusals.no_basis_here()
    if basis == StayBasis.ART_47_3A and certificate_until is None:
        raise refusals.certificate_missing()
    if basis == StayBasis.ART_47_3A and certificate_until and certificate_until <= started_on:
        raise refusals.certificate_over()
    return limits.limit_of(facility, basis, started_on, certificate_until)
