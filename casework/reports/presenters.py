"""What the audit calls the events that this room records."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.reports.kinds import ReportKind
from ostoja.audit.models import AuditEvent
from ostoja.audit.presenters import register


def register_all() -> None:
    """Called when the app starts."""
    register("report.taken_out", gettext_lazy("A report was taken out"), _taken_out)


def _taken_out(event: AuditEvent) -> str:
    details = event.details
    kind = str(details.get("report", ""))
    words = (
        _("A report was taken out with small numbers: %(report)s, %(period)s, %(format)s")
        if details.get("exact")
        else _("A report was taken out without small numbers: %(report)s, %(period)s, %(format)s")
    )
    named = str(ReportKind(kind).label) if kind in ReportKind.values else kind
    return words % {
        "report": named,
        "period": details.get("period", "–"),
        "format": str(details.get("format", "–")).upper(),
    }
