"""The board: what each bed of a house is on one night, and which beds are free."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.shelter import limits, nights
from casework.shelter.choices import ATTRIBUTE_WORDS, ATTRIBUTES
from casework.shelter.models import Bed, BedClosure, BedNight, Facility
from casework.shelter.selectors import holds_visible_to, stays_visible_to
from ostoja.accounts.models import User

SPAN = 14
"""Days before and after today that the board shows."""


class BedState(StrEnum):
    """What a bed is on a night."""

    FREE = "free"
    TAKEN = "taken"
    HELD = "held"
    CLOSED = "closed"
    NOT_LEFT = "not_left"

    @property
    def label(self) -> Promise:
        """In words."""
        return LABELS[self]

    @property
    def colour(self) -> str:
        """Of its tag."""
        return COLOURS[self]


LABELS: Mapping[BedState, Promise] = {
    BedState.FREE: pgettext_lazy("bed", "free"),
    BedState.TAKEN: pgettext_lazy("bed", "occupied"),
    BedState.HELD: pgettext_lazy("bed", "held"),
    BedState.CLOSED: pgettext_lazy("bed", "out of service"),
    BedState.NOT_LEFT: _("was to be free"),
}
COLOURS: Mapping[BedState, str] = {
    BedState.FREE: "green",
    BedState.TAKEN: "blue",
    BedState.HELD: "yellow",
    BedState.CLOSED: "grey",
    BedState.NOT_LEFT: "red",
}


@dataclass(slots=True)
class BoardRow:
    """One bed on one night. ``who`` and ``pk`` are filled only for whoever may know them."""

    bed: Bed
    state: BedState
    who: str = ""
    until: datetime.date | None = None
    stay: UUID | None = None
    hold: UUID | None = None
    remark: str = ""

    @property
    def like(self) -> list[Promise]:
        """What the bed is like, in words."""
        return attributes_of(self.bed)


class Wish(Protocol):
    """What somebody needs: how many beds, and of what kind."""

    @property
    def people(self) -> int: ...
    @property
    def is_accessible(self) -> bool: ...
    @property
    def is_family(self) -> bool: ...
    @property
    def is_cot(self) -> bool: ...


def within_span(day: datetime.date) -> bool:
    """Whether the board shows this day."""
    return abs((day - timezone.localdate()).days) <= SPAN


def free_beds(first: datetime.date, until: datetime.date) -> QuerySet[Bed]:
    """Beds in use that nobody has on any of these nights, in houses in use."""
    taken = BedNight.objects.filter(bed=OuterRef("pk"), night__gte=first, night__lt=until)
    closed = nights.closures_within(first, until).filter(bed=OuterRef("pk"))
    found = Bed.objects.filter(is_active=True, facility__is_active=True)
    found = found.exclude(Exists(taken)).exclude(Exists(closed)).select_related("room")
    if first <= timezone.localdate() < until:
        found = found.exclude(Exists(nights.not_left().filter(bed=OuterRef("pk"))))
    return found


def free_by_facility(first: datetime.date, until: datetime.date) -> dict[UUID, list[Bed]]:
    """The same by house, in one query."""
    found: dict[UUID, list[Bed]] = {}
    for bed in free_beds(first, until):
        found.setdefault(bed.facility_id, []).append(bed)
    return found


def by_attribute(beds: Iterable[Bed]) -> list[tuple[Promise, int]]:
    """How many of these beds are accessible, in a family room, a cot; those of which some are."""
    listed = list(beds)
    counts = [(name, sum(getattr(bed, name) for bed in listed)) for name in ATTRIBUTES]
    return [(ATTRIBUTE_WORDS[name], number) for name, number in counts if number]


def attributes_of(thing: object) -> list[Promise]:
    """What a bed is, or what somebody needs, in words."""
    return [ATTRIBUTE_WORDS[name] for name in ATTRIBUTES if getattr(thing, name)]


def fits(wish: Wish, beds: Sequence[Bed]) -> bool:
    """Whether these free beds of one house would do: one for each person, families in one room."""
    if wish.is_accessible and not any(bed.is_accessible for bed in beds):
        return False
    if wish.is_cot and not any(bed.is_cot for bed in beds):
        return False
    if not wish.is_family:
        return len(beds) >= wish.people
    rooms: dict[UUID, int] = {}
    for bed in beds:
        if bed.is_family:
            rooms[bed.room_id] = rooms.get(bed.room_id, 0) + 1
    return max(rooms.values(), default=0) >= wish.people


def rows_of(facility: Facility, night: datetime.date, user: User) -> list[BoardRow]:
    """Each bed of the house on this night, as this person may know it."""
    beds = list(facility.beds.select_related("room"))
    had = BedNight.objects.filter(bed__in=beds, night=night)
    by_bed = {row.bed_id: row for row in had.select_related("stay", "hold", "case")}
    lying = _not_left(beds, night)
    rows = [*by_bed.values(), *lying.values()]
    own_stays = stays_visible_to(user).filter(pk__in=[row.stay_id for row in rows if row.stay_id])
    own_holds = holds_visible_to(user).filter(pk__in=[row.hold_id for row in rows if row.hold_id])
    stays = set(own_stays.values_list("pk", flat=True))
    kept = set(own_holds.values_list("pk", flat=True))
    closed = nights.closures_within(night, night + nights.A_DAY)
    by_closure = {one.bed_id: one for one in closed.filter(bed__in=beds)}
    return [
        _row(bed, by_bed.get(bed.pk) or lying.get(bed.pk), by_closure.get(bed.pk), stays, kept)
        for bed in beds
        if bed.is_active or bed.pk in by_bed
    ]


def _not_left(beds: Sequence[Bed], night: datetime.date) -> dict[UUID, BedNight]:
    """Who lay there last night and was to leave, where the board is asked for tonight."""
    if night != timezone.localdate():
        return {}
    rows = nights.not_left().filter(bed__in=beds).select_related("stay", "case")
    return {row.bed_id: row for row in rows}


def _row(
    bed: Bed,
    had: BedNight | None,
    closure: BedClosure | None,
    stays: set[UUID],
    kept: set[UUID],
) -> BoardRow:
    if had is not None and had.stay is not None:
        over = limits.is_overdue(had.stay) and had.night >= had.stay.planned_end_on - nights.A_DAY
        row = BoardRow(bed, BedState.NOT_LEFT if over else BedState.TAKEN)
        if had.stay_id in stays:
            row.who, row.stay = had.case.pseudonym, had.stay_id
            row.until = had.stay.ended_on or had.stay.planned_end_on
        return row
    if had is not None and had.hold is not None:
        row = BoardRow(bed, BedState.HELD, until=had.hold.until_on)
        if had.hold_id in kept:
            row.who, row.hold = had.case.pseudonym, had.hold_id
        return row
    if closure is not None:
        return BoardRow(bed, BedState.CLOSED, until=closure.last_on, remark=closure.reason)
    return BoardRow(bed, BedState.FREE)


def counts_of(
    facility: Facility, first: datetime.date, number: int
) -> list[tuple[datetime.date, int]]:
    """How many beds are free on each of so many nights, in three queries."""
    days = nights.nights_of(first, first + number * nights.A_DAY)
    until = days[-1] + nights.A_DAY
    active = set(facility.beds.filter(is_active=True).values_list("pk", flat=True))
    had = BedNight.objects.filter(bed__in=active, night__gte=first, night__lt=until)
    away = set(had.values_list("bed_id", "night"))
    for one in nights.closures_within(first, until).filter(bed__in=active):
        last = one.last_on or days[-1]
        away |= {(one.bed_id, day) for day in days if one.first_on <= day <= last}
    return [(day, sum((bed, day) not in away for bed in active)) for day in days]
