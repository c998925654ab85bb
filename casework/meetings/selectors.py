"""All reads of this room that are longer than a line, and the door to its rows."""

import datetime
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casework.meetings import notices
from casework.meetings.choices import (
    NOTED_KINDS,
    MeetingKind,
    OutcomeKind,
    OutcomeState,
    Presence,
)
from casework.meetings.models import Attendance, Meeting, Outcome
from casework.moments import WARSAW
from casework.partners.choices import LocationKind, Permanence
from casework.partners.models import Location, Organisation
from casework.partners.selectors import of_standing
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import groups_with, holds
from ostoja.accounts.models import User
from ostoja.notifications.selectors import told_before
from ostoja.ui.polish_order import fold, polish_sort_key

Row = TypeVar("Row", bound=Model)
RECALLED = datetime.timedelta(days=3)
"""How long before its day people are told of an outcome."""


@dataclass(frozen=True, slots=True)
class HostSuggestion:
    """Whose turn it is to host; ``last_on`` is None for who never did."""

    organisation: Organisation
    last_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Presences:
    """Who is noted at a meeting: those that came with their number of people, if counted."""

    came: dict[UUID, int | None]
    excused: set[UUID]
    invited: set[UUID]


def meeting_for(user: User, pk: UUID, permission: Permission) -> Meeting:
    """The meeting, or ``Http404``. Who may see meetings sees all of the city's."""
    meetings = Meeting.objects.select_related("host", "place__organisation")
    return _behind_the_door(user, meetings, pk, permission)


def outcome_for(user: User, pk: UUID, permission: Permission) -> Outcome:
    """The outcome, or ``Http404``."""
    outcomes = Outcome.objects.select_related("meeting", "owner")
    return _behind_the_door(user, outcomes, pk, permission)


def series_names() -> list[str]:
    """Names of all series, in Polish order."""
    names = Meeting.objects.exclude(series="").values_list("series", flat=True)
    return sorted(names.order_by().distinct(), key=polish_sort_key)


def series_as_known(typed: str) -> str:
    """The series as it is spelt already, however it was typed."""
    wanted = " ".join(typed.split())
    return next((name for name in series_names() if fold(name) == fold(wanted)), wanted)


def latest_series() -> str:
    """The series of the meeting that starts last; empty where it belongs to none."""
    return Meeting.objects.values_list("series", flat=True).first() or ""


def upcoming_meetings(series: str = "") -> QuerySet[Meeting]:
    """From this day on, the nearest first: a meeting that goes on now stays on top.

    ``open_outcomes`` counts those that come back to it as well.
    """
    still_open = Outcome.objects.filter(
        state=OutcomeState.OPEN, meeting__starts_at__lte=OuterRef("starts_at")
    )
    ahead = _listed(series).filter(starts_at__gte=_midnight()).order_by("starts_at")
    return ahead.annotate(open_outcomes=_number_of(still_open))


def past_meetings(series: str = "") -> QuerySet[Meeting]:
    """Before this day, the latest first."""
    own = Outcome.objects.filter(state=OutcomeState.OPEN, meeting=OuterRef("pk"))
    past = _listed(series).filter(starts_at__lt=_midnight())
    return past.annotate(open_outcomes=_number_of(own))


def not_written_up(since: datetime.datetime) -> QuerySet[Meeting]:
    """Meetings that began after ``since`` and of which nobody has noted yet who came."""
    came = Attendance.objects.filter(meeting=OuterRef("pk"), presence=Presence.CAME)
    begun = Meeting.objects.filter(starts_at__gte=since, starts_at__lte=timezone.now())
    return begun.exclude(Exists(came)).order_by("starts_at")


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Who was invited, came or was excused, in Polish order."""
    return meeting.attendances.select_related("organisation")


def presences_at(meeting: Meeting) -> Presences:
    """The same as the forms of it take it. One query."""
    rows = list(meeting.attendances.all())
    return Presences(
        came={one.organisation_id: one.people for one in rows if one.presence == Presence.CAME},
        excused={one.organisation_id for one in rows if one.presence == Presence.EXCUSED},
        invited={one.organisation_id for one in rows if one.invited},
    )


def outcomes_of(meeting: Meeting) -> QuerySet[Outcome]:
    """What this meeting brought, in the order in which it was written down."""
    return meeting.outcomes.select_related("owner")


def outcomes_by_kind(meeting: Meeting) -> list[tuple[Promise, list[Outcome]]]:
    """What this meeting brought, under a heading for each kind that there is."""
    rows = list(outcomes_of(meeting))
    groups = [(kind.plural, [row for row in rows if row.kind == kind]) for kind in OutcomeKind]
    return [(heading, group) for heading, group in groups if group]


def returned_to(meeting: Meeting) -> list[Outcome]:
    """Outcomes of earlier meetings that were still open when this one began.

    What was closed since stays in the list, at its end. First comes what is due by the day of
    this meeting.
    """
    outcomes = Outcome.objects.filter(
        Q(state=OutcomeState.OPEN) | Q(closed_at__gte=meeting.starts_at),
        meeting__starts_at__lt=meeting.starts_at,
    )
    found = outcomes.exclude(kind__in=NOTED_KINDS).select_related("meeting", "owner")
    return sorted(found, key=lambda outcome: _place_on_agenda(outcome, meeting.day))


def decision_book(
    *, state: str = "open", kind: str = "", owner: Organisation | None = None
) -> QuerySet[Outcome]:
    """Outcomes of all meetings; ``state`` is open, overdue or closed."""
    outcomes = Outcome.objects.select_related("meeting", "owner")
    if kind:
        outcomes = outcomes.filter(kind=kind)
    if owner is not None:
        outcomes = outcomes.filter(owner=owner)
    if state == "closed":
        return outcomes.exclude(state=OutcomeState.OPEN).order_by("-closed_at", "id")
    outcomes = outcomes.filter(state=OutcomeState.OPEN)
    if state == "overdue":
        outcomes = outcomes.filter(due_on__lt=timezone.localdate())
    return outcomes.order_by(F("due_on").asc(nulls_last=True), "meeting__starts_at", "id")


def owed_by(user: User) -> QuerySet[Outcome]:
    """Open outcomes of the bodies for which this person comes to meetings, the first due first."""
    groups = groups_with(user, Permission.MEETING_VIEW)
    return decision_book().filter(owner__group__in=groups)


def to_recall() -> list[Outcome]:
    """For the clock: what some body took on, is due within days, and nobody was told of yet."""
    today = timezone.localdate()
    due = decision_book().filter(owner__isnull=False, due_on__range=(today, today + RECALLED))
    known = told_before(notices.due_event(one) for one in due)
    return [one for one in due if notices.due_event(one) not in known]


def organisations_by_permanence() -> list[tuple[str, list[Organisation]]]:
    """All bodies under the name of how they take part, permanent ones first."""
    everybody = list(Organisation.objects.all())
    names = {
        Permanence.PERMANENT: _("Permanent members"),
        Permanence.OCCASIONAL: _("Occasional members"),
    }
    groups = [
        (name, [body for body in everybody if body.permanence == value])
        for value, name in names.items()
    ]
    return [(name, bodies) for name, bodies in groups if bodies]


def places_by_host() -> list[tuple[str, list[Location]]]:
    """All places of all bodies under the body's name."""
    groups: dict[str, list[Location]] = {}
    rows = of_standing(Location.objects.select_related("organisation"))
    for place in rows.order_by("organisation__sort_key", "name"):
        groups.setdefault(place.organisation.name, []).append(place)
    return list(groups.items())


def suggested_host() -> HostSuggestion | None:
    """The permanent member with rooms of its own who hosted the coalition least recently."""
    rooms = Location.objects.filter(organisation=OuterRef("pk"), kind=LocationKind.PHYSICAL)
    hosts = Organisation.objects.filter(Exists(rooms), permanence=Permanence.PERMANENT)
    hosted = Q(meetings_hosted__kind=MeetingKind.COALITION)
    found = (
        hosts.annotate(last=Max("meetings_hosted__starts_at", filter=hosted))
        .order_by(F("last").asc(nulls_first=True), "sort_key")
        .first()
    )
    if found is None:
        return None
    return HostSuggestion(found, found.last and timezone.localdate(found.last))


def _behind_the_door(user: User, rows: QuerySet[Row], pk: UUID, permission: Permission) -> Row:
    found = rows.filter(pk=pk).first() if holds(user, permission) else None
    if found is None:
        raise Http404
    return found


def _listed(series: str) -> QuerySet[Meeting]:
    came = Attendance.objects.filter(meeting=OuterRef("pk"), presence=Presence.CAME)
    meetings = Meeting.objects.select_related("host", "place")
    if series:
        meetings = meetings.filter(series=series)
    return meetings.annotate(organisations=_number_of(came))


def _number_of(rows: QuerySet[Row]) -> Coalesce:
    """How many rows there are, to stand beside each row of another query."""
    one_group = rows.order_by().annotate(group=Value(1)).values("group")
    return Coalesce(Subquery(one_group.annotate(number=Count("pk")).values("number")), 0)


def _midnight() -> datetime.datetime:
    return datetime.datetime.combine(timezone.localdate(), datetime.time(), tzinfo=WARSAW)


def _place_on_agenda(outcome: Outcome, day: datetime.date) -> tuple[object, ...]:
    due = outcome.due_on or datetime.date.max
    return (not outcome.is_open, not outcome.is_due_by(day), due, outcome.meeting.starts_at)
