"""Writes about services: what they are, their week, their hours for a set period."""

from datetime import time
from typing import Unpack
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from casework.partners.actions.rows import add_row, change_row
from casework.partners.facts import Hours, Interval, Offer, ServiceFacts
from casework.partners.models import Organisation, Schedule, Service
from casework.partners.opening import LAST_MINUTE
from casework.partners.periods import Period
from ostoja.access.versions import lock
from ostoja.accounts.models import User
from ostoja.audit import action, record


@action
def add_service(
    *,
    organisation: Organisation,
    submission: UUID,
    offer: Offer,
    by: User,
    **facts: Unpack[ServiceFacts],
) -> Service:
    """Add a service with its needs, places and hours; sent again, gives the first result."""
    name = facts["name"].in_language("pl")
    today = {**facts, "verified_on": timezone.localdate()}
    service = add_row(Service, organisation, submission, by, today, key_from=name)
    if not service.needs.exists():  # a service that was there before has some
        _write_offer(service, offer)
    return service


@action
def change_service(
    *, pk: UUID, version: int, offer: Offer, by: User, **facts: Unpack[ServiceFacts]
) -> Service:
    """Change a service; hours for a set period stay as they are. Raises ``StaleObject``."""
    service = change_row(Service, pk, version, by, facts)
    _write_offer(service, offer)
    return service


@action
def write_period(
    *,
    pk: UUID,
    version: int,
    period: Period,
    hours: Hours,
    before: Period | None = None,
    by: User,
) -> Service:
    """Write a service's hours for a set period, in place of what stood for ``before``; without
    any hours it is closed then. Raises ``StaleObject``.
    """
    service = lock(Service, pk, version)
    service.save()
    for one in {before or period, period}:
        _hours_of(service, one).delete()
    _write_hours(service, hours, period)
    if not any(hours.values()):
        _write_schedule(service, (time(), LAST_MINUTE), [], period)
    record("service.period_written", by=by, on=service, subject=service.organisation)
    return service


@action
def remove_period(*, pk: UUID, version: int, period: Period, by: User) -> Service:
    """Let the usual hours hold again in this period. Raises ``StaleObject``."""
    service = lock(Service, pk, version)
    service.save()
    _hours_of(service, period).delete()
    record("service.period_removed", by=by, on=service, subject=service.organisation)
    return service


def _write_offer(service: Service, offer: Offer) -> None:
    service.needs.set(offer["needs"])
    service.locations.set(offer["locations"])
    _hours_of(service, Period()).delete()
    _write_hours(service, offer["hours"], Period())


def _hours_of(service: Service, period: Period) -> QuerySet[Schedule]:
    return service.schedules.filter(valid_from=period.first, valid_to=period.last)


def _write_hours(service: Service, hours: Hours, period: Period) -> None:
    days_by_interval: dict[Interval, list[str]] = {}
    for day, intervals in hours.items():
        for interval in intervals:
            days_by_interval.setdefault(interval, []).append(day)
    for interval, days in days_by_interval.items():
        _write_schedule(service, interval, days, period)


def _write_schedule(service: Service, interval: Interval, days: list[str], period: Period) -> None:
    opens, closes = interval
    Schedule.objects.create(
        service=service,
        by_day=days,
        opens_at=opens,
        closes_at=closes,
        valid_from=period.first,
        valid_to=period.last,
    )
