"""The register of unmet needs: what people needed and nobody could give, counted without names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.cases.choices import UnmetReason
from casework.cases.models import UnmetNeed
from casework.cases.restricted import kept_cases
from casework.partners.models import Need
from ostoja.privacy.small_numbers import without_small
from ostoja.tables.writing import as_csv

WARSAW = ZoneInfo("Europe/Warsaw")
NOT_TOLD = "#"
"""The mark of Poland's statistical office for what must stay secret."""


@dataclass(frozen=True, slots=True)
class Row:
    """One count; None where it is too small to be told."""

    key: str
    label: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Register:
    """A year of unmet needs, by need, by reason and by month; each makes the same total."""

    year: int
    total: int | None
    by_need: list[Row]
    by_reason: list[Row]
    by_month: list[Row]


def years() -> list[int]:
    """Those of which there is anything, and this one; the latest first."""
    this = timezone.localdate(timezone=WARSAW).year
    oldest = UnmetNeed.objects.order_by("recorded_at").values_list("recorded_at", flat=True).first()
    first = timezone.localtime(oldest, WARSAW).year if oldest else this
    return list(range(this, min(first, this) - 1, -1))


def register_of(year: int, *, need: Need | None = None, reason: str = "", exact: bool) -> Register:
    """The counts of a year on Poland's clock, in three queries.

    Only who works on cases reads them ``exact``, and narrowed to a need or a reason: the
    difference of two tables would tell what neither of them does.
    """
    found = _of_year(year)
    if exact and need:
        found = found.filter(case_need__need=need)
    if exact and reason:
        found = found.filter(reason=reason)
    needs = [
        (key, str(name), number)
        for key, name, number in _counted(found, "case_need__need__key", "case_need__need__name")
    ]
    reasons = [
        (key, str(UnmetReason(key).label), number) for key, number in _counted(found, "reason")
    ]
    total = sum(number for _key, _label, number in reasons)
    return Register(
        year,
        without_small([total])[0] if not exact else total,
        _rows(needs, exact),
        _rows(reasons, exact),
        _rows(_months(found, year), exact),
    )


def _of_year(year: int) -> QuerySet[UnmetNeed]:
    first, next_first = (datetime(one, 1, 1, tzinfo=WARSAW) for one in (year, year + 1))
    found = UnmetNeed.objects.filter(recorded_at__gte=first, recorded_at__lt=next_first)
    return found.exclude(case_need__case__in=kept_cases()).order_by()


def _counted(found: QuerySet[UnmetNeed], *fields: str) -> Iterable[Any]:
    return found.values_list(*fields).annotate(number=Count("pk")).order_by("-number", fields[0])


def _months(found: QuerySet[UnmetNeed], year: int) -> Iterator[tuple[str, str, int]]:
    month = TruncMonth("recorded_at", tzinfo=WARSAW)
    counted: Mapping[int, int] = {
        at.month: number
        for at, number in found.annotate(at=month).values_list("at").annotate(number=Count("pk"))
    }
    for number in range(1, 13):
        first = datetime(year, number, 1, tzinfo=WARSAW)
        yield f"{year}-{number:02d}", date_format(first, "F Y"), counted.get(number, 0)


def _rows(counted: Iterable[tuple[str, str, int]], exact: bool) -> list[Row]:
    listed = list(counted)
    numbers: list[int | None] = [number for _key, _label, number in listed]
    if not exact:
        numbers = without_small([number for _key, _label, number in listed])
    pairs = zip(listed, numbers, strict=True)
    return [Row(key, label, number) for (key, label, _number), number in pairs]


def as_file(year: int) -> bytes:
    """The year as CSV: it leaves the city, so small numbers are not in it."""
    return as_csv(_lines(register_of(year, exact=False)))


def _lines(register: Register) -> Iterator[list[str]]:
    yield [_("Table"), _("Key"), _("What"), _("Unmet needs")]
    yield [_("All"), str(register.year), str(register.year), cell(register.total)]
    tables = (
        (_("by need"), register.by_need),
        (_("by reason"), register.by_reason),
        (_("by month"), register.by_month),
    )
    for title, rows in tables:
        for row in rows:
            yield [title, row.key, row.label, cell(row.number)]


def cell(number: int | None) -> str:
    """The number, or the mark of what is not told."""
    return NOT_TOLD if number is None else str(number)
