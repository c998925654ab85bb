"""All reads of this room that are longer than a line, and the door to its rows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from casework.roster.choices import OPEN_SWAPS, DutyRole, SwapState
from casework.roster.cover import Gap, gaps_of
from casework.roster.feed_tokens import token_hash
from casework.roster.models import Absence, CalendarFeed, DutyPlace, Shift, Swap
from casework.roster.opening import Opening, Source, opening_at
from casework.roster.public_holidays import holiday_name
from casework.roster.spans import Span, local_span
from ostoja.access.permissions import Permission
from ostoja.accounts.memberships import holds
from ostoja.accounts.models import User

__all__ = ["Opening", "Source", "on_duty", "opening_at", "people_on_duty"]

Row = TypeVar("Row", bound=Model)
PLAN = Permission.ROSTER_PLAN
MIDNIGHT = datetime.time()
A_DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class DutyDay:
    """One day of the roster: what begins on it, and its gaps."""

    day: datetime.date
    shifts: list[Shift] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def holiday(self) -> str:
        """The name of the public holiday that it is, if any."""
        return holiday_name(self.day)

    @property
    def is_today(self) -> bool:
        """Whether it is the present day on Poland's calendar."""
        return self.day == timezone.localdate()


def on_duty(
    role: DutyRole | str | None = None, at: datetime.datetime | None = None
) -> QuerySet[Shift]:
    """The shifts that somebody has at this aware moment (now, unless it is said), with ``place``
    and ``person``; of one role or of all. Nobody who left is on duty.
    """
    moment = at or timezone.now()
    found = Shift.objects.filter(
        starts_at__lte=moment,
        ends_at__gt=moment,
        person__is_active=True,
        place__is_active=True,
    )
    if role:
        found = found.filter(place__role=role)
    return found.select_related("place", "person")


def people_on_duty(
    role: DutyRole | str | None = None, at: datetime.datetime | None = None
) -> list[User]:
    """Those people, each once."""
    return list({one.person_id: one.person for one in on_duty(role, at) if one.person}.values())


def shift_for(user: User, pk: UUID, permission: Permission) -> Shift:
    """The shift, or ``Http404``. Who may see the roster sees all of the city's."""
    found = Shift.objects.select_related("place", "person")
    return _behind_the_door(user, found, pk, permission)


def place_for(user: User, pk: UUID, permission: Permission) -> DutyPlace:
    """The place, or ``Http404``."""
    found = DutyPlace.objects.prefetch_related("hours", "patterns", "phones")
    return _behind_the_door(user, found, pk, permission)


def swap_for(user: User, pk: UUID) -> Swap:
    """The swap, or ``Http404``: it is there for the two and for those who plan."""
    return _behind_the_door(user, swaps_visible_to(user), pk, Permission.ROSTER_VIEW)


def absence_for(user: User, pk: UUID) -> Absence:
    """The absence, or ``Http404``: it is there for the person and for those who plan."""
    return _behind_the_door(user, absences_visible_to(user), pk, Permission.ROSTER_VIEW)


def places(*, also_closed: bool = False) -> QuerySet[DutyPlace]:
    """Places of duty with their hours, patterns and telephone numbers."""
    found = DutyPlace.objects.prefetch_related("hours", "patterns", "phones")
    return found if also_closed else found.filter(is_active=True)


def places_with_hours() -> QuerySet[DutyPlace]:
    """Places of duty that are in use, with no more than finding gaps needs."""
    return DutyPlace.objects.filter(is_active=True).prefetch_related("hours")


def shifts_within(window: Span) -> QuerySet[Shift]:
    """Every shift of which a part lies in the window, with place and person, in order of time."""
    found = Shift.objects.filter(starts_at__lt=window.ends, ends_at__gt=window.starts)
    return found.select_related("place", "person")


def days_of(first: datetime.date, number: int, place: DutyPlace | None = None) -> list[DutyDay]:
    """So many days of the roster: the shifts that begin on each, and its gaps; of one place or
    of all. What is over counts as no gap.
    """
    window = window_of(first, number)
    listed = [place] if place else list(places_with_hours())
    shifts = list(shifts_within(window))
    days = {first + number * A_DAY: DutyDay(first + number * A_DAY) for number in range(number)}
    for shift in shifts:
        if shift.day in days and (place is None or shift.place_id == place.pk):
            days[shift.day].shifts.append(shift)
    for gap in _gaps(listed, shifts, window):
        if gap.ends > timezone.now() and gap.day in days:
            days[gap.day].gaps.append(gap)
    return list(days.values())


def window_of(first: datetime.date, number: int) -> Span:
    """So many days from midnight to midnight."""
    last = first + (number - 1) * A_DAY
    return Span(
        local_span(first, MIDNIGHT, MIDNIGHT).starts, local_span(last, MIDNIGHT, MIDNIGHT).ends
    )


def gaps_within(window: Span, listed: Iterable[DutyPlace] | None = None) -> list[Gap]:
    """All gaps in the window, in order of time; of these places (with their hours) or of all."""
    asked = places_with_hours() if listed is None else listed
    return _gaps(asked, list(shifts_within(window)), window)


def _gaps(listed: Iterable[DutyPlace], shifts: list[Shift], window: Span) -> list[Gap]:
    found = [gap for place in listed for gap in gaps_of(place, shifts, window)]
    return sorted(found, key=lambda gap: (gap.starts, gap.place.key))


def coming_shifts_of(person: User) -> QuerySet[Shift]:
    """What this person has now or will have, the nearest first."""
    found = Shift.objects.filter(person=person, ends_at__gt=timezone.now())
    return found.select_related("place", "person")


def coming_duties_of_others(user: User, around: Shift) -> QuerySet[Shift]:
    """What others have ahead of them within a month of this duty, to be taken in return for it."""
    found = Shift.objects.filter(
        starts_at__gt=max(timezone.now(), around.starts_at - 31 * A_DAY),
        starts_at__lt=around.starts_at + 31 * A_DAY,
    )
    others = found.filter(person__is_active=True).exclude(person=user)
    return others.select_related("place", "person")


def vacant_shifts() -> QuerySet[Shift]:
    """Coming shifts that wait for somebody."""
    found = Shift.objects.filter(person=None, ends_at__gt=timezone.now(), place__is_active=True)
    return found.select_related("place")


def staff_of_duties(place: DutyPlace | None = None) -> QuerySet[User]:
    """Who can be planned: at this place, or anywhere."""
    roles = DutyRole(place.role).fitting if place else {r for one in DutyRole for r in one.fitting}
    found = User.objects.filter(
        is_active=True, visits_until=None, memberships__role__in=[one.value for one in roles]
    )
    return found.distinct().order_by("full_name", "email")


def swaps_visible_to(user: User) -> QuerySet[Swap]:
    """One's own, and for those who plan what waits for approval as well; open ones first."""
    found = Swap.objects.select_related(
        "shift__place", "in_return__place", "asker", "asked", "decided_by"
    )
    own = Q(asker=user) | Q(asked=user)
    if holds(user, PLAN):
        own |= Q(state__in=[SwapState.AGREED, SwapState.DONE, SwapState.REFUSED])
    return found.filter(own)


def open_swaps(user: User) -> QuerySet[Swap]:
    """Those that still wait for somebody."""
    return swaps_visible_to(user).filter(state__in=OPEN_SWAPS, shift__starts_at__gt=timezone.now())


def has_open_swaps(person: User) -> bool:
    """Whether the person asked or was asked, and nobody has decided yet."""
    own = Q(asker=person) | Q(asked=person)
    return Swap.objects.filter(own, state__in=OPEN_SWAPS).exists()


def absences_visible_to(user: User) -> QuerySet[Absence]:
    """One's own, and everybody's for those who plan."""
    found = Absence.objects.select_related("person")
    return found if holds(user, PLAN) else found.filter(person=user)


def coming_absences(user: User) -> QuerySet[Absence]:
    """Those that are not over."""
    return absences_visible_to(user).filter(last_on__gte=timezone.localdate())


def feed_of(person: User) -> CalendarFeed | None:
    """The person's private calendar address, if they have one."""
    return CalendarFeed.objects.filter(person=person).first()


def feed_owner(token: str) -> User | None:
    """Whose duties are read at the address with this token; nobody's who left."""
    found = CalendarFeed.objects.filter(token_hash=token_hash(token), person__is_active=True)
    feed = found.select_related("person").first()
    return feed.person if feed else None


def _behind_the_door(user: User, rows: QuerySet[Row], pk: UUID, permission: Permission) -> Row:
    found = rows.filter(pk=pk).first() if holds(user, permission) else None
    if found is None:
        raise Http404
    return found
