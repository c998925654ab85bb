"""Who saw what between two moments, from the audit: by person, by record, and as files."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from ostoja.accounts.models import User
from ostoja.audit import kept_back, presenters
from ostoja.audit.models import AuditEvent

AT_MOST = 500
IN_A_FILE = 50_000
LEFT = ("taken_out", "exported", "table_taken", "copied")
"""How verbs end by which data leaves as a file; a look at a copy (``data_request.seen``) too."""


@dataclass(frozen=True, slots=True)
class Window:
    """From a moment to another one, both included; ``person`` is part of a name, ``things`` ids.

    ``asker`` is who looks: what is kept from them by name is left out.
    """

    since: datetime.datetime
    until: datetime.datetime
    person: str = ""
    things: frozenset[str] | None = None
    asker: User | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What one member of staff did: events, different records, files, first and last."""

    name: str
    events: int
    records: int
    files: int
    first: datetime.datetime
    last: datetime.datetime


@dataclass(frozen=True, slots=True)
class RecordRow:
    """Who saw or changed one record."""

    name: str
    history: UUID | None
    events: int
    people: int
    first: datetime.datetime
    last: datetime.datetime


def events(window: Window) -> QuerySet[AuditEvent]:
    """The events of people; a resident's and the clock's are left out."""
    found = AuditEvent.objects.filter(
        at__gte=window.since, at__lte=window.until, actor_id__isnull=False
    )
    if window.person:
        found = found.filter(actor_name__icontains=window.person)
    if window.things is not None:
        found = found.filter(Q(subject_id__in=window.things) | Q(object_id__in=window.things))
    return kept_back.open_to(window.asker, found) if window.asker else found


def _left() -> Q:
    ends = Q(verb="data_request.seen") & ~Q(details__way="page") | Q(verb="file.seen")
    for word in LEFT:
        ends |= Q(verb__endswith=f".{word}")
    return ends


def by_person(window: Window) -> list[PersonRow]:
    """The busiest first."""
    rows = (
        events(window)
        .order_by()
        .values("actor_id")
        .annotate(
            name=Max("actor_name"),
            events=Count("pk"),
            records=Count(_thing(), distinct=True),
            files=Count("pk", filter=_left()),
            first=Min("at"),
            last=Max("at"),
        )
        .order_by("-events", "name")[:AT_MOST]
    )
    return [
        PersonRow(
            one["name"], one["events"], one["records"], one["files"], one["first"], one["last"]
        )
        for one in rows
    ]


def by_record(window: Window) -> list[RecordRow]:
    """What was seen by most people first."""
    found = events(window).order_by().annotate(thing=_thing(), kind=_kind())
    rows = list(
        found.values("thing", "kind")
        .annotate(
            events=Count("pk"),
            people=Count("actor_id", distinct=True),
            first=Min("at"),
            last=Max("at"),
        )
        .order_by("-people", "-events", "thing")[:AT_MOST]
    )
    names = presenters.names_of((one["kind"], one["thing"]) for one in rows)
    return [_record(one, names) for one in rows]


def _record(one: Mapping[str, Any], names: dict[tuple[str, str], str]) -> RecordRow:
    kind, pk = str(one["kind"]), str(one["thing"])
    return RecordRow(
        name=names.get((kind, pk)) or pk[:8],
        history=presenters.identifier_of(pk),
        events=one["events"],
        people=one["people"],
        first=one["first"],
        last=one["last"],
    )


def files(window: Window) -> list[presenters.Line]:
    """Everything that left as a file, the newest first."""
    return presenters.lines(events(window).filter(_left()).order_by("-at", "-pk")[:AT_MOST])


def table(window: Window) -> Iterator[Sequence[str]]:
    """Each event as a row of a file, the oldest first; no row says what a record is about."""
    found = events(window).order_by("at", "pk")[:IN_A_FILE]
    for line in presenters.lines(found):
        event = line.event
        thing = event.subject_id or event.object_id
        yield (event.at.isoformat(timespec="seconds"), line.who, line.text, line.thing, thing)


def _thing() -> Coalesce:
    return Coalesce(NullIf("subject_id", Value("")), F("object_id"), output_field=CharField())


def _kind() -> Coalesce:
    return Coalesce(NullIf("subject_type", Value("")), F("object_type"), output_field=CharField())
