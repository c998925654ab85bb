"""Reading the audit: newest first, in pages that stay put while new rows arrive."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ostoja.audit.models import AuditEvent

ON_A_PAGE = 50


@dataclass(frozen=True)
class Page:
    """Some events, and where the next page begins (empty on the last one)."""

    events: list[AuditEvent]
    next_cursor: str


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; empty parts do not matter."""

    person: str = ""
    verb: str = ""
    things: frozenset[str] | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None


def events(wish: Wish) -> QuerySet[AuditEvent]:
    """The events that fit, newest first."""
    found = AuditEvent.objects.order_by("-at", "-id")
    if wish.person:
        found = found.filter(actor_name__icontains=wish.person)
    if wish.verb:
        found = found.filter(verb=wish.verb)
    if wish.things is not None:
        found = found.filter(_about(wish.things))
    if wish.since:
        found = found.filter(at__gte=_midnight(wish.since))
    if wish.until:
        found = found.filter(at__lt=_midnight(wish.until + datetime.timedelta(days=1)))
    return found


def events_about(subject: UUID) -> QuerySet[AuditEvent]:
    """Everything that anybody saw of this record or did with it, newest first."""
    return AuditEvent.objects.filter(_about({str(subject)})).order_by("-at", "-id")


def people_who_saw(subject: UUID) -> list[dict[str, Any]]:
    """Each person once, with how often and when last; a resident and the clock are nobody."""
    rows = AuditEvent.objects.filter(_about({str(subject)}), actor_id__isnull=False)
    by_person = rows.values("actor_id").annotate(
        name=Max("actor_name"), times=Count("pk"), last=Max("at")
    )
    return [dict(row) for row in by_person.order_by("-last")]


def page_of(found: QuerySet[AuditEvent], cursor: str) -> Page:
    """The page after the event that ``cursor`` names; the first one if it names none."""
    place = _place(cursor)
    if place is not None:
        at, pk = place
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    listed = list(found[: ON_A_PAGE + 1])
    shown = listed[:ON_A_PAGE]
    more = len(listed) > ON_A_PAGE
    return Page(shown, f"{shown[-1].at.isoformat()}~{shown[-1].pk}" if more else "")


def _place(cursor: str) -> tuple[datetime.datetime, UUID] | None:
    at, _, pk = cursor.partition("~")
    try:
        moment = parse_datetime(at)
        if moment is None or timezone.is_naive(moment):
            return None
        return moment.astimezone(datetime.UTC), UUID(pk)
    except (ValueError, OverflowError):
        return None


def _about(things: Collection[str]) -> Q:
    return Q(subject_id__in=things) | Q(object_id__in=things)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
