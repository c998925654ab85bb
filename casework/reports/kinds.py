"""Which reports there are, and in which forms one takes them along."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportKind(TextChoices):
    """Of the city's whole system, or of one crisis centre."""

    SYSTEM = "system", _("the help system")
    CENTRE = "centre", _("the crisis centre")


class FileFormat(TextChoices):
    """How a report leaves the page."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
    PDF = "pdf", "PDF"
