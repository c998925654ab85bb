"""Outreach visits, counted."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from casework.cases.restricted import kept_cases
from casework.intake.figures.periods import Period
from casework.reports.counting import counted
from casework.reports.tables import Sheet
from casework.visits.choices import VisitOutcome, VisitState
from casework.visits.models import Visit


def outreach(periods: Sequence[Period], body: UUID | None = None) -> Sheet:
    """Visits that are over, by how they went: one question."""
    rows = Visit.objects.filter(state=VisitState.OVER).exclude(case__in=kept_cases())
    if body is not None:
        rows = rows.filter(organisation=body)
    names = {str(value): str(label) for value, label in VisitOutcome.choices}
    return Sheet(
        "outreach",
        _("Outreach visits"),
        _("How they went"),
        names,
        counted(rows, "outcome", "ended_at", periods),
        _("Visits for people's cases and in street work, on the day on which they ended."),
        groups=dict.fromkeys(names, ""),
    )
