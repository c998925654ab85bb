"""What people needed and nobody could give: counted inside the city, and as its register tells."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from casework.cases.choices import UnmetReason
from casework.cases.models import UnmetNeed
from casework.cases.restricted import kept_cases
from casework.cases.unmet import Row as RegisterRow
from casework.cases.unmet import register_of
from casework.intake.figures.periods import Period
from casework.intake.figures.tables import Row, Table
from casework.reports.counting import counted
from casework.reports.of_referrals import needs_by_key
from casework.reports.tables import Sheet


def unmet(periods: Sequence[Period]) -> list[Sheet]:
    """By need and by reason: two questions."""
    rows = UnmetNeed.objects.exclude(case_need__case__in=kept_cases())
    by_need = counted(rows, "case_need__need__key", "recorded_at", periods)
    needs = needs_by_key()
    named = {key: needs[key] for key in sorted(by_need, key=lambda key: -by_need[key][0])}
    by_reason = counted(rows, "reason", "recorded_at", periods)
    reasons = {str(value): str(label) for value, label in UnmetReason.choices}
    return [
        Sheet("unmet_need", *_of_needs(), named, by_need),
        Sheet("unmet_reason", *_of_reasons(), reasons, by_reason),
    ]


def _of_needs() -> tuple[str, str]:
    return _("Unmet needs, by need"), _("Need")


def _of_reasons() -> tuple[str, str]:
    return _("Unmet needs, by reason"), _("Reason")


def published(now: Period, then: Period) -> list[Table]:
    """What leaves the city: of whole years, as the register publishes them. It tells years by
    need, so months by need would tell what it hides.
    """
    if not (now.is_year and then.is_year):
        return []
    year, before = (register_of(one.first.year, exact=False) for one in (now, then))
    return [
        _table("unmet_need", _of_needs(), year.by_need, before.by_need),
        _table("unmet_reason", _of_reasons(), year.by_reason, before.by_reason),
    ]


def _table(
    key: str, words: tuple[str, str], now: list[RegisterRow], then: list[RegisterRow]
) -> Table:
    earlier = {row.key: row for row in then}
    rows = [
        Row(row.key, row.label, row.number, earlier[row.key].number if row.key in earlier else 0)
        for row in now
    ]
    rows += [Row(row.key, row.label, 0, row.number) for row in then if row.key not in _keys(now)]
    return Table(key, *words, rows)


def _keys(rows: list[RegisterRow]) -> set[str]:
    return {row.key for row in rows}
