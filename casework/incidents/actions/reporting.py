"""Situation reports: an edition is counted, numbered, kept and sent in one step."""

from uuid import UUID

from django.db.models import Max

from casework.cases.actions import sent_before
from casework.incidents import letters
from casework.incidents.actions.locking import locked_incident
from casework.incidents.actions.logging import note
from casework.incidents.choices import EntryKind
from casework.incidents.counting import figures_of
from casework.incidents.models import Incident, SituationReport
from casework.incidents.selectors import addresses
from ostoja.accounts.models import User
from ostoja.audit import action, record
from ostoja.notifications.outbox import queue


@action
def send_report(
    *,
    submission: UUID,
    incident: Incident,
    words: str,
    by: User | None,
    is_sample: bool = False,
) -> SituationReport:
    """Keep the next edition, and send it to every address that the city has for it.

    The same submission sent again gives the first result, and sends nothing. Where the city has
    no address the edition is kept all the same: somebody can print it.
    """
    incident = locked_incident(incident.pk)
    first = sent_before(incident.reports.all(), submission, by=by)
    if first is not None:
        return first
    last = incident.reports.aggregate(last=Max("number"))["last"] or 0
    to = list(dict.fromkeys(one.email for one in addresses()))
    report = SituationReport.objects.create(
        submission=submission,
        incident=incident,
        number=last + 1,
        figures=figures_of(incident, by),
        words=words,
        sent_to=to,
        sent_by=by,
        is_sample=is_sample,
    )
    if to:
        queue([letters.letter(report, one) for one in to])
    facts = {"number": report.number, "sent": len(to)}
    note(incident, EntryKind.REPORT, facts, by=by, for_partners=False)
    record("situation_report.sent", by=by, on=report, subject=incident, to=len(to))
    return report
