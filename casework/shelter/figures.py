"""How full houses were in a period: people, person-days and free nights, without a name."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.shelter import nights
from casework.shelter.models import Bed, BedNight, Facility, Stay
from ostoja.tables.writing import as_csv
from ostoja.ui.numbers import SMALLEST_TOLD

NOT_TOLD = "#"
"""The mark of Poland's statistical office for what must stay secret."""
LONGEST = datetime.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """Of one house. ``people`` were there on some night, ``admitted`` of them came in the period;
    ``person_days`` are nights slept; ``free_nights`` those of beds in service that nobody had.
    """

    facility: Facility
    people: int
    admitted: int
    person_days: int
    bed_nights: int

    @property
    def free_nights(self) -> int:
        """Of beds in service; never below nothing where a closure was written down late."""
        return max(0, self.bed_nights - self.person_days)

    @property
    def percent(self) -> int | None:
        """How full the house was; None without a bed in service."""
        return round(100 * self.person_days / self.bed_nights) if self.bed_nights else None


def occupancy(
    facilities: Sequence[Facility], first: datetime.date, last: datetime.date
) -> list[Occupancy]:
    """Of each house from the first night to the last, both included; nights to come do not count.
    Always the same number of queries.
    """
    until = min(last, timezone.localdate()) + nights.A_DAY
    within = Q(nights__night__gte=first, nights__night__lt=until)
    stays = Stay.objects.filter(facility__in=facilities).order_by()
    slept = dict(
        BedNight.objects.filter(
            bed__facility__in=facilities, stay__isnull=False, night__gte=first, night__lt=until
        )
        .order_by()
        .values_list("bed__facility")
        .annotate(number=Count("pk"))
    )
    there = stays.filter(within).distinct().values("pk", "facility", "people", "started_on")
    rows = list(there)
    beds = _bed_nights(facilities, first, until)
    return [
        Occupancy(
            facility=one,
            people=sum(row["people"] for row in rows if row["facility"] == one.pk),
            admitted=sum(
                row["people"]
                for row in rows
                if row["facility"] == one.pk and row["started_on"] >= first
            ),
            person_days=slept.get(one.pk, 0),
            bed_nights=beds.get(one.pk, 0),
        )
        for one in facilities
    ]


def _bed_nights(
    facilities: Sequence[Facility], first: datetime.date, until: datetime.date
) -> dict[UUID, int]:
    """Nights of beds in use that were in service, by house: from the day on which the bed was
    written down, or was first slept in.
    """
    beds = Bed.objects.filter(facility__in=facilities, is_active=True).order_by()
    known = beds.annotate(made=TruncDate("created_at"), slept=Min("nights__night"))
    closed: dict[UUID, set[datetime.date]] = {}
    for one in nights.closures_within(first, until).filter(bed__facility__in=facilities):
        last = min(one.last_on or until, until - nights.A_DAY)
        days = nights.nights_of(max(one.first_on, first), last + nights.A_DAY)
        closed.setdefault(one.bed_id, set()).update(days)
    found: dict[UUID, int] = {}
    for pk, facility, made, slept in known.values_list("pk", "facility", "made", "slept"):
        begins = max(first, min(made, slept or made))
        number = max(0, (until - begins).days)
        away = sum(day >= begins for day in closed.get(pk, ()))
        found[facility] = found.get(facility, 0) + number - away
    return found


def told(row: Occupancy, *, exact: bool) -> list[str]:
    """The numbers of one house; where few people were there, an outsider learns none of them."""
    numbers = (row.people, row.admitted, row.person_days, row.free_nights)
    if is_secret(row) and not exact:
        return [NOT_TOLD] * len(numbers)
    return [str(number) for number in numbers]


def is_secret(row: Occupancy) -> bool:
    """Whether so few people were there that nothing of the house is told to outsiders."""
    return 0 < row.people < SMALLEST_TOLD or 0 < row.admitted < SMALLEST_TOLD


def written(
    rows: Sequence[Occupancy], first: datetime.date, last: datetime.date, *, exact: bool
) -> bytes:
    """The same as a file."""
    return as_csv(_lines(rows, first, last, exact))


def _lines(
    rows: Sequence[Occupancy], first: datetime.date, last: datetime.date, exact: bool
) -> Iterator[list[str]]:
    period = [first.isoformat(), last.isoformat()]
    yield [_("From"), _("To"), _("House"), _("People"), _("Admitted"), *_more_headings()]
    for row in rows:
        yield [*period, row.facility.name, *told(row, exact=exact)]


def _more_headings() -> list[str]:
    return [_("Person-days"), _("Free nights")]
