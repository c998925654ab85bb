"""The e-mail with which an edition of the situation report leaves the city."""

from uuid import UUID, uuid5

from django.conf import settings
from django.utils import translation

from casework.incidents.models import SituationReport
from casework.incidents.situation import document_of
from ostoja.notifications import attached
from ostoja.notifications.models import OutboxMessage
from ostoja.notifications.outbox import email_of
from ostoja.notifications.sender import sender_here
from ostoja.ui.printed import pdf_of

KIND = "situation-report"
TEMPLATE = "incidents/email/situation.txt"


def letter(report: SituationReport, to: str) -> OutboxMessage:
    """To one office: which edition it is, where one signs in, and the PDF. No word of the report
    itself stands in it.
    """
    sender, language = sender_here(), settings.LANGUAGE_CODE
    message = email_of(
        to=to,
        template=TEMPLATE,
        context={
            "city": sender.city,
            "number": report.number,
            "url": sender.page("situation_report", report.pk, language=language),
        },
        language=language,
        key=uuid5(report.pk, to),
    )
    message.attached = attached.name_of(KIND, report.pk)
    return message


def pdf_of_edition(report: SituationReport) -> bytes:
    """As it was sent: in the city's language, the same bytes each time."""
    with translation.override(settings.LANGUAGE_CODE):
        return pdf_of(document_of(report.figures, report.words, report.number))


def file_name(report: SituationReport) -> str:
    """The number of the edition, and nothing of what happened."""
    return f"situation-report-{report.number}.pdf"


def _content(pk: UUID) -> tuple[str, bytes]:
    report = SituationReport.objects.get(pk=pk)
    return file_name(report), pdf_of_edition(report)


def register_all() -> None:
    """Called when the app starts."""
    attached.register(KIND, _content)
