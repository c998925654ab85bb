"""A whole report as it is read: tables that may be told, for a period beside another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from casework.intake.figures.periods import Period
from casework.intake.figures.tables import Number, Table
from casework.partners.models import Organisation
from casework.reports import (
    centres_report,
    months_report,
    of_cases,
    of_referrals,
    of_unmet,
    telling,
)
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
    kept: Number

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
    whole = of_referrals.waits_of([now, then], sender=_pk(body))
    if exact:
        sheets = _sheets(kind, [now, then], whole, body)
        if kind == ReportKind.SYSTEM:
            sheets += of_unmet.unmet([now, then])
        tables = [telling.exactly(one) for one in sheets]
        times, kept = whole, _kept(kind, [now, then])
    else:
        months = [*months_in(now), *months_in(then)]
        places = range(len(months_in(now))), range(len(months_in(now)), len(months))
        tables, times = _told(kind, months, places, whole, body)
        if kind == ReportKind.SYSTEM:
            tables += of_unmet.published(now, then)
        kept = _kept(kind, months_in(now))
    tables = [one for one in tables if one.rows]
    number = kept[0] if exact else telling.added(kept)
    return Report(kind, body, now, then, exact, tables, times, number)


def _kept(kind: ReportKind, periods: Sequence[Period]) -> list[Number]:
    """Of one body alone they are not told: the others' could be reckoned out of it."""
    if kind == ReportKind.CENTRE:
        return [None]
    return [None if is_small(one) else one for one in of_cases.kept_opened(periods)]


def _told(
    kind: ReportKind,
    months: Sequence[Period],
    places: tuple[range, range],
    whole: Sequence[Waits],
    body: Organisation | None,
) -> tuple[list[Table], list[Waits]]:
    by_month = whole if len(months) == 2 else of_referrals.waits_of(months, sender=_pk(body))
    whole_of = _of_everybody(kind, months)
    tables = [
        telling.by_months(one, *places, whole_of.get(one.key))
        for one in _sheets(kind, months, by_month, body)
    ]
    # How many were answered of one body's is in its tables, beside those of everybody.
    counted = "" if body else of_referrals.ANSWERED
    times = [
        telling.waits_told(one, monthly, counted, *places)
        for one, monthly in zip(whole, by_month, strict=True)
    ]
    return tables, times


def _of_everybody(kind: ReportKind, months: Sequence[Period]) -> dict[str, Sheet]:
    """The tables of the whole system, from which one body's could be taken away."""
    if kind == ReportKind.SYSTEM:
        return {}
    waits = of_referrals.waits_of(months)
    return {one.key: one for one in _sheets(ReportKind.SYSTEM, months, waits, None)}


def _pk(body: Organisation | None) -> UUID | None:
    return body.pk if body else None


def _sheets(
    kind: ReportKind, periods: Sequence[Period], waits: Sequence[Waits], body: Organisation | None
) -> list[Sheet]:
    modules: Collection[str] = profile().modules
    if kind == ReportKind.CENTRE and body is not None:
        return centres_report.sheets_of(periods, modules, waits, body.pk)
    return months_report.sheets_of(periods, modules, waits)
