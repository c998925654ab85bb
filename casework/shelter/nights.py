"""Which nights a bed is taken, and taking them; asked while the beds' rows are locked."""

import datetime
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from casework.cases.models import Case
from casework.shelter import refusals
from casework.shelter.models import Bed, BedClosure, BedNight, Facility, Hold, Stay

A_DAY = datetime.timedelta(days=1)


def nights_of(first: datetime.date, until: datetime.date) -> list[datetime.date]:
    """Each night from the first to the one before they leave."""
    return [first + number * A_DAY for number in range((until - first).days)]


def locked(beds: Iterable[Bed]) -> list[Bed]:
    """These beds as they are now, until the transaction ends; always in the same order, so that
    two who give beds wait for one another and never both.
    """
    keys = [bed.pk for bed in beds]
    rows = Bed.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    found = {bed.pk: bed for bed in rows}
    return [found[key] for key in dict.fromkeys(keys)]


def closures_within(first: datetime.date, until: datetime.date) -> QuerySet[BedClosure]:
    """What is out of service on one of these nights."""
    return BedClosure.objects.filter(
        Q(last_on__isnull=True) | Q(last_on__gte=first), first_on__lt=until
    )


def not_left() -> QuerySet[BedNight]:
    """Last night's beds of people who were to leave by today and of whom nobody said they did."""
    today = timezone.localdate()
    return BedNight.objects.filter(
        night=today - A_DAY, stay__ended_on__isnull=True, stay__planned_end_on__lte=today
    )


def check_beds(
    facility: Facility,
    beds: Sequence[Bed],
    people: int,
    first: datetime.date,
    until: datetime.date,
    *,
    case: Case,
    but: UUID | None = None,
) -> None:
    """Raise ``ShelterRefused`` unless these (locked) beds can be had for all these nights.

    What is held for the same case counts as free for it; ``but`` is the stay that moves.
    """
    if len(beds) != people:
        raise refusals.number_of_beds(people, len(beds))
    for bed in beds:
        if bed.facility_id != facility.pk:
            raise refusals.elsewhere(bed)
        if not bed.is_active:
            raise refusals.not_used(bed)
    closed = closures_within(first, until).filter(bed__in=beds).select_related("bed").first()
    if closed is not None:
        raise refusals.out_of_service(closed.bed, closed.reason)
    _check_taken(beds, first, until, case, but)


def _check_taken(
    beds: Sequence[Bed], first: datetime.date, until: datetime.date, case: Case, but: UUID | None
) -> None:
    within = BedNight.objects.filter(bed__in=beds, night__gte=first, night__lt=until)
    others = within.exclude(hold__isnull=False, case=case).exclude(stay__isnull=False, stay=but)
    other = others.select_related("bed").first()
    if other is not None:
        raise refusals.taken(other.bed, other.night)
    if first <= timezone.localdate() < until:
        lying = not_left().filter(bed__in=beds).exclude(stay=but).select_related("bed").first()
        if lying is not None:
            raise refusals.still_there(lying.bed)


def check_case(
    case: Case, first: datetime.date, until: datetime.date, but: UUID | None = None
) -> None:
    """Raise ``ShelterRefused`` where the (locked) case slept in another bed on one of them."""
    own = BedNight.objects.filter(case=case, stay__isnull=False, night__gte=first, night__lt=until)
    other = own.exclude(stay=but).first()
    if other is not None:
        raise refusals.overlaps(other.night)


def take(
    beds: Sequence[Bed],
    first: datetime.date,
    until: datetime.date,
    *,
    case: Case,
    stay: Stay | None = None,
    hold: Hold | None = None,
) -> None:
    """Give these beds, each to one person of the household, for all these nights."""
    BedNight.objects.bulk_create(
        BedNight(bed=bed, night=night, case=case, stay=stay, hold=hold, person=person)
        for night in nights_of(first, until)
        for person, bed in enumerate(beds, start=1)
    )


def free_from(stay: Stay, day: datetime.date) -> None:
    """The beds of a stay are free from this night on."""
    BedNight.objects.filter(stay=stay, night__gte=day).delete()


def beds_of(stay: Stay) -> list[Bed]:
    """The beds in which they lie, or lay last, by person."""
    return beds_by_stay([stay])[stay.pk]


def beds_by_stay(stays: Sequence[Stay]) -> dict[UUID, list[Bed]]:
    """Tonight's beds of each stay, or those of the last night, by person; one query for all."""
    last: dict[UUID, dict[int, Bed]] = {stay.pk: {} for stay in stays}
    today = timezone.localdate()
    rows = BedNight.objects.filter(stay__in=stays).select_related("bed__room")
    for row in (
        rows.filter(night__lte=today)
        .order_by("stay_id", "person", "-night")
        .distinct("stay_id", "person")
    ):
        if row.stay_id is not None:
            last[row.stay_id][row.person] = row.bed
    return {pk: [beds[number] for number in sorted(beds)] for pk, beds in last.items()}
