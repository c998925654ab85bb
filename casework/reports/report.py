"""A whole report as it is read: tables that may be told, for a period beside another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from casework.intake.figures.periods import Period
from casework.intake.figures.tables import Number, Table
from casework.partners.models import Organisation
from casework.reports import centres_report, months_report, of_cases, of_referrals, telling
from casework.reports.kinds import ReportKind
from casework.reports.periods import months_in
from casework.reports.tables import Sheet, Waits
from ostoja.privacy.small_numbers import is_small
from tenants.profile.selectors import profile


@dataclass(frozen=True, slots=True)
class Report:
    """``kept``: cases opened that stand in no table, told from five on. ``exact``: with small
    numbers, for inside the city alone.
    """

    kind: ReportKind
    body: Organisation | None
    now: Period
    then: Period
    exact: bool
    tables: list[Table]
    times: list[Waits]
    kept: tuple[Number, Number]

    @property
    def title(self) -> str:
        """What it is called."""
        if self.body is None:
            return _("Report of the help system")
        return _("Report of: %(body)s") % {"body": self.body.name}


def report_of(
    kind: ReportKind, now: Period, then: Period, *, exact: bool, body: Organisation | None = None
) -> Report:
    """Exact ones are of any days; those that leave the city of months, quarters or years."""
    pk = body.pk if body else None
    whole = of_referrals.waits_of([now, then], sender=pk)
    if exact:
        tables = [telling.exactly(one) for one in _sheets(kind, [now, then], whole, body)]
        kept = of_cases.kept_opened([now, then], pk)
        times = whole
    else:
        months = [*months_in(now), *months_in(then)]
        places = range(len(months_in(now))), range(len(months_in(now)), len(months))
        tables, times = _told(kind, months, places, whole, body)
        counted = of_cases.kept_opened(months, pk)
        kept = [sum(counted[at] for at in one) for one in places]
    tables = [one for one in tables if one.rows]
    pair = [None if is_small(number) else number for number in kept]
    return Report(kind, body, now, then, exact, tables, times, (pair[0], pair[1]))


def _told(
    kind: ReportKind,
    months: Sequence[Period],
    places: tuple[range, range],
    whole: Sequence[Waits],
    body: Organisation | None,
) -> tuple[list[Table], list[Waits]]:
    by_month = whole if len(months) == 2 else of_referrals.waits_of(months, sender=_pk(body))
    tables = [telling.by_months(one, *places) for one in _sheets(kind, months, by_month, body)]
    times = [
        telling.waits_told(one, monthly, of_referrals.WAITED_FOR, *places)
        for one, monthly in zip(whole, by_month, strict=True)
    ]
    return tables, times


def _pk(body: Organisation | None) -> UUID | None:
    return body.pk if body else None


def _sheets(
    kind: ReportKind, periods: Sequence[Period], waits: Sequence[Waits], body: Organisation | None
) -> list[Sheet]:
    modules: Collection[str] = profile().modules
    if kind == ReportKind.CENTRE and body is not None:
        return centres_report.sheets_of(periods, modules, waits, body.pk)
    return months_report.sheets_of(periods, modules, waits)
